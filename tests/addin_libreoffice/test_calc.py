"""Our functions among Calc's own: typed, nested, in the wizard, in our workbooks, and in what Calc saves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.addin_libreoffice.conftest import Office
from xltargets.addin.libreoffice import oxt
from xltargets.building.builder import build
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS
from xltargets.locale import LANGUAGES, translator
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value
from xltargets.workbooks.respelling import convert

pytestmark = pytest.mark.nightly

DAY = "2026-05-31"
BLANKS_ARE_ZEROS = {("target-plan", "objectives")}
"""A vague sample objective has blank figures, and Calc hands a single blank cell to an add-in as 0."""


@pytest.fixture(scope="module")
def office(start: Callable[[str], Office]) -> Office:
    return start(DAY)


def test_functions_nest_in_calc_s_own_and_leave_arguments_out(office: Office) -> None:
    """100 by 1, 1, 2 is 25, 25, 50; 10% of 105 less that of the 5 before."""
    cells = {
        "A1": "1",
        "A2": "1",
        "A3": "2",
        "C1": "=SUM(TARGET_SPLIT(100;A1:A3))",
        "C2": "=INDEX(TARGET_SPLIT(100;A1:A3);3)",
        "C3": '=IF(ACHIEVEMENT_STATUS(0.9)="Amber";1;0)',
        "C4": "=COMMISSION(100;{0;0.1};;;;5)",
        "C5": "=MAX(TARGET_SPLIT(ACHIEVEMENT(2;1)*50;A1:A3))",
        "C6": "=IFERROR(ACHIEVEMENT(1;0);-1)",
    }
    assert office.ask("typed", cells, ["C1", "C2", "C3", "C4", "C5", "C6"]) == [100, 50, 1, 10, 50, -1]


def test_the_wizard_knows_every_function_and_argument(office: Office) -> None:
    for name in ("TARGET_SPLIT", "SMART_CHECK", "XLT_VERSION"):
        shown, function = office.ask("wizard", name), FUNCTIONS[name]
        assert shown["description"] == function.documentation.summary
        assert [one[0].strip("[]") for one in shown["arguments"]] == [one.name for one in function.parameters]
        helps = [function.documentation.arguments[one.name] for one in function.parameters]
        assert [one[1] for one in shown["arguments"]] == helps


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(key, marks=() if key in ("team-scorecard", "risk-register") else pytest.mark.nightly)
        for key in TEMPLATES
        if key != "company-scorecard"
    ],
)
def test_our_workbooks_recalculate_to_what_is_stored(key: str, office: Office, tmp_path: Path) -> None:
    path = tmp_path / f"{key}.xlsx"
    build(TEMPLATES[key], path, sample(key))
    convert(path, path, "libreoffice")
    contents = read(path)
    lenient = {contents.tables[table].sheet for one, table in BLANKS_ARE_ZEROS if one == key}
    compared = 0
    for place, found in office.ask("recalculated", str(path)).items():
        sheet, row, column = place.rsplit("|", 2)
        cell = contents.sheets[sheet].cells.get((int(row), int(column)))
        if cell is None or cell.formula is None or sheet in lenient:
            continue
        value = CellError(found["error"]) if isinstance(found, dict) else found
        stored = float(cell.value) if isinstance(cell.value, bool) else cell.value
        assert same_value(value, stored), f"{sheet}!{cell.address} ={cell.formula}: {value!r}, not {stored!r}"
        compared += bool(functions_used(cell.formula) & FUNCTIONS.keys())
    assert compared > 90, "cells with functions of ours"


def test_what_calc_saves_is_read_as_ours(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "saved.xlsx"
    office.ask("saved", {"A1": "1", "A2": "3", "B1": "=SUM(TARGET_SPLIT(8;A1:A2))"}, str(path))
    [sheet] = read(path).sheets.values()
    formula = sheet.cells[1, 2].formula
    assert formula is not None
    assert "ORG.XLTARGETS.FUNCTIONS.TARGETSPLIT(" in formula
    assert functions_used(formula) == {"SUM", "TARGET_SPLIT"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wizard_s_texts_are_there_in_every_language(language: str) -> None:
    """In LibreOffice's configuration, and in what the component says itself."""
    translate = translator(language)
    files = oxt.files()
    space = "{http://openoffice.org/2001/registry}"
    root = ElementTree.fromstring(files["CalcAddIns.xcu"])
    own = {one["name"]: one for one in json.loads(files["functions.json"])}
    nodes = {one.get(f"{space}name"): one for one in root.iter("node")}
    for name, function in FUNCTIONS.items():
        documentation = function.documentation
        helps = [translate(documentation.arguments[one.name]) for one in function.parameters]
        described = [
            value.text
            for prop in nodes[oxt.programmatic_name(name)].iter("prop")
            for value in prop
            if prop.get(f"{space}name") == "Description"
            and value.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        ]
        assert described == [translate(documentation.summary), *helps]
        assert own[name]["summary"][language] == translate(documentation.summary)
        assert [one["help"][language] for one in own[name]["arguments"]] == helps


def test_every_name_is_in_every_part() -> None:
    files = oxt.files()
    idl, shown = oxt.idl(), files["CalcAddIns.xcu"].decode()
    for name, function in FUNCTIONS.items():
        assert f" {oxt.programmatic_name(name)}(" in idl
        assert f">{name}<" in shown
        assert len(function.documentation.summary) <= 255


@pytest.mark.skipif(not any((one / "sdk/bin/unoidl-write").is_file() for one in oxt._SDK), reason="no LibreOffice SDK")
def test_the_types_are_those_of_the_functions() -> None:
    assert oxt.compiled() == oxt.types()
