"""XL526 worst-on-wrong-side: the worst value of a KPI is on the good side of its target, or is the target."""

from __future__ import annotations

import pytest
from tests.validation.built_scorecard import scorecard

from xltargets.templates.team_scorecard.kpis import Kpis


def test_the_example() -> None:
    """Days to pay: lower is better, the target is 30, and the worst value is 10."""
    book = scorecard()
    assert book.slot(Kpis.target, "Days to pay").value == 30
    place = book.put(Kpis.worst, "Days to pay", 10.0)
    assert [one for one in book.found() if one[0] == "XL526"] == [("XL526", place)]


@pytest.mark.parametrize(("kpi", "worst", "wrong"), [("Days to pay", 31.0, False), ("Gross margin", 35.0, True)])
def test_the_worst_value_on_either_side(kpi: str, worst: float, wrong: bool) -> None:
    """Days to pay are better when lower, with a target of 30; the margin when higher, with one of 35."""
    book = scorecard()
    place = book.put(Kpis.worst, kpi, worst)
    assert [one for one in book.found() if one[0] == "XL526"] == ([("XL526", place)] if wrong else [])
