"""XL232 data-below-table: A row stands directly below a table and is not part of it."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, type_anywhere
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """A thirteenth row was typed under Periods while the table did not grow with it."""
    workbook = plan()
    place = type_anywhere(workbook, "Periods", "A18", 46400.0)
    assert found(workbook) == [("XL232", place)]


def test_what_it_says() -> None:
    code, place, sentence = typed("Parts", "A9", "more")
    assert (code, place) == ("XL232", "Parts!A9")
    assert sentence.startswith('"more" stands directly below the table Parts, which does not cover it.')
