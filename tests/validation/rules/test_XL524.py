"""XL524 plan-not-approved: A commission plan is in force, and nobody approved it before."""

from __future__ import annotations

import pytest
from tests.validation.built_scorecard import DAY, scorecard, serial

from xltargets.templates.schema import Column
from xltargets.templates.team_scorecard.rates import Terms, Tiers


def test_the_example() -> None:
    """The tiers of 1 January were approved on 14 March."""
    book = scorecard()
    place = book.put(Tiers.approved_on, 0, serial(DAY(2026, 3, 14)))
    report = book.judged()
    assert [(finding.code, finding.at.place) for finding in report.findings] == [("XL524", place)]
    assert "in force since 2026-01-01, and was approved later, on 2026-03-14" in report.findings[0].sentence()


@pytest.mark.parametrize("column", [Tiers.approved_by, Tiers.approved_on, Terms.approved_by], ids=str)
def test_a_row_in_force_that_nobody_approved(column: Column) -> None:
    book = scorecard()
    place = book.put(column, 0, None)
    assert book.found() == [("XL524", place)]


def test_a_row_that_is_not_in_force_yet_may_wait_for_approval() -> None:
    book = scorecard()
    book.put(Tiers.effective, 2, serial(DAY(2026, 7, 1)))
    book.put(Tiers.approved_by, 2, None)
    book.put(Tiers.attainment, 2, 0.0)
    assert book.found() == []
    assert [code for code, _place in book.found(serial(DAY(2026, 7, 1)))] == ["XL524"]
