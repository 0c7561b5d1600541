"""The commission plans of the sample company's first team; who is in none is paid by Rates."""

from __future__ import annotations

import datetime
from typing import Any

from xltargets.errors import N_
from xltargets.samples.companies import FIRST, YEAR_START, Company

Rows = list[dict[str, Any]]
LEAD, ACCOUNTS, KINDS, POOL = "P-01", "P-02", "P-03", "P-04"
SPRING = datetime.date(2026, 4, 1)
MAY = datetime.date(2026, 5, 1)
_BEGINS = {LEAD: YEAR_START, ACCOUNTS: YEAR_START, KINDS: MAY, POOL: SPRING}
_TITLES = {
    LEAD: N_("Team lead: on the sales of the team"),
    ACCOUNTS: N_("Account managers by quarter"),
    KINDS: N_("Key accounts: by kind of business"),
    POOL: N_("Pool: a share of what the team sells"),
}
_PLANS: dict[str, dict[str, Any]] = {
    LEAD: {"span": "year", "measure": "team"},
    ACCOUNTS: {"span": "quarter", "cap": 5_500, "draw": 1_500, "measure": "own"},
    KINDS: {"span": "quarter", "counted": "amount", "cap": 15_000, "draw": 1_500, "measure": "own"},
    POOL: {"span": "quarter", "cap": 15_000, "draw": 1_500, "measure": "pool"},
}
_SENIOR, _MANAGER = N_("Senior account manager"), N_("Account manager")
_NEW, _MORE = N_("New business"), N_("Follow-on business")
_RATES: tuple[tuple[str, dict[str, str], dict[float, float]], ...] = (
    (LEAD, {}, {0.0: 0.004, 1.0: 0.008}),
    (ACCOUNTS, {}, {0.0: 0.025, 0.8: 0.04, 1.0: 0.06}),
    (ACCOUNTS, {"role": _MANAGER}, {0.0: 0.03, 0.8: 0.05, 1.0: 0.08}),
    (KINDS, {}, {0.0: 0.03}),
    (KINDS, {"category": _NEW}, {0.0: 0.04, 60_000.0: 0.06}),
    (KINDS, {"category": _MORE}, {0.0: 0.02}),
    (POOL, {}, {0.0: 0.012, 1.0: 0.02}),
)
_HOLDERS: tuple[tuple[str, datetime.date, datetime.date | None, str, float | None], ...] = (
    ("Alice Moreau", YEAR_START, None, LEAD, None),
    ("Chen Wei", YEAR_START, SPRING, ACCOUNTS, None),
    ("Dana Novak", YEAR_START, datetime.date(2026, 3, 1), ACCOUNTS, None),
    ("Dana Novak", SPRING, None, POOL, 3.0),
    ("Erik Lund", SPRING, None, POOL, 2.0),
    ("Chen Wei", MAY, None, KINDS, None),
)
"""Who, first and final month, plan, share of a pool."""


def tables(company: Company = FIRST) -> dict[str, Rows]:
    """Plans, their rates, who has them, and who agreed to them."""
    _ = company.say
    approver = company.name("Hanna Weiss")
    approved = {
        plan: {"approved_by": approver, "approved_on": day - datetime.timedelta(20)} for plan, day in _BEGINS.items()
    }
    plans: Rows = []
    for plan, own in _PLANS.items():
        values = {"counted": "attainment", "mode": "marginal", "change": "prospective", **own, **approved[plan]}
        amounts = {key: company.money(values[key]) for key in ("cap", "draw") if key in values}
        values |= amounts | ({"recoverable": "Yes", "cap_span": values["span"]} if amounts else {})
        plans.append({"plan": plan, "title_of": _(_TITLES[plan]), **values})
    rates: Rows = []
    for plan, whose, tiers in _RATES:
        by_amount = _PLANS[plan].get("counted") == "amount"
        for start, rate in tiers.items():
            begins = company.money(int(start)) if by_amount else start
            row = {"plan": plan, "effective": _BEGINS[plan], "start": begins, "rate": rate, **approved[plan]}
            rates.append(row | {key: _(word) for key, word in whose.items()})
    holders: Rows = [
        {"member": company.name(name), "begins": first, "ends": last, "plan": plan, "share": share}
        for name, first, last, plan, share in _HOLDERS
    ]
    return {"plans": plans, "plan_rates": rates, "plan_members": holders}


def agreed(company: Company = FIRST) -> Rows:
    """Who agreed to which of them, a week before it began."""
    days = {(name, _BEGINS[plan]) for name, _first, _last, plan, _share in _HOLDERS if _BEGINS[plan] != SPRING}
    return [
        {"member": company.name(name), "plan": day, "day": day - datetime.timedelta(8)} for name, day in sorted(days)
    ]
