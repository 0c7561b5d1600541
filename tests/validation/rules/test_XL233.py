"""XL233 data-beside-table: values stand directly at the right of a table and are not part of it."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, type_anywhere
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """Remarks were typed at the right of Periods while the table did not grow with them."""
    workbook = plan()
    place = type_anywhere(workbook, "Periods", "S6", "late")
    assert found(workbook) == [("XL233", place)]


def test_what_it_says() -> None:
    code, place, sentence = typed("Parts", "H6", "note")
    assert (code, place) == ("XL233", "Parts!H6")
    assert sentence.startswith('"note" stands directly beside the table Parts, which does not cover it.')
