"""A filled CRM log of the sample company: customers of one team, with contacts, deals, orders and what they said."""

from __future__ import annotations

import datetime

import numpy as np

from xltargets.errors import N_
from xltargets.samples.companies import FIRST, YEAR_START, Company
from xltargets.samples.company import PRODUCTS, SEED, TEAMS
from xltargets.samples.sales import AS_OF, change_of, members, sold, total
from xltargets.templates.content import Filling
from xltargets.units.names import for_file

TEAM = "North Harbour"
Rows = list[dict[str, object]]
NO_CONSENT = 7
"""The place of a customer who has not agreed to be contacted, and is not."""


def filling(company: Company = FIRST) -> Filling:
    """Sixteen customers, five months of the year, looked at on its last day."""
    _ = company.say
    random = np.random.Generator(np.random.PCG64([SEED, 5]))
    people = [company.name(name) for name in TEAMS[TEAM][1]]
    products = [_(product) for product in PRODUCTS]
    customers = _customers(people, company)
    names = [str(row["customer"]) for row in customers]
    contacts = _contacts(names, people, random, company)
    opportunities = _opportunities(names, people, products, random, company)
    won = sum(float(str(row["amount"])) for row in opportunities if row["stage"] == "Won")
    settings = {
        "organisation": company.name("Contoso Trading"),
        "unit": company.name(TEAM),
        "owner": people[0],
        "currency": company.currency,
        "shown_in": company.shown_in,
        "year_start": YEAR_START,
        "as_of": AS_OF,
        "unit_id": for_file(company.name(TEAM)),
        "target": total(TEAM, company),
        "won_before": sum(sold(TEAM, company)) - won,
    }
    return Filling(
        {"settings": settings},
        {
            "words": _words(people, products, customers),
            "customers": customers,
            "contacts": contacts,
            "opportunities": opportunities,
            "orders": _orders(names, products, random, company),
            "feedback": _feedback(names, people, company),
            "satisfaction": _satisfaction(names, random),
        },
    )


def _words(people: list[str], products: list[str], customers: Rows) -> Rows:
    segments = list(dict.fromkeys(str(row["segment"]) for row in customers))
    length = max(len(people), len(products), len(segments))
    lists = {"segment": segments, "person": people, "product": products}
    return [{key: values[index] for key, values in lists.items() if index < len(values)} for index in range(length)]


def _customers(people: list[str], company: Company) -> Rows:
    _ = company.say
    ports, makers, public = _("Ports and logistics"), _("Small manufacturers"), _("Public sector")
    figures = (
        ("Northgate Terminals", ports, "A", 88, _("Answers by phone within the day; spare parts on site")),
        ("Harbour Freight Union", ports, "A", 74, _("Framework contract ends in September")),
        ("Seaway Logistics", ports, "B", 66, _("Wants one invoice a month")),
        ("Polar Shipping", ports, "B", 58, _("English only; decides in March and October")),
        ("Anchor Warehouses", ports, "C", 71, ""),
        ("Birch and Sons", makers, "B", 82, _("Values training for the shop floor")),
        ("Copper Valley Tools", makers, "B", 63, _("Price first; compares three offers")),
        ("Delta Castings", makers, "C", 49, _("Pays late in summer")),
        ("Evergreen Packaging", makers, "A", 91, _("Would be a reference customer")),
        ("Falcon Precision", makers, "B", 77, _("Certificates needed with each delivery")),
        ("Granite Works", makers, "C", 55, ""),
        ("Hillside Dairy", makers, "C", 69, _("Cold rooms only")),
        ("City of Eastport", public, "A", 95, _("Tenders in the first quarter")),
        ("Coast Hospital", public, "B", 90, _("Data protection comes first")),
        ("Lakes Water Board", public, "B", 86, _("Long decisions, long contracts")),
        ("Northern College", public, "C", 84, _("Budget is spent in November")),
    )
    return [
        {
            "customer": company.name(name),
            "segment": segment,
            "tier": tier,
            "owner": people[number % len(people)],
            "credit": credit,
            "needs": needs,
            "consent": "No" if number == NO_CONSENT else "Yes",
            "consent_on": None if number == NO_CONSENT else datetime.date(2025, 1 + number % 12, 10),
        }
        for number, (name, segment, tier, credit, needs) in enumerate(figures)
    ]


def _days_before(days: int) -> datetime.date:
    return AS_OF - datetime.timedelta(days)


def _whoever(people: list[str], number: int, day: datetime.date) -> str:
    """Who looks after something on a day: one of the team, or its lead while that one is not there."""
    change = change_of(members(TEAM)[number % len(people)])
    is_there = (change.joined is None or change.joined <= day) and (change.left is None or change.left >= day)
    return people[number % len(people) if is_there else 0]


def _contacts(names: list[str], people: list[str], random: np.random.Generator, company: Company) -> Rows:
    _ = company.say
    subjects = (
        (_("Went through open orders"), _("Send the new delivery dates")),
        (_("Talked about the renewal of the contract"), _("Offer by the end of the month")),
        (_("Showed the service package"), _("Visit the shop floor together")),
        (_("Asked about a complaint"), _("Tell them what was changed")),
        (_("Met at the trade fair"), _("Invite to the seminar")),
    )
    ways = ("Visit", "Phone", "E-mail", "Online", "Event")
    last = (12, 41, 24, 75, 118, 33, 57, 130, 9, 62, 90, 45, 21, 38, 66, 101)
    rows: Rows = []
    for number, name in enumerate(names):
        if number == NO_CONSENT:
            continue
        for back in (last[number] + int(random.integers(35, 60)), last[number]):
            summary, step = subjects[(number + back) % len(subjects)]
            rows.append(
                {
                    "day": _days_before(back),
                    "customer": name,
                    "way": ways[(number + back) % len(ways)],
                    "by": _whoever(people, number, _days_before(back)),
                    "summary": summary,
                    "next_step": step,
                }
            )
    return sorted(rows, key=lambda row: str(row["day"]))


def _opportunities(
    names: list[str], people: list[str], products: list[str], random: np.random.Generator, company: Company
) -> Rows:
    stages = ("Prospecting", "Engaging", "Proposal", "Negotiation", "Won", "Lost")
    shares = (0.28, 0.24, 0.18, 0.12, 0.12, 0.06)
    rows: Rows = []
    for number in range(42):
        stage = stages[int(random.choice(len(stages), p=shares))]
        created = _days_before(int(random.integers(20, 150)))
        row: dict[str, object] = {
            "id": f"O-{number + 1}",
            "customer": names[int(random.integers(len(names)))],
            "owner": "",
            "product": products[int(random.integers(len(products)))],
            "stage": stage,
            "amount": company.money(int(round(float(random.lognormal(11, 0.6)), -3))),
            "created": created,
        }
        expected = AS_OF + datetime.timedelta(int(random.integers(-25, 150)))
        is_closed = stage in ("Won", "Lost")
        closed = _days_before(int(random.integers(1, 19))) if is_closed else None
        row |= {"owner": _whoever(people, number, closed or expected), "expected": expected, "closed": closed}
        rows.append(row)
    return rows


def _orders(names: list[str], products: list[str], random: np.random.Generator, company: Company) -> Rows:
    rows: Rows = []
    for _number in range(64):
        customer = names[min(int(random.exponential(4.5)), len(names) - 2)]
        rows.append(
            {
                "day": _days_before(int(random.integers(0, 510))),
                "customer": customer,
                "product": products[int(random.integers(len(products)))],
                "amount": company.money(int(round(float(random.lognormal(9.8, 0.7)), -2))),
            }
        )
    rows.sort(key=lambda row: str(row["day"]))
    return [row | {"order": f"A-{2_001 + number}"} for number, row in enumerate(rows)]


_FEEDBACK = (
    (
        88,
        1,
        "Phone",
        "Delivery",
        "High",
        N_("Controllers came three weeks late"),
        N_("Air freight, credit note"),
        70,
        "Yes",
    ),
    (
        61,
        6,
        "E-mail",
        "Price",
        "Low",
        N_("The second offer was dearer than the first"),
        N_("Explained the surcharge"),
        55,
        "Yes",
    ),
    (
        47,
        13,
        "Visit",
        "Service",
        "Medium",
        N_("Nobody answered on a Friday"),
        N_("On-call list handed over"),
        30,
        "No",
    ),
    (26, 1, "Phone", "Service", "High", N_("Two visits without a result"), N_("Expert on site in June"), None, None),
    (19, 8, "Online", "Product", "Low", N_("Praise for the new display"), "", 19, "Yes"),
    (
        8,
        3,
        "E-mail",
        "Delivery",
        "Medium",
        N_("Papers were missing"),
        N_("Sent again; cause is looked for"),
        None,
        None,
    ),
)
"""Days ago, customer, way, topic, severity, words, action, days since it was closed, and whether they were told."""


def _feedback(names: list[str], people: list[str], company: Company) -> Rows:
    _ = company.say
    return [
        {
            "received": _days_before(back),
            "customer": names[customer],
            "way": way,
            "topic": topic,
            "severity": severity,
            "words": _(words),
            "owner": people[customer % len(people)],
            "action": _(action),
            "closed": None if closed is None else _days_before(closed),
            "told": told,
        }
        for back, customer, way, topic, severity, words, action, closed, told in _FEEDBACK
    ]


def _satisfaction(names: list[str], random: np.random.Generator) -> Rows:
    rows: Rows = []
    for month, lift in ((2, 0.0), (3, 0.2), (4, 0.1), (5, 0.5)):
        for number in sorted(random.choice(len(names), 9, replace=False).tolist()):
            level = float(random.normal(4.0 + lift, 0.8)) - (1.4 if number in (1, 7) else 0)
            rows.append(
                {
                    "wave": datetime.date(YEAR_START.year, month, 1),
                    "customer": names[number],
                    "csat": int(min(5, max(1, round(level)))),
                    "nps": int(min(10, max(0, round(level * 2 + float(random.normal(0.4, 0.9)))))),
                }
            )
    return rows
