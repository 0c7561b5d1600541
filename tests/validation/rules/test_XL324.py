"""XL324 day-of-another-period: a day names the period of one month, and lies in that of another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.templates.test_scorecards_of_weeks import MONTHS, built
from tests.templates.test_years_of_weeks import DAY, NRF_2023
from tests.validation.built_scorecard import TEMPLATE, serial
from tests.validation.typed_book import TypedBook

from xltargets.templates.team_scorecard.actuals import Actuals


@pytest.fixture
def book(tmp_path: Path) -> TypedBook:
    """The retail year 2023 of Ann, with an actual of each period, looked at after its end."""
    rows = [{"month": month, "member": "Ann", "actual": 1000} for month in MONTHS]
    return TypedBook(TEMPLATE, built(tmp_path / "card.xlsx", NRF_2023, actuals=rows).contents, serial(DAY(2024, 2, 10)))


def test_the_example(book: TypedBook) -> None:
    """The retail year 2023 has an actual of 31 December 2023, the first day of its January."""
    assert book.found() == []
    place = book.put(Actuals.month, "2023-12 / Ann", serial(DAY(2023, 12, 31)))
    assert book.found() == [("XL324", place)]


def test_other_days_of_the_period_that_the_month_names(book: TypedBook) -> None:
    """15 December lies in December, and so does the first of the month by its name, wherever it lies."""
    book.put(Actuals.month, "2023-12 / Ann", serial(DAY(2023, 12, 15)))
    assert book.found() == []
