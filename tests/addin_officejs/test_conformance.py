"""The conformance table over HTTP: the whole table in one batch for each day, as one recalculation is."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from tests.addin_officejs.conftest import Client, Clock
from tests.conformance.case import Case
from tests.conformance.formula import Reader
from tests.conformance.test_conformance import CASES, TODAY, same, serial
from xltargets.errors import CellError
from xltargets.functions import OMITTED


def as_excel_sends(value: Any) -> Any:
    """What the add-in's script makes of what Excel hands over."""
    if value is OMITTED:
        return None
    rows = value if isinstance(value, list) else [[value]]
    return [[{"error": one.code} if isinstance(one, CellError) else one for one in row] for row in rows]


def as_call(case: Case) -> dict[str, Any]:
    reader = Reader(case.formula, case.cells)
    return {"function": reader.name, "arguments": [as_excel_sends(value) for value in reader.arguments()]}


def read(answer: dict[str, Any]) -> Any:
    if "error" in answer:
        return CellError(answer["error"])
    value = answer["value"]
    if isinstance(value, list):
        return [[CellError(one["error"]) if isinstance(one, dict) else one for one in row] for row in value]
    return value


@pytest.fixture(scope="module")
def answers(client: Client, clock: Clock) -> dict[int, Any]:
    """The answers by the number of the case."""
    by_day = defaultdict(list)
    for number, case in enumerate(CASES):
        by_day[case.as_of or TODAY].append(number)
    found = {}
    for day, numbers in by_day.items():
        clock.day = serial(day)
        answer = client.post("functions", {"calls": [as_call(CASES[number]) for number in numbers]})
        assert answer.status == 200, answer.body[:300]
        found.update(zip(numbers, answer.json, strict=True))
    return found


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].formula)
def test_the_server_gives_the_same(answers: dict[int, Any], number: int) -> None:
    case = CASES[number]
    found = read(answers[number])
    assert same(found, case.expected), f"{case.formula} gives {found}, expected {case.expected}: {case.why}"
    if isinstance(found, CellError):
        assert answers[number]["message"].endswith("."), f"{case.formula} has no sentence"
