"""XL408 formula-deleted: A formula was deleted."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """In Periods, the formula of March's share was deleted."""
    workbook = plan()
    place = put(workbook, "periods.share", None, 2)
    assert found(workbook) == [("XL408", place)]


def test_what_it_says() -> None:
    code, place, sentence = typed("Parts", "G6", None)
    assert (code, place) == ("XL408", "Parts!G6")
    assert sentence.startswith("Share is empty; expected its formula.")
