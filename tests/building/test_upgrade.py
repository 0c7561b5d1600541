"""Workbooks of earlier versions in the newest: all that people typed and made is still there, and nothing is amiss."""

from __future__ import annotations

import errno
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.table import TableColumn

from tests.libreoffice import convert, needs_libreoffice
from tests.ooxml.check import problems
from tests.version_1.books import BOOKS, END_OF_MAY, FOLDER, SAMPLES, name_of
from xltargets.building import upgrade as module
from xltargets.building.upgrade import Account, upgrade
from xltargets.building.upgrade_matrices import MARGIN
from xltargets.cli import main
from xltargets.errors import ValueProblem
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Column, Form
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.views.view import View
from xltargets.workbooks.donor import DonorSheet
from xltargets.workbooks.package import open_package, parts_of
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate, same_value

PLAN = FOLDER / "en" / "target-plan-sample.xlsx"
TEAM = FOLDER / "zh-CN" / "team-scorecard-sample.xlsx"


@cache
def upgrading(book: Path) -> tuple[Path, Account]:
    target = Path(mkdtemp(prefix="xltargets-test-")) / book.name
    return target, upgrade(read(book), target)


def upgraded(book: Path) -> Path:
    return upgrading(book)[0]


def findings(path: Path) -> set[tuple[str, str]]:
    report = Validator(Settings(), END_OF_MAY).check(path)
    assert not report.crashed
    return {(one.code, one.at.place) for one in report.findings}


def _is_new(before: View, form: type[Form], column: Column) -> bool:
    assert before.template is not None
    return form.name not in before.template.tables or column.since > 1


def vacancy(view: View) -> Iterator[tuple[str, int, int]]:
    """The last line of each margin of a plan's Grid, with its heading."""
    for _matrix, sheet, anchors in view.matrices:
        (area,) = [cell.spill for cell in anchors if cell.spill is not None]
        last = area.bottom + MARGIN, area.right + MARGIN
        yield from ((sheet.name, row, last[1]) for row in range(area.top - 1, area.bottom + 1))
        yield from ((sheet.name, last[0], column) for column in range(area.left - 1, area.right + 1))


@pytest.mark.parametrize("book", BOOKS, ids=name_of)
def test_every_workbook_of_version_1(book: Path) -> None:
    before, after = View.of(read(book)), View.of(read(upgraded(book)))
    assert after.version == TEMPLATES[book.stem.removesuffix("-sample")].version
    assert after.is_whole
    # Every cell that the old version has holds what it held, unless the account says that it does not.
    account, newer = upgrading(book)[1], 0
    vacant = set(vacancy(before))
    for name, sheet in before.contents.sheets.items():
        for place, cell in sheet.cells.items():
            there = after.contents.sheets[name].cells[place]
            newer += there.formula != cell.formula
            if (name, *place) in vacant:
                # A sign said that the margin agrees; now it says how much nobody carries.
                assert there.value in (0, after.translate("Vacant"))
            elif (name, *place) not in account.changed:
                assert same_value(cell.value, there.value), (name, cell.address)
    assert newer == account.formulas
    newest = TEMPLATES[book.stem.removesuffix("-sample")].tables.values()
    forms = [declared for declared in newest if issubclass(declared, Form)]
    since = {str(column) for form in forms for column in form.columns if _is_new(before, form, column)}
    assert set(after.fields) - set(before.fields) == since
    assert "settings.unit_id" in since
    if book.stem == "crm-log-sample":
        # The functions' second edition gives another result, which is told with its reason.
        assert len(account.changed) == 14
        assert [name for name, _why in account.reasons] == ["RFM_SCORE"]
    assert findings(upgraded(book)) == findings(book)


@pytest.mark.parametrize(
    "book",
    [pytest.param(one, marks=() if one.parent.name == "en" else pytest.mark.nightly) for one in SAMPLES],
    ids=name_of,
)
def test_excel_opens_it_without_a_repair(book: Path) -> None:
    assert problems(upgraded(book)) == []


def test_parts_that_gain_nothing_stay_byte_for_byte() -> None:
    before, after = parts_of(PLAN), parts_of(upgraded(PLAN))
    assert before.keys() < after.keys(), "new sheets have parts of their own"
    # The sheets Settings, Sales history, Setting, Periods, Units, Grid, Review and Changes; seven tables, of which
    # years and outlook begin with the first month of the year; the list of sheets with its links and types; the styles,
    # the version, the time of saving.
    assert len([part for part in before if before[part] != after[part]]) == 8 + 7 + 3 + 3


def test_the_new_columns_look_and_behave_as_in_a_fresh_workbook(tmp_path: Path) -> None:
    from xltargets.building.builder import build
    from xltargets.templates.content import Filling

    build(TEMPLATES["target-plan"], tmp_path / "fresh.xlsx", Filling())
    fresh, ours = (openpyxl.load_workbook(path)["Units"] for path in (tmp_path / "fresh.xlsx", upgraded(PLAN)))
    for column in "KLMNOP":
        assert fresh[f"{column}4"].value == ours[f"{column}4"].value
        for row in (1, 4, 5):
            one, other = fresh[f"{column}{row}"], ours[f"{column}{row}"]
            looks = [
                (x.font.b, x.font.color and x.font.color.rgb, x.fill.fgColor.rgb, x.number_format) for x in (one, other)
            ]
            assert looks[0] == looks[1]
            assert one.protection.locked == other.protection.locked
    with open_package(tmp_path / "fresh.xlsx") as one, open_package(upgraded(PLAN)) as other:
        parts = [read(package.path).sheets["Units"].part for package in (one, other)]
        sheets = [DonorSheet(package, part) for package, part in zip((one, other), parts, strict=True)]
    assert [sheets[0].width(column) for column in range(11, 17)] == [
        sheets[1].width(column) for column in range(11, 17)
    ]
    rules = {str(rule.sqref): rule for rule in ours.data_validations.dataValidation}
    assert rules["L5:L13"].type == "date"
    assert rules["N5:N13"].type == "decimal"
    assert ours.tables["units"].ref == "A4:R14"
    assert ours.tables["units"].autoFilter.ref == "A4:R13"


@pytest.fixture
def of_a_person(tmp_path: Path) -> Path:
    """A plan to which somebody added a sheet, a column, a comment and a format."""
    path = tmp_path / "plan.xlsx"
    book = openpyxl.load_workbook(PLAN)
    units = book["Units"]
    units["E5"].comment = Comment("Moves to Coast in June", "Ann")
    units["E6"].font = Font(bold=True, color="FF0000")
    table = units.tables["units"]
    table.ref = "A4:K14"
    table.autoFilter.ref = "A4:K13"
    table.tableColumns.append(TableColumn(id=11, name="Car"))
    units["K4"] = "Car"
    units["K5"] = "blue"
    notes = book.create_sheet("Our notes")
    notes["B2"] = "Ask Ben about March"
    book.save(path)
    return path


@pytest.mark.parametrize(
    "language", ["zh-CN", *(pytest.param(one, marks=pytest.mark.nightly) for one in ("en", "zh-TW"))]
)
def test_large_figures_are_shown_in_the_unit_of_the_settings(language: str, tmp_path: Path) -> None:
    """In an upgraded workbook as in a fresh one: the forecast over ten thousand, one decimal, the unit in its label."""
    book = openpyxl.load_workbook(upgraded(FOLDER / language / "team-scorecard-sample.xlsx"))
    say = View.of(read(upgraded(FOLDER / language / "team-scorecard-sample.xlsx"))).translate
    [(settings, cell)] = book.defined_names["settings_shown_in"].destinations
    assert book[settings][cell].value == say("Whole amounts")
    book[settings][cell] = say("Ten thousands")
    book.save(tmp_path / "team.xlsx")
    recalculate(tmp_path / "team.xlsx", tmp_path / "team.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "team.xlsx", data_only=True)[say("Scorecard")]
    brackets = "({})" if language == "en" else "（{}）"
    space = " " if language == "en" else ""
    assert sheet["E4"].value == say("Forecast at finish") + space + brackets.format(say("Ten thousands"))
    # The forecast is in full in a workbook of version 1.
    older = openpyxl.load_workbook(FOLDER / language / "team-scorecard-sample.xlsx", data_only=True)
    assert sheet["E5"].value * 10_000 == pytest.approx(older[say("Scorecard")]["E5"].value, rel=1e-12)
    assert sheet["A4"].value == say("Attainment so far")
    formats = {str(area.sqref): area.rules for area in sheet.conditional_formatting}
    [rule] = formats["E5:F5"]
    assert (rule.formula, rule.dxf.numFmt.formatCode.split(";")[0]) == (["settings_shown_by>1"], "#,##0.0")


def test_a_tile_with_a_label_of_peoples_own_stays_in_full(tmp_path: Path) -> None:
    """A label that cannot say the unit is not put over a figure in that unit."""
    path = tmp_path / "team.xlsx"
    book = openpyxl.load_workbook(FOLDER / "en" / "team-scorecard-sample.xlsx")
    book["Scorecard"]["E4"] = "Where we land"
    book.save(path)
    older = book["Scorecard"]["E5"].value
    upgrade(read(path), tmp_path / "new.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "new.xlsx")["Scorecard"]
    assert (sheet["E4"].value, sheet["E5"].value) == ("Where we land", older)
    assert sheet["I5"].value == '=IF(standing_commission="","–",standing_commission/settings_shown_by)'


def test_what_people_made_stays(of_a_person: Path, tmp_path: Path) -> None:
    target = tmp_path / "new.xlsx"
    account = upgrade(read(of_a_person), target)
    assert "Units, Person ID" in account.added
    book = openpyxl.load_workbook(target)
    units = book["Units"]
    assert units["E5"].comment.text == "Moves to Coast in June"
    assert (units["E6"].font.b, units["E6"].font.color.rgb) == (True, "00FF0000")
    assert [units[f"{column}4"].value for column in "JKLMNO"] == [
        "Share",
        "Car",
        "Person ID",
        "Member from",
        "Member until",
        "Share of time",
    ]
    assert units["K5"].value == "blue"
    assert book["Our notes"]["B2"].value == "Ask Ben about March"
    assert View.of(read(target)).is_whole


def test_a_column_of_peoples_own_with_the_new_name_is_taken_for_it(of_a_person: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(of_a_person)
    book["Units"]["K4"] = "Person ID"
    book["Units"].tables["units"].tableColumns[10].name = "Person ID"
    book.save(of_a_person)
    account = upgrade(read(of_a_person), tmp_path / "new.xlsx")
    assert account.adopted == ("Units, Person ID",)
    assert "Units, Member from" in account.added
    units = View.of(read(tmp_path / "new.xlsx")).tables["units"]
    assert units.sheet.value(5, units.column_index["person_id"]) == "blue"


@pytest.mark.parametrize(("sheet", "cell"), [("Settings", "C20"), ("Units", "L9")])
def test_what_stands_in_the_way_is_named_and_nothing_is_written(sheet: str, cell: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = openpyxl.load_workbook(PLAN)
    book[sheet][cell] = "ask Ben"
    book.save(path)
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["upgrade", str(path)])
    assert result.exit_code == 2
    assert f"something in {sheet}!{cell}" in result.output
    assert "move it elsewhere" in result.output
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["plan.xlsx"]


@pytest.mark.nightly
@needs_libreoffice
def test_workbooks_that_libreoffice_saved(tmp_path: Path) -> None:
    saved = convert(TEAM, tmp_path)
    before = View.of(read(saved))
    upgrade(read(saved), tmp_path / "new.xlsx")
    after = View.of(read(tmp_path / "new.xlsx"))
    assert after.is_whole
    assert {"person_id", "member_from"} <= after.tables["team"].column_index.keys()
    for name, table in before.tables.items():
        for column in filter(lambda one: one.is_input, table.columns):
            again = after.tables[name]
            assert [slot.value for slot in table.slots(column)] == [
                slot.value for slot in again.slots(again.declared[column.identifier])
            ]
    # It opens there again, with the new headers.
    again = read(convert(tmp_path / "new.xlsx", tmp_path / "again"))
    assert View.of(again).is_whole


def test_a_backup_is_kept_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    shutil.copy(PLAN, path)
    run = CliRunner()
    first = run.invoke(main, ["upgrade", str(path)])
    assert first.exit_code == 0, first.output
    assert "Brought from version 1 to 2: " in first.output
    assert upgrading(PLAN)[1].message.sentence() in first.output
    (backup,) = (tmp_path / ".xltargets" / "backup").iterdir()
    assert backup.read_bytes() == PLAN.read_bytes()
    done = path.read_bytes()
    second = run.invoke(main, ["upgrade", str(path)])
    assert (second.exit_code, path.read_bytes()) == (0, done)
    assert "already" in second.output
    # The backup is no submission.
    checked = run.invoke(main, ["validate", str(tmp_path), "--as-of", "2026-05-31"])
    assert "Checked 1 file" in checked.output


def _with_version(path: Path, version: str) -> None:
    with zipfile.ZipFile(PLAN) as package, zipfile.ZipFile(path, "w") as changed:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == "docProps/custom.xml":
                data = data.replace(b"<vt:lpwstr>1<", f"<vt:lpwstr>{version}<".encode())
            changed.writestr(entry, data)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("version 0", "found version 0 of target-plan"),
        ("version 99", "found version 99 of target-plan"),
        ("stranger", "found none of ours"),
        ("damaged", "cut short or damaged"),
        ("missing", "There is no such file"),
        ("open in Excel", "so it is open elsewhere"),
        ("open in LibreOffice", "so it is open elsewhere"),
        ("without a sheet", "missing or renamed"),
    ],
)
def test_bad_input_is_one_sentence(name: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    if name.startswith("version"):
        _with_version(path, name.split()[1])
    elif name == "stranger":
        openpyxl.Workbook().save(path)
    elif name == "damaged":
        path.write_bytes(PLAN.read_bytes()[:20_000])
    elif name == "without a sheet":
        book = openpyxl.load_workbook(PLAN)
        del book["Changes"]
        book.save(path)
    elif name != "missing":
        shutil.copy(PLAN, path)
        lock = "~$plan.xlsx" if name.endswith("Excel") else ".~lock.plan.xlsx#"
        (tmp_path / lock).write_bytes(b"")
    before = path.read_bytes() if path.exists() else None
    there = sorted(tmp_path.iterdir())
    result = CliRunner().invoke(main, ["upgrade", str(path)])
    assert result.exit_code == 2, result.output
    assert sentence in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert (path.read_bytes() if path.exists() else None) == before
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize("stage", ["write_unevaluated", "write_package", "recalculate"])
def test_a_full_disk_leaves_the_file_as_it_was(stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    shutil.copy(PLAN, path)

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(module, stage, full)
    result = CliRunner().invoke(main, ["upgrade", str(path)])
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert path.read_bytes() == PLAN.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_workbook_of_another_kind_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    with pytest.raises(ValueProblem, match="made from a template of xltargets"):
        upgrade(read(tmp_path / "book.xlsx"), tmp_path / "new.xlsx")
    assert not (tmp_path / "new.xlsx").exists()


def test_a_sheet_that_has_another_title_today_keeps_its_own() -> None:
    """What refers to it by name, in people's own formulas and in other files, goes on working."""
    for language, old in (("en", "Setting"), ("zh-CN", "设定"), ("zh-TW", "設定")):
        book = next(one for one in SAMPLES if one.parent.name == language and one.stem == "target-plan-sample")
        view = View.of(read(upgraded(book)))
        assert view.template is not None
        assert view.version == view.template.version
        assert old in view.contents.sheets
        assert "Ways to a target" not in view.contents.sheets
        assert not view.layout.missing_sheets
        assert not view.layout.renamed_sheets
    assert TEMPLATES["target-plan"].sheets[6].title == "Ways to a target"
