"""A filled team scorecard: one team of the sample company, five months into the year."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.errors import N_
from xltargets.samples import credits_sample, lies_ahead
from xltargets.samples.company import SEED, TEAMS
from xltargets.samples.sales import YEAR_START, change_of, members, quotas, role_since, sales, targets
from xltargets.spine.loaded import line_of_whole
from xltargets.templates.content import Filling
from xltargets.templates.team_scorecard.quotas import Quotas
from xltargets.units.names import for_file

if TYPE_CHECKING:
    from collections.abc import Callable

TEAM = "North Harbour"
SAMPLE_PLAN = "target-plan-sample"
LOADED_ON = datetime.date(2026, 5, 31)
VACANT = N_("Vacant")
Rows = list[dict[str, Any]]
_KPIS = {"New customers": (6, 13), "Gross margin": (29, 38), "Days to pay": (28, 47), "Forecast accuracy": (74, 95)}
_RATERS = ("Manager", "Peer", "Peer", "Customer", "Self")


def filling(translate: Callable[[str], str] = lambda text: text) -> Filling:
    """The scorecard of one team, refreshed from its CRM log too."""
    team = of_team(TEAM, translate)
    ahead = {"standing": lies_ahead.form("team-scorecard", "standing")}
    loaded = [*team.tables["loaded"], *lies_ahead.lines("team-scorecard", "standing", translate)]
    return Filling(
        {**team.forms, **ahead}, {**team.tables, "credits": credits_sample.rows(translate), "loaded": loaded}
    )


def _holidays(translate: Callable[[str], str]) -> list[dict[str, Any]]:
    _ = translate
    return [
        {"day": datetime.date(2026, 1, 1), "occasion": _("New Year")},
        {"day": datetime.date(2026, 5, 1), "occasion": _("Labour Day")},
        {"day": datetime.date(2026, 12, 25), "occasion": _("Christmas")},
    ]


def of_team(team: str, translate: Callable[[str], str] = lambda text: text) -> Filling:
    """The plan's quotas, sales of five months, KPI values, ratings, rates, a refund and awards."""
    _ = translate
    random = np.random.Generator(np.random.PCG64([SEED, list(TEAMS).index(team), 1]))
    names = [_(person.name) for person in members(team)]
    scores = [
        {"member": name, "kpi": _(kpi), "actual": round(float(random.uniform(*bounds)))}
        for name in names
        for kpi, bounds in _KPIS.items()
    ]
    reviews = [
        {"member": name, "rater": rater, "rating": int(random.integers(3, 6))} for name in names for rater in _RATERS
    ]
    loaded = _quotas(team, _)
    source = f"{SAMPLE_PLAN}.xlsx", _("Grid")
    return Filling(
        {
            "settings": {
                "organisation": _("Contoso Trading"),
                "unit": _(team),
                "owner": names[0],
                "currency": "USD",
                "year_start": YEAR_START,
                "unit_id": for_file(team),
            },
            "statement": {"member": names[1], "month": datetime.date(2026, 5, 1)},
        },
        {
            "holidays": _holidays(_),
            "team": _members(team, _),
            "quotas": loaded,
            "loaded": [line_of_whole(Quotas, loaded, source, LOADED_ON, _)],
            "actuals": _actuals(team, _),
            "scores": scores,
            "reviews": reviews,
            "training": _training(names, _),
            "awards": _awards(names, _),
            **_rates(_("Hanna Weiss")),
            **_agreed(team, names, _),
            "refunds": [
                {
                    "month": datetime.date(2026, 4, 1),
                    "member": names[1],
                    "deal": _("Fabrikam, order 2041"),
                    "amount": 18_000,
                    "refunded": 6_000,
                    "paid": 900,
                    "sold": datetime.date(2026, 2, 12),
                    "returned": datetime.date(2026, 4, 8),
                }
            ],
            "lines": [
                _line(_("Hardware"), 820, 610, 805, 664),
                _line(_("Software"), 240, 1_450, 252, 1_530),
                _line(_("Services"), 115, 2_300, 121, 2_210),
            ],
        },
    )


def _members(team: str, _: Callable[[str], str]) -> Rows:
    """Who is in the team, as the plan has it."""
    rows: Rows = []
    own = members(team)
    for number, person in enumerate(own):
        change = change_of(person)
        rows.append(
            {
                "member": _(person.name),
                "role": _("Account manager") if number else _("Senior account manager"),
                "region": _(person.region) if number % 3 else _("Coast"),
                "manager": _(own[0].name) if number else _("Head of sales"),
                "start": role_since(team, number),
                "responsibilities": f"{_(person.channel)}, {_(person.product)}",
                "base_pay": 42_000 + 2_000 * (number % 3),
                "quota": targets(team)[number],
                "person_id": person.person_id,
                "member_from": change.joined,
                "member_until": change.left,
            }
        )
    return rows


def _quotas(team: str, _: Callable[[str], str]) -> Rows:
    """What a refresh brings from the plan's Grid."""
    *carried, vacant = quotas(team)
    rows: Rows = [
        {"month": _month(month), "member": _(person.name), "person_id": person.person_id, "quota": amount}
        for person, amounts in zip(members(team), carried, strict=True)
        for month, amount in enumerate(amounts, 1)
    ]
    return rows + [
        {"month": _month(month), "member": _(VACANT), "vacant": amount} for month, amount in enumerate(vacant, 1)
    ]


def _month(number: int) -> datetime.date:
    return datetime.date(YEAR_START.year, number, 1)


def _actuals(team: str, _: Callable[[str], str]) -> Rows:
    rows: Rows = []
    for sale in sales(team):
        row = {
            "month": sale.month,
            "member": _(sale.person.name),
            "actual": sale.amount,
            "activities": sale.activities,
        }
        rows.append(row | ({} if sale.before is None else {"before": sale.before}))
    return rows


def _line(product: str, *figures: float) -> dict[str, object]:
    keys = ("base_price", "base_quantity", "actual_price", "actual_quantity")
    return {"product": product, **dict(zip(keys, figures, strict=True))}


def _rates(approver: str) -> dict[str, list[dict[str, object]]]:
    """Last year's plan, and this year's from April on, each with who agreed to it."""
    plans = {
        datetime.date(2025, 1, 1): ((0, 0.03), (0.8, 0.05), (1.0, 0.07)),
        datetime.date(2026, 4, 1): ((0, 0.02), (0.8, 0.05), (1.0, 0.08), (1.2, 0.1)),
    }
    approved = {
        datetime.date(2025, 1, 1): datetime.date(2024, 12, 9),
        datetime.date(2026, 4, 1): datetime.date(2026, 3, 16),
    }
    tiers: list[dict[str, object]] = [
        {
            "effective": day,
            "attainment": attainment,
            "rate": rate,
            "approved_by": approver,
            "approved_on": approved[day],
        }
        for day, steps in plans.items()
        for attainment, rate in steps
    ]
    terms: list[dict[str, object]] = [
        {
            "effective": datetime.date(2025, 1, 1),
            "draw": 1_500,
            "recoverable": "Yes",
            "cap": 9_000,
            "window": 90,
            "approved_by": approver,
            "approved_on": datetime.date(2024, 12, 9),
        }
    ]
    return {"tiers": tiers, "terms": terms}


def _agreed(team: str, names: list[str], _: Callable[[str], str]) -> dict[str, Rows]:
    """Who agreed to which plan, and a dispute that was answered."""
    agreed: Rows = []
    for name, person in zip(names, members(team), strict=True):
        joined = change_of(person).joined
        for plan, day in ((datetime.date(2025, 1, 1), (2024, 12, 16)), (datetime.date(2026, 4, 1), (2026, 3, 24))):
            if joined is None or plan >= joined:
                agreed.append({"member": name, "plan": plan, "day": datetime.date(*day)})
    dispute = {
        "day": datetime.date(2026, 4, 14),
        "member": names[1],
        "sale": _("Fabrikam, order 2041"),
        "claim": _("A third was given back, and the whole commission of 900 is said to be taken."),
        "outcome": "declined",
        "answer": _("Only the third is taken: 300. See Refunds."),
        "answered_by": _("Hanna Weiss"),
        "answered_on": datetime.date(2026, 4, 16),
    }
    return {"agreed": agreed, "disputes": [dispute]}


def _training(names: list[str], _: Callable[[str], str]) -> list[dict[str, object]]:
    day = datetime.date
    return [
        {
            "member": names[4],
            "need": _("Product knowledge: Software line"),
            "plan": _("Four half-days with the product team"),
            "due": day(2026, 4, 30),
            "done": day(2026, 4, 22),
            "effect": _("Passed the certification; first software sale in May"),
        },
        {
            "member": names[2],
            "need": _("Negotiation"),
            "plan": _("Two-day course, then joint visits"),
            "due": day(2026, 5, 15),
        },
        {
            "member": names[1],
            "need": _("Forecasting in the CRM"),
            "plan": _("Coaching by the team lead, weekly"),
            "due": day(2026, 7, 31),
        },
    ]


def _awards(names: list[str], _: Callable[[str], str]) -> list[dict[str, object]]:
    day = datetime.date
    return [
        {
            "day": day(2026, 2, 6),
            "member": names[0],
            "kind": "Travel",
            "award": _("Two days in Lisbon"),
            "reason": _("Best attainment of last year"),
            "given_by": _("Hanna Weiss"),
        },
        {
            "day": day(2026, 4, 10),
            "member": names[3],
            "kind": "Honour",
            "award": _("Customer voice of the quarter"),
            "reason": _("Highest customer rating"),
            "given_by": _("Hanna Weiss"),
        },
    ]
