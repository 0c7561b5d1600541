"""XL513 year-not-from-first: the year does not begin on the first day of a month."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """The first day of the year is 15 January."""
    workbook = plan()
    place = put(workbook, "settings.year_start", 46037.0)
    assert found(workbook) == [("XL513", place)]
