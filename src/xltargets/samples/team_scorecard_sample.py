"""A filled team scorecard: one team of the sample company, five months into the year."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from xltargets.errors import N_
from xltargets.samples import credits_sample, lies_ahead, plans_sample
from xltargets.samples.companies import FIRST, YEAR_START, Company
from xltargets.samples.company import SEED, TEAMS
from xltargets.samples.sales import change_of, members, quotas, role_since, sales, targets
from xltargets.samples.weekly_sample import weekly_reports
from xltargets.spine.loaded import line_of_whole
from xltargets.templates.content import Filling
from xltargets.templates.team_scorecard.quotas import Quotas
from xltargets.units.names import for_file

TEAM = "North Harbour"
SAMPLE_PLAN = "target-plan-sample"
LOADED_ON = datetime.date(2026, 5, 31)
VACANT = N_("Vacant")
RETURNED = "Fabrikam, order 2041"
_CLAIM = N_("A third was given back, and the whole commission of {amount} is said to be taken.")
_ANSWER = N_("Only the third is taken: {amount}. See Refunds.")
Rows = list[dict[str, Any]]
_KPIS = {"New customers": (6, 13), "Gross margin": (29, 38), "Days to pay": (28, 47), "Forecast accuracy": (74, 95)}
_RATERS = ("Manager", "Peer", "Peer", "Customer", "Self")


def filling(company: Company = FIRST) -> Filling:
    """The scorecard of one team, refreshed from its CRM log too."""
    team = of_team(TEAM, company)
    ahead = {"standing": lies_ahead.form("team-scorecard", "standing", company)}
    loaded = [*team.tables["loaded"], *lies_ahead.lines("team-scorecard", "standing", company)]
    return Filling({**team.forms, **ahead}, {**team.tables, "loaded": loaded})


def of_team(team: str, company: Company = FIRST) -> Filling:
    """The plan's quotas, sales of five months, KPI values, ratings, rates, a refund and awards."""
    _ = company.say
    random = np.random.Generator(np.random.PCG64([SEED, list(TEAMS).index(team), 1]))
    names = [company.name(person.name) for person in members(team)]
    scores = [
        {"member": name, "kpi": _(kpi), "actual": round(float(random.uniform(*bounds)))}
        for name in names
        for kpi, bounds in _KPIS.items()
    ]
    reviews = [
        {"member": name, "rater": rater, "rating": int(random.integers(3, 6))} for name in names for rater in _RATERS
    ]
    loaded = _quotas(team, company)
    source = f"{SAMPLE_PLAN}.xlsx", _("Grid")
    return Filling(
        {
            "settings": {
                "organisation": company.name("Contoso Trading"),
                "unit": company.name(team),
                "owner": names[0],
                "currency": company.currency,
                "shown_in": company.shown_in,
                "year_start": YEAR_START,
                "unit_id": for_file(company.name(team)),
            },
            "statement": {"member": names[1], "month": datetime.date(2026, 5, 1)},
        },
        {
            **company.calendar(),
            "team": _members(team, company),
            "quotas": loaded,
            "loaded": [line_of_whole(Quotas, loaded, source, LOADED_ON, company.translate)],
            "actuals": _actuals(team, company),
            "weekly_reports": weekly_reports(names, company),
            "scores": scores,
            "reviews": reviews,
            "training": _training(names, company),
            "awards": _awards(names, company),
            **_rates(company),
            **_agreed(team, names, company),
            **(_by_plan(company) if team == TEAM else {}),
            "refunds": [
                {
                    "month": datetime.date(2026, 4, 1),
                    "member": names[1],
                    "deal": company.name(RETURNED),
                    "amount": company.money(18_000),
                    "refunded": company.money(6_000),
                    "paid": company.money(900),
                    "sold": datetime.date(2026, 2, 12),
                    "returned": datetime.date(2026, 4, 8),
                }
            ],
            "lines": [
                _line(_("Hardware"), (company.money(820), 610), (company.money(805), 664)),
                _line(_("Software"), (company.money(240), 1_450), (company.money(252), 1_530)),
                _line(_("Services"), (company.money(115), 2_300), (company.money(121), 2_210)),
            ],
        },
    )


def _by_plan(company: Company) -> dict[str, Rows]:
    """Plans of the first team, and the sales of a month that one of them pays by their kind."""
    return {**plans_sample.tables(company), "credits": credits_sample.rows(company)}


def _members(team: str, company: Company) -> Rows:
    """Who is in the team, as the plan has it."""
    _ = company.say
    rows: Rows = []
    own = members(team, company)
    for number, person in enumerate(own):
        change = change_of(person)
        rows.append(
            {
                "member": company.name(person.name),
                "role": _("Account manager") if number else _("Senior account manager"),
                "region": company.name(person.region if number % 3 else "Coast"),
                "manager": company.name(own[0].name) if number else _("Head of sales"),
                "start": role_since(team, number),
                "responsibilities": f"{_(person.channel)}, {_(person.product)}",
                "base_pay": company.money(42_000 + 2_000 * (number % 3)),
                "quota": targets(team, company)[number],
                "person_id": person.person_id,
                "member_from": change.joined,
                "member_until": change.left,
            }
        )
    return rows


def _quotas(team: str, company: Company) -> Rows:
    """What a refresh brings from the plan's Grid."""
    _ = company.say
    *carried, vacant = quotas(team, company)
    rows: Rows = [
        {"month": _month(month), "member": company.name(person.name), "person_id": person.person_id, "quota": amount}
        for person, amounts in zip(members(team, company), carried, strict=True)
        for month, amount in enumerate(amounts, 1)
    ]
    return rows + [
        {"month": _month(month), "member": _(VACANT), "vacant": amount} for month, amount in enumerate(vacant, 1)
    ]


def _month(number: int) -> datetime.date:
    return datetime.date(YEAR_START.year, number, 1)


def _actuals(team: str, company: Company) -> Rows:
    rows: Rows = []
    for sale in sales(team, company):
        row = {
            "month": sale.month,
            "member": company.name(sale.person.name),
            "actual": sale.amount,
            "activities": sale.activities,
        }
        rows.append(row | ({} if sale.before is None else {"before": sale.before}))
    return rows


def _line(product: str, base: tuple[int, int], actual: tuple[int, int]) -> dict[str, object]:
    keys = ("base_price", "base_quantity", "actual_price", "actual_quantity")
    return {"product": product, **dict(zip(keys, base + actual, strict=True))}


def _rates(company: Company) -> dict[str, list[dict[str, object]]]:
    """Last year's plan, and this year's from April on, each with who agreed to it."""
    approver = company.name("Hanna Weiss")
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
            "draw": company.money(1_500),
            "recoverable": "Yes",
            "cap": company.money(9_000),
            "window": 90,
            "approved_by": approver,
            "approved_on": datetime.date(2024, 12, 9),
        }
    ]
    return {"tiers": tiers, "terms": terms}


def _agreed(team: str, names: list[str], company: Company) -> dict[str, Rows]:
    """Who agreed to which plan, and a dispute that was answered."""
    agreed: Rows = []
    for name, person in zip(names, members(team), strict=True):
        joined = change_of(person).joined
        for plan, day in ((datetime.date(2025, 1, 1), (2024, 12, 16)), (datetime.date(2026, 4, 1), (2026, 3, 24))):
            if joined is None or plan >= joined:
                agreed.append({"member": name, "plan": plan, "day": datetime.date(*day)})
    agreed += plans_sample.agreed(company) if team == TEAM else []
    dispute = {
        "day": datetime.date(2026, 4, 14),
        "member": names[1],
        "sale": company.name(RETURNED),
        "claim": company.told(_CLAIM, amount=900),
        "outcome": "declined",
        "answer": company.told(_ANSWER, amount=300),
        "answered_by": company.name("Hanna Weiss"),
        "answered_on": datetime.date(2026, 4, 16),
    }
    return {"agreed": agreed, "disputes": [dispute]}


def _training(names: list[str], company: Company) -> list[dict[str, object]]:
    _ = company.say
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


def _awards(names: list[str], company: Company) -> list[dict[str, object]]:
    _ = company.say
    day = datetime.date
    return [
        {
            "day": day(2026, 2, 6),
            "member": names[0],
            "kind": "Travel",
            "award": _("Two days in Lisbon"),
            "reason": _("Best attainment of last year"),
            "given_by": company.name("Hanna Weiss"),
        },
        {
            "day": day(2026, 4, 10),
            "member": names[3],
            "kind": "Honour",
            "award": _("Customer voice of the quarter"),
            "reason": _("Highest customer rating"),
            "given_by": company.name("Hanna Weiss"),
        },
    ]
