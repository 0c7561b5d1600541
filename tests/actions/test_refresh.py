"""A refresh: the same figures as a fresh consolidation, nothing else touched, and a way back."""

from __future__ import annotations

import errno
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.libreoffice import convert, needs_libreoffice
from tests.rollup import small_unit
from tests.rollup.submitted import AS_OF, files, folder, refused_plan
from tests.version_1.books import FOLDER as V1
from xltargets.actions.consolidate import ScorecardOptions, consolidate
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.validation.paths import expand
from xltargets.workbooks.growth import replace_rows
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.properties import stamp
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--as-of", "2026-06-02"])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scorecard of one plan only."""
    path = tmp_path_factory.mktemp("refresh") / "company.xlsx"
    consolidate(
        files()[:3],
        path,
        AS_OF,
        ScorecardOptions(settings={"unit": "Company", "owner": "Ann", "folder": str(folder())}, jobs=2),
    )
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("refresh") / "company.xlsx"
    consolidate(
        files(),
        path,
        AS_OF,
        ScorecardOptions(settings={"unit": "Company", "owner": "Ann", "folder": str(folder())}, jobs=2),
    )
    return path


def differences(one: Path, other: Path) -> list[str]:
    first, second = read(one), read(other)
    return [
        f"{name}!{position}"
        for name, sheet in second.sheets.items()
        for position in {*sheet.cells, *first.sheets[name].cells}
        if not same_value(first.sheets[name].value(*position), sheet.value(*position))
    ]


def test_a_refreshed_scorecard_is_a_fresh_one(small: Path, whole: Path, tmp_path: Path) -> None:
    """It grows from three files to six, and shrinks back."""
    grown = tmp_path / "grown.xlsx"
    assert run("refresh", small, folder(), "-o", grown).exit_code == 0
    assert differences(grown, whole) == []
    assert {name: table.area for name, table in read(grown).tables.items()} == {
        name: table.area for name, table in read(whole).tables.items()
    }
    shrunk = tmp_path / "shrunk.xlsx"
    assert run("refresh", grown, *files()[:3], "-o", shrunk).exit_code == 0
    assert differences(shrunk, small) == []


@pytest.mark.nightly
def test_charts_and_formats_reach_as_far_as_the_tables(small: Path, whole: Path, tmp_path: Path) -> None:
    grown = tmp_path / "grown.xlsx"
    run("refresh", small, folder(), "-o", grown)
    for name in ("People", "Teams"):
        found, expected = (
            {str(rules.sqref) for rules in openpyxl.load_workbook(path)[name].conditional_formatting}
            for path in (grown, whole)
        )
        assert found == expected


def test_what_people_typed_stays_and_there_is_a_way_back(small: Path, tmp_path: Path) -> None:
    """A note beside a table, a setting, and a sheet's other parts; the file as it was lies beside it."""
    path = tmp_path / "company.xlsx"
    path.write_bytes(small.read_bytes())
    patch_values(read(path), path, {"People": {(2, 9): "ask Ann"}, "Settings": {(5, 2): "Contoso"}})
    before = path.read_bytes()
    result = run("refresh", path)
    assert result.exit_code == 0, result.output
    after = read(path)
    assert after.sheets["People"].value(2, 9) == "ask Ann"
    assert after.sheets["Settings"].value(5, 2) == "Contoso"
    backups = list((tmp_path / ".xltargets" / "backup").glob("company.*.xlsx"))
    assert [backup.read_bytes() for backup in backups] == [before]
    with zipfile.ZipFile(path) as new, zipfile.ZipFile(backups[0]) as old:
        assert new.namelist() == old.namelist()
        for part in ("xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/theme/theme1.xml"):
            assert new.read(part) == old.read(part)


def test_twice_is_once(small: Path, tmp_path: Path) -> None:
    """What is as it should be is not written: no other time, no other revision, no second backup."""
    path = tmp_path / "company.xlsx"
    path.write_bytes(small.read_bytes())
    first = run("refresh", path, folder())
    assert first.exit_code == 0, first.output
    once, saved = path.read_bytes(), read(path).saved
    assert saved.revision == read(small).saved.revision + 1
    again = run("refresh", path, folder())
    assert again.exit_code == 0, again.output
    assert path.read_bytes() == once
    assert len(list((tmp_path / ".xltargets" / "backup").iterdir())) == 1


def test_our_own_backup_never_beats_the_renewed_workbook(tmp_path: Path) -> None:
    """The backup has the older state and a name that sorts later; the folder is read without it."""
    where = tmp_path / "teams"
    where.mkdir()
    plan = where / "north.xlsx"
    plan.write_bytes((folder() / "north-harbour-plan.xlsx").read_bytes())
    assert CliRunner().invoke(main, ["replan", str(plan), "-o", str(plan), "--force"]).exit_code == 0
    assert list((where / ".xltargets" / "backup").glob("*.xlsx"))
    company = Company(collect(expand([str(where)]).files, AS_OF, jobs=1))
    assert [one.file for one in company.collected] == ["north.xlsx"]
    assert company.collected[0].saved.revision == 1


def test_a_scorecard_of_the_first_version_is_renewed(tmp_path: Path) -> None:
    """It has neither the newer columns nor a word for superseded files."""
    path = tmp_path / "company.xlsx"
    path.write_bytes((V1 / "en" / "company-scorecard.xlsx").read_bytes())
    twin = tmp_path / "twin.xlsx"
    twin.write_bytes(files()[2].read_bytes())
    result = run("refresh", path, *files(), twin)
    assert result.exit_code == 1, result.output
    sheet, table = read(path).sheets["Sources"], read(path).tables["sources"]
    states = {sheet.value(row, 1): sheet.value(row, 5) for row in range(table.area.top + 1, table.area.bottom + 1)}
    assert set(states.values()) == {"Accepted", "Left out"}


@pytest.mark.nightly
def test_a_column_of_ones_own_keeps_its_notes_with_their_rows(whole: Path, tmp_path: Path) -> None:
    """A table with a column added at its right: the note of a person stays with the person when rows move."""
    path = tmp_path / "noted.xlsx"
    contents = read(whole)
    people = contents.tables["people"]
    column, row = people.area.right + 1, people.area.top
    noted = contents.sheets["People"].value(row + 2, 1)
    patch_values(contents, path, {"People": {(row, column): "Note", (row + 2, column): "call her"}})
    _widen(path, people.part)
    few = tmp_path / "few.xlsx"
    assert run("refresh", path, *files()[2:4], "-o", few).exit_code in (0, 1)
    sheet = read(few).sheets["People"]
    found = {
        sheet.value(one, 1): sheet.value(one, column) for one in range(row + 1, read(few).tables["people"].area.bottom)
    }
    assert {name for name, note in found.items() if note} <= {noted}
    assert found.get(noted) == "call her"


def _widen(path: Path, part: str) -> None:
    """One more column for a table, as when somebody types a header beside it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    table = parts[part].decode()
    table = table.replace('tableColumns count="14"', 'tableColumns count="15"')
    table = table.replace("</tableColumns>", '<tableColumn id="15" name="Note"/></tableColumns>')
    parts[part] = table.replace(":N", ":O").encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.nightly
def test_the_parents_targets_stay(tmp_path: Path) -> None:
    path = tmp_path / "company.xlsx"
    build(TEMPLATES["company-scorecard"], path, sample("company-scorecard"))
    before = read(path)
    assert run("refresh", path, folder()).exit_code == 0
    after = read(path)
    assert after.tables["parents"].area == before.tables["parents"].area
    sheet = "Parent's targets"
    assert [after.sheets[sheet].value(row, 3) for row in (5, 6, 7)] == [
        before.sheets[sheet].value(row, 3) for row in (5, 6, 7)
    ]


@pytest.mark.nightly
def test_what_is_left_out_is_told_by_the_exit_status(small: Path, tmp_path: Path) -> None:
    result = run("refresh", small, folder(), refused_plan(tmp_path), "-o", tmp_path / "new.xlsx")
    assert result.exit_code == 1
    assert "1 was left out, see Sources" in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (lambda own, where: (own, where / "gone"), "there is no workbook"),
        (lambda own, where: (V1.parent / "none.xlsx", folder()), "does not exist"),
        (lambda own, where: (folder(), "-o", where / "x.xlsx"), "--output is for a single one"),
        (lambda own, where: (own, folder(), "-o", where / "x.pdf"), "must end in .xlsx"),
    ],
)
def test_what_cannot_be_refreshed_is_told(small: Path, tmp_path: Path, arguments: object, says: str) -> None:
    result = run("refresh", *arguments(small, tmp_path))  # type: ignore[operator]
    assert result.exit_code == 2
    assert says in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_table_does_not_grow_over_what_stands_below_it(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "company.xlsx"
    contents = read(small)
    below = contents.tables["people"].area.bottom + 2
    patch_values(contents, path, {"People": {(below, 1): "my own notes"}})
    before = path.read_bytes()
    result = run("refresh", path, folder())
    assert result.exit_code == 2
    assert f"People!A{below}" in result.output
    assert path.read_bytes() == before


class TestUnit:
    """A unit's workbooks, by the command."""

    @pytest.fixture
    def unit(self, tmp_path: Path) -> Path:
        return small_unit.unit(tmp_path / "north")

    @pytest.mark.nightly
    def test_a_folder_is_renewed_against_itself_once(self, unit: Path) -> None:
        result = CliRunner().invoke(main, ["refresh", str(unit)])
        assert result.exit_code == 0, result.output
        told = [line for line in result.output.splitlines() if not line.startswith(" ")]
        assert told == [f"{unit / name}.xlsx:" for name in ("log", "register", "scorecard", "plan")]
        assert small_unit.value(unit / "plan.xlsx", "ahead.weighted") == 50.0
        assert small_unit.value(unit / "log.xlsx", "settings.target") == 1200.0
        before = {path: path.read_bytes() for path in unit.rglob("*.xlsx")}
        assert len(before) == 8, "each with a backup"
        again = CliRunner().invoke(main, ["refresh", str(unit)])
        assert again.exit_code == 0, again.output
        assert again.output.count("Nothing has changed.") == 4
        assert {path: path.read_bytes() for path in unit.rglob("*.xlsx")} == before

    def test_a_copy_that_does_not_count_is_left_as_it_is(self, unit: Path) -> None:
        """Renewed, the older one would be the newest."""
        older = unit / "older.xlsx"
        older.write_bytes((unit / "plan.xlsx").read_bytes())
        small_unit.put(unit / "plan.xlsx", small_unit.agreed(1200.0, 2400.0))
        stamp(unit / "plan.xlsx", lambda: small_unit.END_OF_MARCH)
        before = older.read_bytes()
        result = CliRunner().invoke(main, ["refresh", str(unit)])
        assert "older.xlsx: plan.xlsx is newer" in result.output
        assert older.read_bytes() == before
        assert small_unit.value(unit / "log.xlsx", "settings.target") == 2400.0

    @pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
    def test_a_workbook_that_is_open_is_left_alone(self, unit: Path, lock: str) -> None:
        (unit / lock).write_text("")
        self._nothing_is_written(unit, "so it is open elsewhere")

    @pytest.mark.parametrize(
        ("at", "number", "says"),
        [
            ("xltargets.workbooks.temporary.tempfile.mkstemp", errno.ENOSPC, "No space left on device"),
            ("xltargets.workbooks.safekeeping.shutil.copy2", errno.ENOSPC, "No space left on device"),
            ("xltargets.workbooks.temporary.tempfile.TemporaryDirectory", errno.EACCES, "Permission denied"),
            ("pathlib.Path.replace", errno.EROFS, "Read-only file system"),
        ],
    )
    def test_a_disk_that_takes_nothing(
        self, unit: Path, monkeypatch: pytest.MonkeyPatch, at: str, number: int, says: str
    ) -> None:
        def fails(*_given: object, **_named: object) -> None:
            raise OSError(number, os.strerror(number), str(unit / "plan.xlsx"))

        monkeypatch.setattr(at, fails)
        self._nothing_is_written(unit, says)

    def _nothing_is_written(self, unit: Path, says: str) -> None:
        before = {path: path.read_bytes() for path in unit.rglob("*") if path.is_file()}
        result = CliRunner().invoke(main, ["refresh", str(unit / "plan.xlsx")])
        assert result.exit_code == 2, result.output
        assert says in result.output
        assert len(result.output.strip().splitlines()) == 1
        assert {path: path.read_bytes() for path in unit.rglob("*") if path.is_file()} == before


class TestFirstVersion:
    """Workbooks of version 1 take what they have room for, and are told what an upgrade adds."""

    @pytest.fixture
    def unit(self, tmp_path: Path) -> Path:
        where = small_unit.unit(tmp_path / "north", "scorecard", "log", "register")
        for name in ("target-plan-sample", "crm-log"):
            (where / f"{name}.xlsx").write_bytes((V1 / "en" / f"{name}.xlsx").read_bytes())
        plan = where / "target-plan-sample.xlsx"
        year = {("settings.unit", None): "North", ("settings.currency", None): "USD"}
        small_unit.put(plan, year | {("settings.year_start", None): 46023.0})
        return where

    def test_what_was_typed_stays_and_upgrade_is_named(self, unit: Path) -> None:
        plan = unit / "target-plan-sample.xlsx"
        before = [small_unit.value(plan, "review.actual", month) for month in range(12)]
        result = CliRunner().invoke(main, ["refresh", str(plan)])
        assert result.exit_code in (0, 1), result.output
        assert [small_unit.value(plan, "review.actual", month) for month in range(12)] == before
        assert "typed here; scorecard.xlsx" in result.output
        assert "is of version 1 of its template and has no place for What lies ahead, Open pipeline" in result.output
        assert "xltargets upgrade adds it" in result.output

    def test_upgraded_it_takes_all(self, unit: Path) -> None:
        plan = unit / "target-plan-sample.xlsx"
        assert CliRunner().invoke(main, ["upgrade", str(plan)]).exit_code == 0
        result = CliRunner().invoke(main, ["refresh", str(plan)])
        assert small_unit.value(plan, "ahead.weighted") == 50.0, result.output
        assert ("What lies ahead, Weighted pipeline", "") in small_unit.loaded(plan)
        formats = openpyxl.load_workbook(plan)["Review"].conditional_formatting
        conditions = [rule.formula[0] for one in formats for rule in one.rules if rule.formula]
        assert any("'Loaded'!$A$5:$A$504=\"Review, Actual\"" in one for one in conditions)


@needs_libreoffice
@pytest.mark.nightly
def test_libreoffice_reads_the_grown_tables(small: Path, tmp_path: Path) -> None:
    grown = tmp_path / "grown.xlsx"
    run("refresh", small, folder(), "-o", grown)
    theirs = read(convert(grown, tmp_path))
    ours = read(grown)
    assert theirs.tables["people"].area == ours.tables["people"].area
    total = ours.tables["people"].area.bottom
    assert theirs.sheets["People"].value(total, 4) == ours.sheets["People"].value(total, 4)


def test_no_rows_leave_one_empty_row(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "none.xlsx"
    replace_rows(read(whole), path, {"pipeline": []})
    contents = read(path)
    table = contents.tables["pipeline"]
    assert table.area.bottom - table.area.top == 2
    assert contents.sheets["Pipeline"].value(table.area.top + 1, 1) is None
