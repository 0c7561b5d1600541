"""XL302 wrong-type: A cell holds something of another type than its column."""

from __future__ import annotations

import pytest
from tests.validation import small_plan
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import contents, settle, typed
from tests.validation.small_plan import put as type_in

from xltargets.errors import CellError


def test_the_example() -> None:
    """A month's weight is "high"."""
    workbook = plan()
    place = put(workbook, "periods.own_weight", "high", 2)
    assert found(workbook) == [("XL302", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Parts", "C7", True, "Weight is TRUE; expected a number. Enter it anew: the month's relative size, e.g. 1."),
        ("Parts", "C7", "high", 'Weight is "high"; expected a number. Enter it anew: the month'),
        ("Parts", "E5", 20260101.0, "Start is 20260101; expected a date. Enter it anew."),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL302", f"{sheet}!{cell}")
    assert sentence.startswith(words)


def test_the_errors_that_follow_are_not_told_too() -> None:
    workbook = contents()
    type_in(workbook.sheets["Parts"], "D5", "fifty")
    settle(workbook)
    assert workbook.sheets["Parts"].value(5, 7) == CellError("#VALUE!")
    assert small_plan.found(workbook) == [("XL302", "Parts!D5")]
