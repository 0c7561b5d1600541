"""XL312 look-alike."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """A month's weight is "1O" with a letter O."""
    workbook = plan()
    place = put(workbook, "periods.own_weight", "1O", 2)
    assert found(workbook) == [("XL312", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Parts", "C7", "1O", 'Weight is "1O", with letters in place of digits; expected 10.'),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL312", f"{sheet}!{cell}")
    assert sentence.startswith(words)
