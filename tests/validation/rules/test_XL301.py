"""XL301 required-empty: A required cell is empty."""

from __future__ import annotations

import pytest
from tests.validation import small_plan
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import contents, typed
from tests.validation.small_plan import put as type_in


def test_the_example() -> None:
    """Settings has no unit, so nobody can tell whose plan it is."""
    workbook = plan()
    place = put(workbook, "settings.unit", None)
    assert found(workbook) == [("XL301", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Settings", "B5", None, "Total is empty; expected an amount. Fill it in: the target of the year."),
        ("Settings", "B5", "", "Total is empty; expected an amount. Fill it in: the target of the year."),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL301", f"{sheet}!{cell}")
    assert sentence.startswith(words)


def test_a_row_without_its_key_is_in_use_when_anything_is_filled_in() -> None:
    workbook = contents()
    type_in(workbook.sheets["Parts"], "C8", 1.0)
    type_in(workbook.sheets["Parts"], "D8", 0.0)
    assert small_plan.found(workbook) == [("XL301", "Parts!A8")]
