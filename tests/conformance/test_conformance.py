"""The conformance table through every host that can run here: the same answer everywhere."""

from __future__ import annotations

import datetime
import importlib.util
import math
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.case import Case, all_cases
from tests.conformance.formula import Reader, plain
from xltargets.errors import CellError, InputProblem
from xltargets.functions import FUNCTIONS, OMITTED, call

CASES = all_cases()
TODAY = "2026-01-15"


def serial(day: str) -> float:
    return float((datetime.date.fromisoformat(day) - datetime.date(1899, 12, 30)).days)


def by_python(case: Case) -> Any:
    """The arithmetic itself, called as an analyst would: what is not an error must come out the same."""
    reader = Reader(case.formula, case.cells)
    function = FUNCTIONS[reader.name]
    given = {
        parameter.name: value[0][0] if isinstance(value, list) and len(value) == len(value[0]) == 1 else value
        for parameter, value in zip(function.parameters, reader.arguments(), strict=False)
        if value is not OMITTED
    }
    for parameter in function.parameters:
        if parameter.kind.clock and given.get(parameter.name) is None:
            given[parameter.name] = serial(case.as_of or TODAY)
    try:
        return function.python(**given)
    except InputProblem as problem:
        return CellError(problem.code)


def by_registry(case: Case) -> Any:
    reader = Reader(case.formula, case.cells)
    return call(reader.name, reader.arguments(), lambda: serial(case.as_of or TODAY))


def by_engine(case: Case) -> Any:
    from xltargets.workbooks.contents import Area, Cell, Contents, Sheet
    from xltargets.workbooks.engine import evaluate_formula

    sheet = Sheet("Cells", "")
    for place, value in case.cells.items():
        area = Area.parse(place)
        sheet.cells[area.top, area.left] = Cell(area.top, area.left, plain(value))
    contents = Contents(Path("conformance.xlsx"), {"Cells": sheet})
    return evaluate_formula(
        case.formula, contents=contents, sheet="Cells", clock=lambda: serial(case.as_of or TODAY)
    ).value


def by_xlwings(case: Case) -> Any:
    """The module that Excel on Windows imports, called with lists of rows as xlwings does (errors as text)."""
    reader = Reader(case.formula, case.cells)
    exposed = getattr(udf_module(), reader.name)
    arguments = [value if value is OMITTED else as_xlwings_gives(value) for value in reader.arguments()]
    return exposed(*arguments)


def by_lite(case: Case) -> Any:
    """The functions for xlwings Lite: errors come and go as text, and a #VALUE! as an exception with its sentence."""
    import xlwings

    from xltargets.hosts.lite import functions

    reader = Reader(case.formula, case.cells)
    arguments = [None if value is OMITTED else as_xlwings_gives(value) for value in reader.arguments()]
    try:
        return as_lite_shows(getattr(functions, reader.name)(*arguments))
    except xlwings.XlwingsError as problem:
        return CellError("#VALUE!") if str(problem) else None


def as_lite_shows(value: Any) -> Any:
    if isinstance(value, list):
        return [as_lite_shows(one) for one in value]
    return CellError(value) if isinstance(value, str) and value.startswith("#") else value


def as_xlwings_gives(value: Any) -> Any:
    rows = value if isinstance(value, list) else [[value]]
    return [[str(one) if isinstance(one, CellError) else one for one in row] for row in rows]


@pytest.fixture(autouse=True)
def xlwings_today(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    case = request.node.callspec.params.get("case") if hasattr(request.node, "callspec") else None
    if case is not None:
        for module in ("excel.com", "lite.functions"):
            monkeypatch.setattr(f"xltargets.hosts.{module}.today", lambda: serial(case.as_of or TODAY))


def udf_module() -> Any:
    path = Path(__file__).parents[2] / "udfs" / "xltargets_udfs.py"
    spec = importlib.util.spec_from_file_location("xltargets_udfs", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def same(found: Any, expected: Any) -> bool:
    """Equal to 1e-12 relative; errors equal by code; a 1×1 result is its value."""
    if isinstance(expected, list) or isinstance(found, list):
        left, right = rows_of(found), rows_of(expected)
        return [len(row) for row in left] == [len(row) for row in right] and all(
            same(one, other)
            for row, others in zip(left, right, strict=True)
            for one, other in zip(row, others, strict=True)
        )
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        return (
            isinstance(found, (int, float))
            and not isinstance(found, bool)
            and math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12)
        )
    return type(found) is type(expected) and found == expected


def rows_of(value: Any) -> list[list[Any]]:
    return value if isinstance(value, list) else [[value]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.formula)
@pytest.mark.parametrize(
    "host", [by_registry, by_engine, by_xlwings, by_lite], ids=["registry", "engine", "xlwings", "lite"]
)
def test_every_host_gives_the_same(host: Any, case: Case) -> None:
    found = host(case)
    assert same(found, case.expected), f"{case.formula} gives {found}, expected {case.expected}: {case.why}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.formula)
def test_python_gives_the_same(case: Case) -> None:
    """Analysts get the numbers, or the problem where a cell shows an error; orientation is the host's business."""
    found = by_python(case)
    flat = [one for row in rows_of(case.expected) for one in row]
    if any(isinstance(one, CellError) for one in flat):
        # Python refuses a whole range for one bad element, where a cell range spoils only that element.
        assert isinstance(found, CellError)
        assert found in flat
        return
    import numpy as np

    values = np.asarray(found, dtype=object).reshape(-1).tolist()
    if FUNCTIONS[Reader(case.formula, {}).name].contract.result.layout.name == "ROWS" and isinstance(found, np.ndarray):
        rows = rows_of(case.expected)
        turned = np.asarray(found).T.reshape(-1).tolist()
        assert same([values], [flat]) or same([turned], [[one for row in rows for one in row]])
    else:
        assert same([values], [flat]), f"{case.formula} gives {found}: {case.why}"


def test_every_function_has_cases() -> None:
    tried = {Reader(case.formula, case.cells).name for case in CASES}
    # XLT_VERSION has no fixed value; XLT_EXPLAIN is answered by hosts that can evaluate text, and tried there.
    assert set(FUNCTIONS) - tried == {"XLT_VERSION", "XLT_EXPLAIN"}
