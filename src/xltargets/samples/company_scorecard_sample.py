"""A filled company scorecard: what the six teams of the sample company come to, as if their workbooks had been read."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from xltargets.samples import risk_register_sample
from xltargets.samples.companies import FIRST, YEAR_START, Company
from xltargets.samples.company import SEED, TEAMS
from xltargets.samples.pay import paid_so_far
from xltargets.samples.sales import AS_OF, CLOSED_MONTHS, change_of, members, quotas, sales
from xltargets.samples.team_scorecard_sample import VACANT
from xltargets.templates.content import Filling
from xltargets.units.names import for_file

Rows = list[dict[str, Any]]


def filling(company: Company = FIRST) -> Filling:
    """Five months of the year; one team's register and two deals of each team beside the figures."""
    _ = company.say
    random = np.random.Generator(np.random.PCG64([SEED, 11]))
    members = _members(random, company)
    settings = {
        "organisation": company.name("Contoso Trading"),
        "unit": _("Company"),
        "owner": company.name("Hanna Weiss"),
        "currency": company.currency,
        "shown_in": company.shown_in,
        "year_start": YEAR_START,
    }
    return Filling(
        {"settings": settings},
        {
            "teams": _teams(members, company),
            "people": members,
            "regions": [{"region": company.name(name)} for name in ("Central", "North", "South")],
            "parents": _parents(members, company),
            "pipeline": _pipeline(random, company),
            "risks": _risks(company),
            "sources": _sources(company),
        },
    )


def _file(team: str, kind: str, company: Company) -> str:
    return f"{for_file(company.name(team))}-{kind}.xlsx"


def _members(random: np.random.Generator, company: Company) -> Rows:
    """Everybody's quotas and sales so far, and what is vacant in a team."""
    _ = company.say
    rows: Rows = []
    for team, (region, _names) in TEAMS.items():
        *carried, vacant = quotas(team, company)
        for number, (person, amounts) in enumerate(zip(members(team, company), carried, strict=True)):
            change = change_of(person)
            rows.append(
                {
                    "person": company.name(person.name),
                    "unit": company.name(team),
                    "region": company.name(region),
                    "target": sum(amounts),
                    "target_so_far": sum(amounts[:CLOSED_MONTHS]),
                    "actual": sum(sale.amount for sale in sales(team, company) if sale.person == person),
                    "composite": round(float(random.uniform(0.72, 1.05)), 3),
                    "payout": float(paid_so_far(team, company)[company.name(person.name)]),
                    "file": _file(team, "scorecard", company),
                    "sheet": _("Scorecard"),
                    "row": 9 + number,
                    "member_from": change.joined,
                    "member_until": change.left,
                }
            )
        if any(vacant):
            rest = {"target": sum(vacant), "target_so_far": sum(vacant[:CLOSED_MONTHS])}
            place = {"region": company.name(region), "file": _file(team, "plan", company)}
            rows.append({"person": _(VACANT), "unit": company.name(team), **rest, **place})
    return rows


def _teams(members: Rows, company: Company) -> Rows:
    _ = company.say
    rows: Rows = []
    for team, (region, names) in TEAMS.items():
        own = [row for row in members if row["unit"] == company.name(team)]
        sums = {key: sum(row.get(key, 0) for row in own) for key in ("target", "target_so_far", "actual")}
        rows.append(
            {
                "unit": company.name(team),
                "region": company.name(region),
                "owner": company.name(names[0]),
                **sums,
                "forecast": round(sums["target"] * sums["actual"] / sums["target_so_far"], 2),
                "target_from": f"{_file(team, 'plan', company)} · {_('Settings')}!B17",
                "actual_from": f"{_file(team, 'scorecard', company)} · {_('Scorecard')}!B45",
                "until": AS_OF,
                "logs": 1,
            }
        )
    return rows


def _parents(members: Rows, company: Company) -> Rows:
    """The regions have taken on a little more than the company has set, but for one that has it exactly."""
    _ = company.say
    rows: Rows = []
    for region, cushion in (("Central", 1.02), ("North", 1.0), ("South", 1.035)):
        planned = sum(row["target"] for row in members if row["region"] == company.name(region))
        rows.append(
            {
                "level": "Region",
                "name_of": company.name(region),
                "parent": round(planned / cushion),
                "source": f"company-plan.xlsx · {_('Units')}",
            }
        )
    return rows


def _pipeline(random: np.random.Generator, company: Company) -> Rows:
    _ = company.say
    customers = (
        company.name("Northgate Terminals"),
        company.name("Delta Castings"),
        company.name("City of Eastport"),
        company.name("Evergreen Packaging"),
    )
    stages = (("Engaging", 0.25), ("Proposal", 0.5), ("Negotiation", 0.75))
    rows: Rows = []
    for number, (team, (_region, names)) in enumerate(TEAMS.items()):
        for deal in range(2):
            stage, probability = stages[(number + deal) % 3]
            rows.append(
                {
                    "unit": company.name(team),
                    "id": f"O-{deal + 1}",
                    "customer": customers[(number + deal) % 4],
                    "owner": company.name(names[deal]),
                    "product": _("Software"),
                    "stage": stage,
                    "state": "Slipping" if number == 3 else "Open",
                    "amount": round(float(random.uniform(250_000, 900_000)), -3) * company.factor,
                    "probability": probability,
                    "expected": datetime.date(2026, 6 + number % 5, 15),
                    "file": _file(team, "crm", company),
                    "sheet": _("Opportunities"),
                    "row": 5 + deal,
                }
            )
    return rows


def _risks(company: Company) -> Rows:
    """The register of the first team, worked out as its workbook does."""
    _ = company.say
    levels = ((17, "Critical"), (10, "High"), (5, "Medium"), (0, "Low"))
    rows: Rows = []
    for number, row in enumerate(risk_register_sample.filling(company).tables["risks"]):
        if row["closed"]:
            continue
        residual = row["likelihood"] * row["impact"] * (1 - row["control"])
        rows.append(
            {
                "unit": company.name(risk_register_sample.TEAM),
                **{key: row[key] for key in ("id", "risk", "category", "likelihood", "impact", "owner", "due")},
                "residual": residual,
                "level": next(level for start, level in levels if residual >= start),
                "expected": row["probability"] * row["loss"],
                "status": "Done" if row["done"] else "Open",
                "file": _file(risk_register_sample.TEAM, "risks", company),
                "sheet": _("Risks"),
                "row": 5 + number,
            }
        )
    return rows


def _sources(company: Company) -> Rows:
    _ = company.say
    kinds = (("plan", _("Target plan")), ("scorecard", _("Team scorecard")), ("crm", _("CRM log")))
    rows: Rows = [
        {
            "file": _file(team, key, company),
            "kind": title,
            "unit": company.name(team),
            "owner": company.name(names[0]),
            "state": "Accepted",
            "errors": 0,
            "warnings": 0,
            "saved": AS_OF,
        }
        for team, (_region, names) in TEAMS.items()
        for key, title in kinds
    ]
    refused = {
        "file": _file("South Coast", "risks", company),
        "kind": _("Risk register"),
        "state": "Left out",
        "errors": 1,
        "warnings": 0,
        "reason": _("Risks!D7: Category is empty; expected one of the list. Choose one from the list."),
    }
    return [*rows, {**rows[0], "file": _file("North Harbour", "risks", company), "kind": _("Risk register")}, refused]
