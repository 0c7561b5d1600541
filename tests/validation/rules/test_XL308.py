"""XL308 wrong-unit: A percentage was entered without its sign: 45 where 0.45 is meant."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """The growth of the target is 10 where 10 % is meant."""
    workbook = plan()
    place = put(workbook, "settings.growth", 10.0)
    assert found(workbook) == [("XL308", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Settings", "B6", 10.0, "Growth is 10, which is 1000%; 0.1 may be meant."),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL308", f"{sheet}!{cell}")
    assert sentence.startswith(words)
