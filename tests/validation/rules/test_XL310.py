"""XL310 stray-spaces: A text has spaces that cannot be seen."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """A person in Units is "Ann Lee " with a space at the end."""
    workbook = plan()
    place = put(workbook, "units.person", "Ann Lee ")
    assert found(workbook) == [("XL310", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Units", "A5", "Ann Lee ", 'Person is "Ann Lee ", with spaces that do not belong; expected "Ann Lee".'),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL310", f"{sheet}!{cell}")
    assert sentence.startswith(words)


def test_two_spaces_within() -> None:
    workbook = plan()
    place = put(workbook, "settings.owner", "Dana  Fox")
    assert found(workbook) == [("XL310", place)]
