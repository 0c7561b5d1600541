"""The North unit of the company of three, with the won deals of its CRM log in Credits."""

from __future__ import annotations

from typing import Any

from tests.validation.across_units import company, put, with_fields, with_rows

from xltargets.rollup.extraction import Collected

JANUARY, MARCH = 46037.0, 46091.0  # 2026-01-15, 2026-03-10


def credit(deal: str, sold: float, amount: float) -> dict[str, Any]:
    return {"deal": deal, "sold": sold, "amount": amount, "member_1": "Ann Lee"}


def credited(*rows: dict[str, Any]) -> dict[str, Collected]:
    """The company, with these rows in North's Credits and its plan counting won deals."""
    held = company()
    plan, scorecard = held["north-plan.xlsx"].extract, held["north-scorecard.xlsx"].extract
    assert plan is not None
    assert scorecard is not None
    put(held, with_fields(plan, **{"settings.actuals_from": "deals"}))
    put(held, with_rows(scorecard, "credits", *rows))
    return held
