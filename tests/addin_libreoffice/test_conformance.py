"""The conformance table through LibreOffice Calc itself: each formula typed as an array formula, with the extension."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from tests.addin_libreoffice.conftest import Office
from tests.conformance.case import Case
from tests.conformance.formula import Reader, plain
from tests.conformance.test_conformance import CASES, TODAY, rows_of, same
from xltargets.errors import CellError
from xltargets.functions import OMITTED
from xltargets.workbooks.tokens import Kind, tokens

ERRORS = {"Err:502": "#VALUE!", "Err:504": "#VALUE!", "Err:508": "#VALUE!"}
"""Calc's own errors of arguments, of which Excel has no other than #VALUE!."""


def as_calc(formula: str) -> str:
    """With Calc's separators: semicolons between arguments and columns, bars between rows."""
    written, inside = [], False
    for piece in tokens(formula):
        text = piece.text
        if piece.kind is Kind.MARK:
            inside = text == "{" or (inside and text != "}")
            text = {",": ";", ";": "|" if inside else ";"}.get(text, text)
        written.append(text)
    return "".join(written)


def test_separators_are_calc_s() -> None:
    assert as_calc('=F({1,2;3,4},"a,b",A1)') == '=F({1;2|3;4};"a,b";A1)'


def in_calc(cell: Any) -> Any:
    if isinstance(cell, CellError):
        return {"error": cell.code}
    return plain(cell)


def back(cell: Any) -> Any:
    if isinstance(cell, dict):
        return CellError(ERRORS.get(cell["error"], cell["error"]))
    return cell


def expected_in_calc(case: Case) -> Any:
    """Calc has no truth values but 1 and 0."""
    rows = [[float(one) if isinstance(one, bool) else one for one in row] for row in rows_of(case.expected)]
    return rows if isinstance(case.expected, list) else rows[0][0]


def not_in_calc(case: Case) -> str | None:
    """Why Calc cannot hand these arguments to any add-in."""
    reader = Reader(case.formula, case.cells)
    given = [argument for argument in reader.arguments() if argument is not OMITTED]
    cells = [cell for argument in given for row in rows_of(argument) for cell in row]
    if any(isinstance(cell, bool) for cell in cells):
        return "Calc hands TRUE over as 1"
    if any(argument == [[None]] for argument in given):
        return "Calc hands a single blank cell over as 0; in a range it is a blank"
    ranges = [argument for argument in given if isinstance(argument, list) and len(rows_of(argument)[0]) > 1]
    ranges += [argument for argument in given if isinstance(argument, list) and len(argument) > 1]
    if any(isinstance(cell, CellError) for argument in ranges for row in argument for cell in row):
        return "Calc refuses a range with an error value in it, before any add-in is asked"
    return None


@pytest.fixture(scope="module")
def answers(start: Callable[[str], Office]) -> dict[int, Any]:
    by_day = defaultdict(list)
    for number, case in enumerate(CASES):
        by_day[case.as_of or TODAY].append(number)
    found = {}
    for day, numbers in by_day.items():
        asked = []
        for number in numbers:
            rows = rows_of(CASES[number].expected)
            cells = {place: in_calc(value) for place, value in CASES[number].cells.items()}
            asked.append([as_calc(CASES[number].formula), cells, len(rows), len(rows[0])])
        for number, rows in zip(numbers, start(day).ask("evaluate", asked), strict=True):
            found[number] = [[back(cell) for cell in row] for row in rows]
    return found


HANDED_OVER = [number for number, case in enumerate(CASES) if not_in_calc(case) is None]


@pytest.mark.parametrize("number", HANDED_OVER, ids=lambda number: CASES[number].formula)
def test_calc_gives_the_same(number: int, answers: dict[int, Any]) -> None:
    case = CASES[number]
    assert same(answers[number], expected_in_calc(case)), f"{answers[number]}, expected {case.expected}: {case.why}"


def test_most_of_the_table_runs() -> None:
    assert len(HANDED_OVER) > len(CASES) * 0.93
