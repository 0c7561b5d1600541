"""A filled target plan: one team of the sample company, with strategy, candidates, objectives and actions."""

from __future__ import annotations

import datetime

from xltargets.errors import N_, fill
from xltargets.samples import lies_ahead
from xltargets.samples.companies import FIRST, Company
from xltargets.samples.company import TEAMS
from xltargets.samples.sales import members, sales, total
from xltargets.samples.submissions import team_filling
from xltargets.templates.content import Filling

TEAM = "North Harbour"
PARTNER = "Harbour Systems"
Rows = list[dict[str, object]]


def filling(company: Company = FIRST) -> Filling:
    """What `samples.submissions` hands in for the team, and all that surrounds the figures."""
    plan = team_filling(TEAM, company)
    names = [company.name(name) for name in TEAMS[TEAM][1]]
    forms: dict[str, dict[str, object]] = {
        "past": {"method": "seasonal"},
        "market": {"size": company.money(41_000_000), "growth": 0.06, "share": 0.1, "gain": 0.004},
        "breakeven": {**_economics(company), "tax": 0.25},
        "ahead": lies_ahead.form("target-plan", "ahead", company),
    }
    tables = {
        **_strategy(company),
        "loaded": lies_ahead.lines("target-plan", "ahead", company),
        "estimates": _estimates(names, company),
        "objectives": _objectives(names, company),
        "channels": _channels(company),
        "actions": _actions(names, company),
        **_measures(names, company),
        "changes": [
            {
                "day": datetime.date(2026, 1, 12),
                "scope": company.say(N_("The whole year")),
                "before": company.money(4_598_000),
                "after": total(TEAM, company),
                "reason": company.say(N_("December closed above the estimate that the first draft was made from.")),
                "by": names[0],
                "approved": company.name("Hanna Weiss"),
            }
        ],
    }
    return Filling(plan.forms | forms, plan.tables | tables)


def _strategy(company: Company) -> dict[str, Rows]:
    _ = company.say
    goals: Rows = [
        {
            "goal": _("Grow faster than the market"),
            "why": _("Every point of share lowers the cost of a sale."),
            "sponsor": company.name("Hanna Weiss"),
            "horizon": datetime.date(2027, 12, 31),
        },
        {
            "goal": _("Keep the customers we have"),
            "why": _("A renewal costs a fifth of a new customer."),
            "sponsor": company.name("Hanna Weiss"),
            "horizon": datetime.date(2026, 12, 31),
        },
        {
            "goal": _("Earn more from services"),
            "why": _("Services carry twice the margin of hardware."),
            "sponsor": company.name("Jonas Berg"),
            "horizon": datetime.date(2027, 6, 30),
        },
    ]
    segments: Rows = [
        {
            "segment": _("Ports and logistics"),
            "position": _("The partner that is on site within a day"),
            "price": _("Framework contracts"),
            "channel": _("Direct"),
            "promotion": _("Trade fair, reference visits"),
        },
        {
            "segment": _("Small manufacturers"),
            "position": _("Ready-made packages"),
            "price": _("List price, bundles"),
            "channel": _("Partner"),
            "promotion": _("Joint seminars with partners"),
        },
        {
            "segment": _("Public sector"),
            "position": _("Safe and compliant"),
            "price": _("Tenders"),
            "channel": _("Direct"),
            "promotion": _("White papers"),
        },
    ]
    return {"goals": goals, "segments": segments}


def _economics(company: Company) -> dict[str, object]:
    """What it costs to sell, and what is to be earned."""
    figures = {"fixed": 1_150_000, "price": 100, "variable": 62, "profit": 220_000}
    return {key: company.money(amount) for key, amount in figures.items()}


def _estimates(names: list[str], company: Company) -> Rows:
    figures = (
        (4_900_000, 4_450_000, 3_900_000),
        (4_700_000, 4_300_000, 3_800_000),
        (5_100_000, 4_600_000, 4_000_000),
        (4_500_000, 4_200_000, 3_700_000),
        (4_800_000, 4_350_000, 4_000_000),
        (4_650_000, 4_400_000, 3_950_000),
    )
    keys = ("optimistic", "likely", "pessimistic")
    return [
        {"person": name, **dict(zip(keys, map(company.money, three), strict=True))}
        for name, three in zip(names, figures, strict=True)
    ]


def _objectives(names: list[str], company: Company) -> Rows:
    _ = company.say
    day = datetime.date
    return [
        {
            "objective": _("Win new customers among small manufacturers"),
            "metric": _("New customers"),
            "measure": _("customers"),
            "baseline": 40,
            "target": 52,
            "start": day(2026, 1, 1),
            "due": day(2026, 12, 31),
            "owner": names[0],
            "serves": _("Grow faster than the market"),
        },
        {
            "objective": _("Raise the renewal rate of service contracts"),
            "metric": _("Renewal rate"),
            "measure": "%",
            "baseline": 81,
            "target": 88,
            "start": day(2026, 1, 1),
            "due": day(2026, 12, 31),
            "owner": names[1],
            "serves": _("Keep the customers we have"),
        },
        {
            "objective": _("Sell service packages with every new system"),
            "metric": _("Share of deals with services"),
            "measure": "%",
            "baseline": 34,
            "target": 45,
            "start": day(2026, 2, 1),
            "due": day(2026, 11, 30),
            "owner": names[2],
            "serves": _("Earn more from services"),
        },
        {
            "objective": _("Become much better known"),
            "metric": "",
            "start": day(2026, 1, 1),
            "due": day(2027, 6, 30),
            "owner": names[3],
        },
    ]


MEASURED = ((0.92, 0.31, 4), (0.88, 0.29, 5), (1.03, 0.33, 3), (0.81, 0.27, 6), (0.75, 0.34, 1), (0.97, 0.3, 4))
"""What each of the team collected and earned, as parts of what was sold, and how many new customers they won."""


def _measures(names: list[str], company: Company) -> dict[str, Rows]:
    """Four measures of the year, and where each of the team stands at the end of May."""
    _ = company.say
    whole = total(TEAM, company)
    kinds = (_("Contract amount"), _("Collected"), _("Gross profit"), _("New customers"))
    totals: Rows = [{"of_plan": "Yes"}]
    totals += [{"own_total": amount} for amount in (round(whole * 0.95, -3), round(whole * 0.32, -3), 52)]
    units = (company.currency, company.currency, company.currency, _("customers"))
    measures: Rows = [
        {"measure": kind, "measured_in": unit, "weight": weight, **own, "floor": 0.8, "stretch": 1.2}
        for kind, unit, weight, own in zip(kinds, units, (0.4, 0.3, 0.2, 0.1), totals, strict=True)
    ]
    rows: Rows = []
    for person, name, (collected, margin, customers) in zip(members(TEAM, company), names, MEASURED, strict=True):
        won = sum(sale.amount for sale in sales(TEAM, company) if sale.person == person)
        actuals = (won, round(won * collected), round(won * margin), customers)
        rows += [
            {"person": name, "measure": kind, "actual": actual} for kind, actual in zip(kinds, actuals, strict=True)
        ]
    return {"measures": measures, "measure_targets": rows}


def _channels(company: Company) -> Rows:
    _ = company.say
    figures = (
        (_("Own sales force"), _("Direct"), (3, 5, 5, 5, 5), 2_600_000, 0.34, 610_000),
        (company.name(PARTNER), _("Partner"), (4, 4, 3, 4, 3), 820_000, 0.26, 120_000),
        (company.name("Lakeside Trading"), _("Partner"), (4, 3, 3, 2, 2), 410_000, 0.22, 104_000),
        (_("Web shop"), _("Online"), (5, 2, 2, 5, 4), 530_000, 0.29, 96_000),
    )
    criteria = ("reach", "fit", "service", "loyalty", "insight")
    return [
        {
            "channel": channel,
            "kind": kind,
            **dict(zip(criteria, marks, strict=True)),
            "sales": company.money(sales),
            "margin": margin,
            "cost": company.money(cost),
        }
        for channel, kind, marks, sales, margin, cost in figures
    ]


def _actions(names: list[str], company: Company) -> Rows:
    _ = company.say
    day = datetime.date
    figures = (
        (_("List the 120 manufacturers without a supplier"), 0, 0, day(2026, 1, 12), day(2026, 2, 13), 1.0),
        (
            fill(_("Run four seminars with {partner}"), {"partner": company.name(PARTNER)}),
            0,
            5,
            day(2026, 2, 16),
            day(2026, 9, 30),
            0.5,
        ),
        (_("Call every contract 90 days before it ends"), 1, 1, day(2026, 1, 5), day(2026, 12, 18), 0.4),
        (_("Write a one-page offer for service packages"), 2, 2, day(2026, 2, 2), day(2026, 3, 20), 1.0),
        (_("Train the team on service packages"), 2, 3, day(2026, 4, 13), day(2026, 5, 22), 0.6),
        (_("Agree price lists with the partners"), 1, 4, day(2026, 6, 8), day(2026, 7, 17), 0.0),
    )
    objectives = [str(row["objective"]) for row in _objectives(names, company)]
    return [
        {
            "task": task,
            "objective": objectives[objective],
            "owner": names[owner],
            "start": start,
            "due": due,
            "progress": done,
        }
        for task, objective, owner, start, due, done in figures
    ]
