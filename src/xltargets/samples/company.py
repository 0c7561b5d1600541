"""A made-up company with 3 regions, 6 teams, 35 people and 3 years of sales, from a fixed seed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from xltargets.errors import N_
from xltargets.samples.companies import FIRST, Company

SEED = 7
MONTHS = 36
FIRST_MONTH = datetime.date(2023, 1, 1)
SEASON = (0.82, 0.86, 1.05, 0.94, 0.98, 1.12, 0.88, 0.84, 1.08, 1.02, 1.12, 1.29)
"""A year of a business that closes its quarters, and December most of all."""
GROWTH = 0.08
FIRST_ID = 101

TEAMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "North Harbour": (
        "North",
        ("Alice Moreau", "Ben Okafor", "Chen Wei", "Dana Novak", "Erik Lund", "Fatima Haddad"),
    ),
    "North Lakes": (
        "North",
        ("Grace Kim", "Hugo Meyer", "Ines Costa", "Jonas Berg", "Keiko Tanaka", "Liam Walsh"),
    ),
    "Central Plains": (
        "Central",
        ("Mona Rossi", "Nils Holm", "Olga Petrova", "Pablo Ruiz", "Qing Li", "Rosa Bianchi"),
    ),
    "Central Rivers": (
        "Central",
        ("Sam Carter", "Tara Singh", "Umar Khan", "Vera Horak", "Wang Fang", "Xenia Popov"),
    ),
    "South Bay": (
        "South",
        ("Yara Nasser", "Zoe Clark", "Adam Nowak", "Bianca Silva", "Carl Jensen", "Diya Patel"),
    ),
    "South Coast": (
        "South",
        ("Emma Larsen", "Farid Aziz", "Giulia Conti", "Hao Chen", "Iris Vogel"),
    ),
}
CHANNELS = (N_("Direct"), N_("Partner"), N_("Online"))
PRODUCTS = (N_("Hardware"), N_("Software"), N_("Services"))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who sells, and what they sold month by month."""

    name: str
    region: str
    team: str
    channel: str
    product: str
    sales: tuple[float, ...]
    """Of the last 36 months, by whoever sold to the person's customers."""
    person_id: str


def months() -> list[datetime.date]:
    """The first days of the months of history."""
    first = np.datetime64(FIRST_MONTH, "M")
    days: list[datetime.date] = (first + np.arange(MONTHS)).astype("datetime64[D]").tolist()
    return days


def people(company: Company = FIRST) -> list[Person]:
    """All 35, by the names of the story, with 36 months of sales each: a level of their own, growth, season, luck."""
    random = np.random.Generator(np.random.PCG64(SEED))
    found: list[Person] = []
    for team, (region, names) in TEAMS.items():
        for index, name in enumerate(names):
            level = random.uniform(28_000, 64_000)
            trend = (1 + GROWTH) ** (np.arange(MONTHS) / 12)
            luck = random.lognormal(0, 0.12, MONTHS)
            sales = np.round(level * trend * np.tile(SEASON, MONTHS // 12) * luck, -1) * company.factor
            found.append(
                Person(
                    name,
                    region,
                    team,
                    CHANNELS[index % len(CHANNELS)],
                    PRODUCTS[(index + len(team)) % len(PRODUCTS)],
                    tuple(sales.tolist()),
                    f"E{FIRST_ID + len(found)}",
                )
            )
    return found
