"""XLT_EXPLAIN in Calc: why a cell shows an error, worked out among the cells of the open document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.addin_libreoffice.conftest import Office
from xltargets.hosts.libreoffice.worker import answer

NEGATIVE = "weights, element 2: found -2; expected 0 or more."
NO_TARGET = "target: found 0; expected a target other than 0."


@pytest.fixture(scope="module")
def office(start: Callable[[str], Office]) -> Office:
    return start("2026-05-31")


def test_what_is_typed(office: Office) -> None:
    cells = {
        "A1": "100",
        "A2": "1",
        "A3": "-2",
        "B1": "=SUM(TARGET_SPLIT(A1;A2:A3;0))",
        "B2": "=ACHIEVEMENT(1;A1)",
        "B3": "=GROWTH_RATE(B1;50)",
        "C1": "=XLT_EXPLAIN(FORMULA(B1))",
        "C2": "=XLT_EXPLAIN(FORMULA(B2))",
        "C3": "=XLT_EXPLAIN(FORMULA(B3))",
        "C4": '=XLT_EXPLAIN("=ACHIEVEMENT(A1;0)")',
        "C5": "=XLT_EXPLAIN(FORMULA(A1))",
    }
    told = office.ask("typed", cells, ["C1", "C2", "C3", "C4", "C5"])
    from_another = "current: found #NUM!; expected a value, so mend that cell first."
    assert told == [NEGATIVE, "", from_another, NO_TARGET, {"error": "#N/A"}]


def test_names_tables_and_other_sheets(office: Office, tmp_path: Path) -> None:
    """The table's formula is the same in every row, so that only what is asked about says which row is meant."""
    path = tmp_path / "plan.xlsx"
    ours = "=ORG.XLTARGETS.FUNCTIONS."
    attained = f"{ours}ACHIEVEMENT(deals[[#This Row],[Actual]],deals[[#This Row],[Target]])"
    columns = [{"header": "Actual"}, {"header": "Target"}, {"header": "Attained", "formula": attained}]
    with xlsxwriter.Workbook(path) as book:
        plan, team = book.add_worksheet("My plan"), book.add_worksheet("Team")
        plan.add_table("A1:C3", {"name": "deals", "columns": columns, "data": [[90, 100], [90, 0]]})
        plan.write_formula("E3", f"{ours}XLTEXPLAIN(_xlfn.FORMULATEXT(C3))")
        book.define_name("total", "='My plan'!$B$2")
        team.write_column("A1", [1, -2])
        team.write_formula("B1", f"=SUM({ours[1:]}TARGETSPLIT(total,'Team'!A1:A2))")
        team.write_formula("B2", f"{ours}GROWTHRATE('My plan'!A2,total)")
        team.write_formula("C1", f"{ours}XLTEXPLAIN(_xlfn.FORMULATEXT(B1))")
        team.write_formula("C2", f"{ours}XLTEXPLAIN(_xlfn.FORMULATEXT(B2))")
    told = office.ask("recalculated", str(path))
    assert told["My plan|3|5"] == NO_TARGET
    assert told["Team|1|2"] == {"error": "#NUM!"}
    assert (told["Team|1|3"], told["Team|2|3"]) == (NEGATIVE, "")


AROUND: dict[str, Any] = {
    "sheets": ["Plan", "Team"],
    "places": [["Plan", 3, 3]],
    "names": [["total", "Plan!$B$2"]],
    "tables": [["deals", "Plan", 1, 1, 3, 3, ["Actual", "Target", "Attained"]]],
    "cells": [["Plan", 1, 1, [["Actual", "Target", "Attained"], [90, 100, 0.9], [90, 0, {"error": "#DIV/0!"}]]]],
}
OWN_ROW = "=ORG.XLTARGETS.FUNCTIONS.ACHIEVEMENT([[#this row],actual],[[#this row],target])"


def explained(formula: str, language: str = "en", **more: Any) -> str:
    calls = [{"function": "XLT_EXPLAIN", "arguments": [formula]}]
    request = {"calls": calls, "around": {**AROUND, **more}, "language": language}
    [found] = answer(json.loads(json.dumps(request)), lambda: 46173.0)["answers"]
    said: str = found["value"]
    return said


def test_the_worker_knows_the_row_that_is_asked_about() -> None:
    assert explained(OWN_ROW) == NO_TARGET
    assert explained(OWN_ROW, places=[["Plan", 2, 3]]) == ""
    assert explained("=ACHIEVEMENT(total,Plan!B3)", places=[]) == NO_TARGET
    assert explained("=GROWTH_RATE(Plan!C3,1)").startswith("current: found #DIV/0!; expected a value")


def test_several_with_the_same_formula() -> None:
    """One sentence if all have the same reason; else which one was meant cannot be told."""
    assert explained("=ACHIEVEMENT(1,Plan!B3)", places=[["Plan", 2, 5], ["Team", 3, 5]]) == NO_TARGET
    told = explained(OWN_ROW, places=[["Plan", 2, 3], ["Plan", 3, 3]])
    assert told == "Several cells have this formula, each with another reason: ask about one of them only."


def test_it_answers_in_libreoffice_s_language() -> None:
    assert explained(OWN_ROW, "zh-CN").startswith("target：现为 0；")
    assert explained(OWN_ROW, "zh-TW").startswith("target：目前為 0；")
