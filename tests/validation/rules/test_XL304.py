"""XL304 out-of-range: A number lies outside the limits of its column."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """A month's weight is -2."""
    workbook = plan()
    place = put(workbook, "periods.own_weight", -2.0, 2)
    assert found(workbook) == [("XL304", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Parts", "C7", -2.0, "Weight is -2; expected 0 or more. Correct it: the month's relative size, e.g. 1."),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL304", f"{sheet}!{cell}")
    assert sentence.startswith(words)


def test_the_errors_that_follow_are_not_told_too() -> None:
    workbook = plan()
    place = put(workbook, "units.own_weight", -5.0, 1)
    assert found(workbook) == [("XL304", place)]
