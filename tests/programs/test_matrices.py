"""Arithmetic of large arrays: what NumPy does at once is what the operators do one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from xltargets.errors import CellError
from xltargets.workbooks.program import scalars
from xltargets.workbooks.program.arrays import lines, mmult, spread
from xltargets.workbooks.program.matrices import ENOUGH, Matrix
from xltargets.workbooks.program.signals import NUM, Unsure

SIDE = 80
assert SIDE * SIDE >= ENOUGH
OPERATORS = [getattr(scalars, name) for name in ("add", "sub", "mul", "div", "eq", "ne", "lt", "le", "gt", "ge")]


def across(values: list[Any]) -> list[list[Any]]:
    return [values]


def down(values: list[Any]) -> list[list[Any]]:
    return [[value] for value in values]


NUMBERS = [float(place % 7) - 2.5 for place in range(SIDE)]
COLUMNS = {
    "numbers": NUMBERS,
    "zeros": [0.0, -0.0] * (SIDE // 2),
    "truths": [place % 3 == 0 for place in range(SIDE)],
    "a blank": [*NUMBERS[:-1], None],
    "a text": ["North", *NUMBERS[1:]],
    "a truth among numbers": [True, *NUMBERS[1:]],
    "an error": [*NUMBERS[:40], CellError("#N/A"), *NUMBERS[41:]],
}


@pytest.mark.parametrize("other", COLUMNS)
@pytest.mark.parametrize("one", COLUMNS)
@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.__name__)
def test_each_element_is_what_the_operator_gives_for_it(operator: Any, one: str, other: str) -> None:
    found = lines(spread(operator, down(COLUMNS[one]), across(COLUMNS[other])))
    expected = [[operator(first, second) for second in COLUMNS[other]] for first in COLUMNS[one]]
    assert found == expected
    assert [[value.__class__ for value in row] for row in found] == [
        [value.__class__ for value in row] for row in expected
    ]
    signs = [np.signbit(value) for row in found for value in row if value.__class__ is float]
    assert signs == [np.signbit(value) for row in expected for value in row if value.__class__ is float]


def test_numbers_and_truths_are_reckoned_at_once_and_others_one_by_one() -> None:
    """Else the comparison above would compare the operators with themselves."""
    kinds = {
        (operator.__name__, one, other): spread(operator, down(COLUMNS[one]), across(COLUMNS[other])).__class__
        for operator in OPERATORS
        for one in COLUMNS
        for other in COLUMNS
    }
    numbers = {"numbers", "zeros"}
    at_once = {key for key, kind in kinds.items() if kind is Matrix}
    assert {key for key in at_once if key[0] != "mul"} == {
        (operator.__name__, one, other)
        for operator in OPERATORS
        for one in numbers
        for other in numbers
        if operator.__name__ not in ("mul", "div")
    }
    both = {*numbers, "truths"}
    assert {key[1:] for key in at_once if key[0] == "mul"} == {(one, other) for one in both for other in both}


def test_what_no_cell_can_hold_is_an_error_of_its_own_element() -> None:
    found = lines(spread(scalars.mul, down([1e308, *NUMBERS[1:]]), across([10.0] * SIDE)))
    assert found[0] == [NUM] * SIDE
    assert found[1] == [NUMBERS[1] * 10.0] * SIDE


def test_a_sum_for_each_of_those_that_belong_together() -> None:
    """Of 80 people in groups of four, each gets what all of its group have, as MMULT of who belongs to whom."""
    groups = [float(place // 4) for place in range(SIDE)]
    belong = spread(scalars.mul, [[1.0]], spread(scalars.eq, down(groups), across(groups)))
    assert isinstance(belong, Matrix)
    amounts = [[float(place), 1.0] for place in range(SIDE)]
    found = mmult(belong, amounts)
    assert found == [[sum(range(place // 4 * 4, place // 4 * 4 + 4)), 4.0] for place in range(SIDE)]
    assert {value.__class__ for row in found for value in row} == {float}


def test_truth_values_are_no_numbers_for_a_product_of_arrays() -> None:
    """As in rows: the engine is asked."""
    groups = [float(place // 4) for place in range(SIDE)]
    belong = spread(scalars.eq, down(groups), across(groups))
    for same in (belong, lines(belong)):
        with pytest.raises(Unsure):
            mmult(same, down(NUMBERS))
