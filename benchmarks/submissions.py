"""Realistic submissions to measure with: the samples of every template, and workbooks as large as large teams have.

All of them come from the sample company, its rows repeated under other names, so that each is a workbook that people
could hand in and that gives few findings.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.samples.submissions import AS_OF
from xltargets.spine.loaded import line_of_whole
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling, with_offers
from xltargets.templates.team_scorecard.quotas import Quotas

Rows = list[dict[str, object]]


def crm_log(customers: int = 1_500) -> Filling:
    """As many orders and contacts as customers, and a fifth as many deals."""
    filling = sample("crm-log")
    tables = dict(filling.tables)
    known = [str(row["customer"]) for row in tables["customers"]]

    def name(number: int) -> str:
        return known[number] if number < len(known) else f"{known[number % len(known)]} {number // len(known) + 1}"

    def rows(table: str, count: int, key: str = "", pattern: str = "") -> Rows:
        found = tables[table]
        made = []
        for number in range(count):
            row = dict(found[number % len(found)])
            agreed = [one for one in range(customers) if one % len(known) != _NOT_AGREED]
            row["customer"] = name(number) if table == "customers" else name(agreed[number % len(agreed)])
            made.append(row | ({key: pattern.format(number + 1)} if key else {}))
        return made

    tables["customers"] = rows("customers", customers)
    tables["orders"] = rows("orders", customers, "order", "A-{}")
    tables["contacts"] = rows("contacts", customers)
    tables["opportunities"] = rows("opportunities", customers // 5, "id", "O-{}")
    return Filling(filling.forms, tables)


_NOT_AGREED = 7
"""The place, in the sample, of the customer who must not be contacted."""


def team_scorecard(people: int = 40) -> Filling:
    """Each of the sample's members several times, with all that belongs to them."""
    filling = sample("team-scorecard")
    members = [str(row["member"]) for row in filling.tables["team"]]
    tables = _with_more(filling, members, people, "member", ("refunds", "training", "awards"))
    source = "plan.xlsx", "Grid"
    tables["loaded"] = [line_of_whole(Quotas, tables["quotas"], source, AS_OF, str), *tables["loaded"][1:]]
    return Filling(filling.forms, tables)


def target_plan(people: int = 60) -> Filling:
    """Sixty people with three years of sales each, split over twelve months."""
    filling = sample("target-plan")
    members = [str(row["person"]) for row in filling.tables["units"]]
    return Filling(filling.forms, _with_more(filling, members, people, "person", ("objectives", "actions")))


def _with_more(filling: Filling, members: list[str], people: int, key: str, kept: tuple[str, ...]) -> dict[str, Rows]:
    """The tables with the rows of each member repeated under further names, those that are kept aside."""
    tables: dict[str, Rows] = {}
    for table, rows in filling.tables.items():
        tables[table] = list(rows)
        if table in kept or not any(row.get(key) in members for row in rows):
            continue
        copies = range(1, -(-people // len(members)))
        for copy in copies:
            wanted = {name: f"{name} {copy + 1}" for name in members[: people - copy * len(members)]}
            for row in rows:
                if row.get(key) in wanted:
                    own = {"person_id": f"{row['person_id']}-{copy + 1}"} if row.get("person_id") else {}
                    tables[table].append(row | {key: wanted[str(row[key])]} | own)
    return tables


def risk_register(risks: int = 80) -> Filling:
    """The sample's risks under further numbers, and twenty indicators."""
    filling = sample("risk-register")
    tables = dict(filling.tables)
    found, indicators = tables["risks"], tables["kris"]
    tables["risks"] = [dict(found[number % len(found)]) for number in range(risks)]
    for number, row in enumerate(tables["risks"]):
        row["id"] = f"R{number + 1}"
        row["risk"] = f"{row['risk']} {number // len(found) + 1}"
    tables["kris"] = [
        indicators[number % len(indicators)]
        | {"indicator": f"{indicators[number % len(indicators)]['indicator']} {number // len(indicators) + 1}"}
        for number in range(20)
    ]
    return Filling(filling.forms, tables)


LARGE: dict[str, tuple[str, Callable[[], Filling]]] = {
    "CRM log, 1,500 customers and orders": ("crm-log", crm_log),
    "scorecard, 40 people": ("team-scorecard", team_scorecard),
    "plan, 60 people x 12 months": ("target-plan", target_plan),
    "register, 80 risks": ("risk-register", risk_register),
}
SAMPLES = ("crm-log", "team-scorecard", "target-plan", "risk-register")


def write(folder: Path) -> dict[str, Path]:
    """The workbooks by what they are; those that the folder has already are not built again."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"sample: {key}": (key, lambda key=key: sample(key)) for key in SAMPLES} | LARGE
    written = {}
    for words, (key, filling) in wanted.items():
        path = folder / f"{words.replace(': ', '-').replace(' ', '-').replace(',', '')}.xlsx"
        if not path.exists():
            template = TEMPLATES[key]
            build(template, path, with_offers(template, filling()))
        written[words] = path
    return written
