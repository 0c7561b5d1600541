"""XL523 pay-cliff: where all sales are paid at the rate reached, pay jumps at a tier."""

from __future__ import annotations

from tests.validation.built_scorecard import scorecard

from xltargets.templates.team_scorecard.rates import Tiers


def test_the_example() -> None:
    """At 100% of the quota the rate goes from 5% to 8%: the last sale brings 3% of the whole quota."""
    book = scorecard(mode="retroactive", steps=((0.0, 0.05), (1.0, 0.08)))
    report = book.judged()
    assert [(one.code, one.at.place) for one in report.findings] == [("XL523", book.place(Tiers.rate, 1))]
    assert "3.0% of the month" in report.findings[0].sentence()


def test_a_cliff_is_told_with_its_size() -> None:
    """Three percent until 100%, then five of all: two percent of the quota at once; at 120% 1.2 x 3% = 3.6%."""
    report = scorecard(mode="retroactive").judged()
    assert [finding.code for finding in report.findings] == ["XL523", "XL523"]
    assert "2.0% of the month" in report.findings[0].sentence()
    assert "3.6% of the month" in report.findings[1].sentence()
    assert report.accepted, "it may be meant"
