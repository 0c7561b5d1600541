"""XL594 actual-not-its-credits: a member's actual of a month is not the sum of the member's credits."""

from __future__ import annotations

from tests.mutations.books import copied, judged, recalculated
from tests.validation.built_scorecard import DAY, scorecard, serial

from xltargets.templates.team_scorecard.actuals import Actuals
from xltargets.templates.team_scorecard.credits import Credits

ALICE = "2026-05 / Alice Moreau"


def test_the_example() -> None:
    """Alice's sales of May are 72,629, and Actuals has 70,000."""
    book = scorecard()
    assert book.slot(Actuals.actual, ALICE).value == 72_629
    place = book.put(Actuals.actual, ALICE, 70_000.0)
    assert book.found() == [("XL594", place)]


def test_a_month_without_a_row_is_told_at_the_credit() -> None:
    book = scorecard()
    book.put(Actuals.actual, ALICE, 51_000.0 + 14_500.0)
    book.put(Credits.sold, "S-05-1", serial(DAY(2026, 1, 31)))
    book.put(Credits.booked, "S-05-1", None)
    told = book.found()
    january = book.place(Actuals.actual, "2026-01 / Alice Moreau")
    assert told == [("XL594", january)], "blank in Booked, it counts in the month of the sale"


def test_a_credit_in_a_year_that_cannot_be_meant_is_told_once() -> None:
    contents = copied("team-scorecard")
    contents.sheets["Credits"].cells[5, 3].value = 9600.0  # 1926-04
    found = judged(recalculated(contents), "team-scorecard")
    assert [(one.code, one.at.place) for one in found.errors] == [("XL315", "Credits!C5")]
