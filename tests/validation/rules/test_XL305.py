"""XL305 not-in-list: A word is not one of those that its column offers."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put
from tests.validation.built_register import Register
from tests.validation.small_plan import typed

from xltargets.templates.risk_register.risks import Risks
from xltargets.templates.schema import Column


def test_the_example() -> None:
    """The language in Settings is a word that the list does not have."""
    workbook = plan()
    place = put(workbook, "settings.language", "Klingon")
    assert found(workbook) == [("XL305", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Units", "B5", "Rde", 'Colour is "Rde"; expected one of: Red, Green. Choose from the cell'),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL305", f"{sheet}!{cell}")
    assert sentence.startswith(words)


@pytest.mark.parametrize(("column", "value"), [(Risks.category, "Weather"), (Risks.response, "Hope")], ids=str)
def test_words_of_a_register(column: Column, value: str) -> None:
    register = Register()
    place = register.put(column, "R1", value)
    assert ("XL305", place) in register.found()
