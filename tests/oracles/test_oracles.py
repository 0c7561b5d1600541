"""Every function that has an oracle against it: no disagreement, a thousand inputs each, many more by night."""

from __future__ import annotations

import importlib
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.oracles.oracle import NotJudged, Oracle, agrees
from xltargets.errors import CellError, InputProblem
from xltargets.functions import FUNCTIONS

AREAS = ["setting", "decomposition", "calendars", "achievement", "customers", "risk"]
ORACLES: list[Oracle] = [one for area in AREAS for one in importlib.import_module(f"tests.oracles.{area}").ORACLES]
WITHOUT = {
    # Words, and versions.
    *("SMART_CHECK", "SMART_SCORE", "SMART_ADVICE", "SMART_TEXT", "XLT_EXPLAIN", "XLT_VERSION"),
    # Tried beside the ledger property.
    *(name for name, function in FUNCTIONS.items() if function.area == "Commission and incentive"),
}


def disagreements(oracle: Oracle, count: int, seed: int) -> tuple[list[str], int]:
    """The first disagreements, and how many inputs were not judged."""
    random, found, not_judged = Random(f"{oracle.name} {seed}"), [], 0
    for _ in range(count):
        arguments = oracle.draw(random)
        result = answered(oracle.name, arguments)
        try:
            if oracle.check:
                oracle.check(arguments, result)
                continue
            assert oracle.answer
            expected = oracle.answer(*arguments)
            if not agrees(result, expected):
                found.append(f"{oracle.name}{tuple(arguments)} gives {result}, expected {expected}")
        except NotJudged:
            not_judged += 1
        except AssertionError as problem:
            found.append(f"{oracle.name}{tuple(arguments)} gives {result}: {problem}")
        if len(found) == 3:
            break
    return found, not_judged


def answered(name: str, arguments: list[Any]) -> Any:
    try:
        found = FUNCTIONS[name].python(*arguments)
    except InputProblem as problem:
        return CellError(problem.code)
    return found.tolist() if isinstance(found, np.ndarray) else found


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_a_thousand_inputs(oracle: Oracle) -> None:
    found, not_judged = disagreements(oracle, 1000, 1)
    assert not found, "\n".join(found)
    assert not_judged < 20


@pytest.mark.nightly
@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_a_hundred_thousand_inputs(oracle: Oracle) -> None:
    found, not_judged = disagreements(oracle, 100_000, 2)
    assert not found, "\n".join(found)
    assert not_judged < 2000


def test_every_function_has_an_oracle() -> None:
    assert {oracle.name for oracle in ORACLES} == set(FUNCTIONS) - WITHOUT
