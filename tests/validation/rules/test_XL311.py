"""XL311 full-width: digits or letters of double width, as a Chinese or Japanese keyboard writes them."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """A month's weight is "１２"."""
    workbook = plan()
    place = put(workbook, "periods.own_weight", "１２", 2)
    assert found(workbook) == [("XL311", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Parts", "C7", "１２", 'Weight is "１２", in characters of double width; expected 12.'),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL311", f"{sheet}!{cell}")
    assert sentence.startswith(words)
