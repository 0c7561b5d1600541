"""One workbook for every host: the spelling changes and comes back to the byte, and every host's is read as ours."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from click.testing import CliRunner

from tests.libreoffice import convert as through_libreoffice
from tests.libreoffice import needs_libreoffice
from xltargets.actions.files.headless import apply
from xltargets.actions.registry import ACTIONS, Request
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.workbooks.contents import address
from xltargets.workbooks.formula_record import SHEET
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.respelling import convert, respell, values_only

HOSTS = ("windows", "office-js", "libreoffice")
OURS = [key for key in TEMPLATES if key != "company-scorecard"]
AS_OF = 46173.0  # 2026-05-31


@cache
def built(key: str) -> Path:
    path = Path(mkdtemp(prefix="xltargets-test-")) / f"{key}.xlsx"
    build(TEMPLATES[key], path, sample(key))
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("key", OURS)
def test_from_host_to_host_and_back_nothing_is_lost(key: str, tmp_path: Path) -> None:
    before, after = built(key), tmp_path / "book.xlsx"
    convert(before, after, "office-js")
    assert parts(after) != parts(before)
    assert b"_xldudf_" in b"".join(parts(after).values())
    convert(after, after, "libreoffice")
    text = b"".join(parts(after).values())
    assert b"ORG.XLTARGETS.FUNCTIONS." in text
    assert b"_xldudf_" not in text
    convert(after, after, "windows")
    assert parts(after) == parts(before)


@pytest.mark.parametrize("host", ["office-js", "libreoffice"])
@pytest.mark.parametrize("key", OURS)
def test_the_validator_reads_every_host_s_spelling(key: str, host: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    convert(built(key), path, host)
    validator = Validator(Settings(), AS_OF)
    expected = {(one.code, one.at.place) for one in validator.check(built(key)).findings}
    assert {(one.code, one.at.place) for one in validator.check(path).findings} == expected


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("TARGET_SPLIT(A1,B1:B3)", "TARGET_SPLIT(A1,B1:B3)"),
        ("[1]!TARGET_SPLIT(A1,B1:B3)", "TARGET_SPLIT(A1,B1:B3)"),
        (r"'C:\Add ins\xltargets.xlam'!TARGET_SPLIT(A1,B1:B3)", "TARGET_SPLIT(A1,B1:B3)"),
        ("_xldudf_XLT_TARGET_SPLIT(A1,B1:B3)", "TARGET_SPLIT(A1,B1:B3)"),
        ("@TARGET_SPLIT(A1,B1:B3)", "TARGET_SPLIT(A1,B1:B3)"),
        ("_xlfn.SINGLE(_xlfn.SINGLE(TARGET_SPLIT(A1,(B1)))*2)", "_xlfn.SINGLE(TARGET_SPLIT(A1,(B1))*2)"),
        ('"TARGET_SPLIT("&SUM(A1)', '"TARGET_SPLIT("&SUM(A1)'),
        ("MY_TARGET_SPLIT(A1)+[2]!TARGETS(1)", "MY_TARGET_SPLIT(A1)+[2]!TARGETS(1)"),
    ],
)
def test_every_spelling_of_hosts_md_becomes_plain(formula: str, plain: str) -> None:
    assert respell(formula, "windows") == plain


@pytest.mark.parametrize("key", OURS)
def test_values_keeps_results_and_native_formulas(key: str, tmp_path: Path) -> None:
    path = tmp_path / "values.xlsx"
    before = read(built(key))
    values_only(before, path)
    after = read(path)
    native = 0
    for name, sheet in before.sheets.items():
        for place, cell in sheet.cells.items():
            now = after.sheets[name].cells[place]
            assert now.value == cell.value or (now.value in (None, "") and cell.value in (None, "")), (name, place)
            if cell.formula is None:
                continue
            if functions_used(cell.formula) & FUNCTIONS.keys():
                assert now.formula in (None, '""'), (name, place)
            else:
                native += 1
                assert now.formula == cell.formula
    assert native > 100
    columns = [column.formula for table in after.tables.values() for column in table.columns if column.formula]
    assert not any(functions_used(formula) & FUNCTIONS.keys() for formula in columns), "new rows get none of ours"


def held(path: Path) -> dict[tuple[str, int, int], object]:
    contents = read(path)
    return {
        (name, *place): (cell.value or None, cell.formula, cell.spill, cell.dynamic)
        for name, sheet in contents.sheets.items()
        for place, cell in sheet.cells.items()
    }


@pytest.mark.parametrize("key", OURS)
@pytest.mark.nightly
def test_the_way_back_from_values(key: str, tmp_path: Path) -> None:
    values, back = tmp_path / "values.xlsx", tmp_path / "back.xlsx"
    values_only(read(built(key)), values)
    assert read(values).sheets[SHEET].state == "veryHidden"
    convert(values, back, "windows")
    assert held(back) == held(built(key))
    was, now = parts(built(key)), parts(back)
    assert set(now) == set(was), "the record is gone"
    for name in was:
        if not name.startswith("xl/worksheets/"):
            assert now[name] == was[name], name
    convert(values, back, "libreoffice")
    convert(back, back, "windows")
    assert held(back) == held(built(key))


@needs_libreoffice
def test_the_way_back_after_another_program_has_saved_the_values(tmp_path: Path) -> None:
    values, back = tmp_path / "values.xlsx", tmp_path / "back.xlsx"
    values_only(read(built("risk-register")), values)
    convert(through_libreoffice(values, tmp_path / "saved", "xlsx"), back, "windows")
    formulas = [{key: one[1] for key, one in held(path).items() if one[1]} for path in (built("risk-register"), back)]
    ours = {key: one for key, one in formulas[0].items() if functions_used(one) & FUNCTIONS.keys()}
    assert ours
    assert {key: formulas[1].get(key) for key in ours} == ours
    assert SHEET not in read(back).sheets


def test_nothing_is_put_back_where_a_result_is_no_more(tmp_path: Path) -> None:
    values, changed = tmp_path / "values.xlsx", tmp_path / "changed.xlsx"
    before = read(built("risk-register"))
    values_only(before, values)
    sheet, place = next(
        (name, place)
        for name, one in before.sheets.items()
        for place, cell in one.cells.items()
        if cell.formula and functions_used(cell.formula) & FUNCTIONS.keys() and isinstance(cell.value, float)
    )
    patch_values(read(values), changed, {sheet: {place: -7.0}})
    command = ["convert", str(changed), "--for", "windows", "-o", str(tmp_path / "back.xlsx")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert f"{sheet}!{address(*place)}: found -7; expected" in result.output
    assert not (tmp_path / "back.xlsx").exists()


def test_the_command_says_what_it_did_and_overwrites_nothing(tmp_path: Path) -> None:
    output = tmp_path / "calc.xlsx"
    command = ["convert", str(built("risk-register")), "--for", "libreoffice", "-o", str(output)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert "Risks: " in result.output
    again = CliRunner().invoke(main, command)
    assert (again.exit_code, "already there" in again.output) == (2, True)
    output.write_bytes(b"no workbook")
    broken = CliRunner().invoke(main, ["convert", str(output), "--for", "windows", "-o", str(tmp_path / "x.xlsx")])
    assert broken.exit_code == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_reconnect_enters_what_shows_an_unknown_name(tmp_path: Path) -> None:
    """As saved by an Excel without the add-in: an at sign, and #NAME? for a result."""
    contents = read(built("risk-register"))
    sheet = contents.tables["risks"].sheet
    place = next(
        place for place, cell in contents.sheets[sheet].cells.items() if cell.formula and "RISK_LEVEL(" in cell.formula
    )
    path = tmp_path / "broken.xlsx"
    patch_values(contents, path, {sheet: {place: CellError("#NAME?")}})
    convert(path, path, "office-js")
    outcome = ACTIONS["reconnect"].run(read(path), Request(lambda: AS_OF))
    assert outcome.message.values["broken"] == 1
    formula = contents.sheets[sheet].cells[place].formula
    assert outcome.formulas[sheet][place] == formula
    target = tmp_path / "mended.xlsx"
    apply(outcome, path, target, lambda: AS_OF)
    mended = read(target).sheets[sheet].cells[place]
    assert (mended.formula, mended.value) == (formula, contents.sheets[sheet].cells[place].value)
    assert not ACTIONS["reconnect"].run(read(built("risk-register")), Request(lambda: AS_OF)).formulas
