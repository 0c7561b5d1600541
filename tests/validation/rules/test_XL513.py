"""XL513 year-not-from-first: the year does not begin on the first day of a month."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """The first day of the year is 15 January."""
    workbook = plan()
    place = put(workbook, "settings.year_start", 46037.0)
    assert found(workbook) == [("XL513", place)]


def test_a_year_of_weeks_begins_within_a_week_of_a_first() -> None:
    """That of the National Retail Federation for 2023 began on 29 January; the 15th is in no week about a first."""
    workbook = plan()
    put(workbook, "settings.year_kind", "Weeks 4-5-4")
    for day, fits in ((44955.0, True), (44931.0, True), (44941.0, False)):  # 2023-01-29, 2023-01-05, 2023-01-15
        place = put(workbook, "settings.year_start", day)
        assert (("XL513", place) in found(workbook)) is not fits
