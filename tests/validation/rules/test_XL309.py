"""XL309 date-as-text: A date is stored as text."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """The month of a row in Sales history is the text "2025-01-01"."""
    workbook = plan()
    place = put(workbook, "history.month", "2025-01-01")
    assert found(workbook) == [("XL309", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Parts", "E5", "2026-01-01", 'Start is the text "2026-01-01"; expected the date 2026-01-01.'),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL309", f"{sheet}!{cell}")
    assert sentence.startswith(words)
