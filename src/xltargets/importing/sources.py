"""People's own files, declared: which columns a CRM's export, a team list or a product list has.

By what headers they are recognised stands in the profiles, `common.toml` for all files.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from xltargets.importing.profiles import common, labels
from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column

STAGES: dict[str, tuple[str, ...]] = {code: tuple(words) for code, words in common()["stages"].items()}
"""What CRMs call the stages of a CRM log."""
WON, LOST = STAGES["Won"], STAGES["Lost"]

INDUSTRIES = (
    "agriculture",
    "automotive",
    "banking",
    "chemicals",
    "construction",
    "consulting",
    "education",
    "employment",
    "energy",
    "entertainment",
    "finance",
    "government",
    "healthcare",
    "hospitality",
    "insurance",
    "logistics",
    "manufacturing",
    "marketing",
    "media",
    "medical",
    "mining",
    "non-profit",
    "pharmaceuticals",
    "public sector",
    "real estate",
    "retail",
    "services",
    "software",
    "technology",
    "telecommunications",
    "transport",
    "travel",
    "utilities",
    "wholesale",
)
"""How usual sectors are spelt, so that one letter amiss is noticed; any other word is as good."""


def _of(table: str, key: str, kind: Kind, label: str, **options: Any) -> Any:
    """A column with the headers that the profiles know for it."""
    return column(kind, label, synonyms=labels(table, key), **options)


class Deals(schema.Table):
    """Deals of a CRM, one row for each."""

    person = _of("deals", "person", Kind.TEXT, _("Person"), required=True)
    closed = _of("deals", "closed", Kind.DATE, _("Closed"), required=True)
    amount = _of("deals", "amount", Kind.AMOUNT, _("Amount"), required=True)
    stage = _of("deals", "stage", Kind.TEXT, _("Stage"))
    product = _of("deals", "product", Kind.TEXT, _("Product"))
    account = _of("deals", "account", Kind.TEXT, _("Account"))
    currency = _of("deals", "currency", Kind.TEXT, _("Currency"))
    is_won = _of("deals", "is_won", Kind.TEXT, _("Is won"))
    kind = _of("deals", "kind", Kind.TEXT, _("Kind of document"))
    id = _of("deals", "id", Kind.TEXT, _("No."))
    person_id = _of("deals", "person_id", Kind.TEXT, _("Person ID"))
    unit = _of("deals", "unit", Kind.TEXT, _("Unit"))


class CrmDeals(Deals):
    """Deals of a CRM with their customers, won, lost and open."""

    account = _of("deals", "account", Kind.TEXT, _("Customer"), required=True)
    created = _of("deals", "created", Kind.DATE, _("Created"))
    expected = _of("deals", "expected", Kind.DATE, _("Expected close"))
    lost_on = _of("deals", "lost_on", Kind.DATE, _("Lost on"))
    expected_amount = _of("deals", "expected_amount", Kind.AMOUNT, _("Expected amount"))


class Customers(schema.Table):
    """A list of customers, one row for each."""

    account = _of("customers", "account", Kind.TEXT, _("Customer"), required=True)
    segment = _of("customers", "segment", Kind.TEXT, _("Segment"))
    revenue = _of("customers", "revenue", Kind.AMOUNT, _("Revenue"))


class People(schema.Table):
    """A team list, one row for each person."""

    person = _of("people", "person", Kind.TEXT, _("Person"), required=True)
    id = _of("people", "id", Kind.TEXT, _("Person ID"))
    region = _of("people", "region", Kind.TEXT, _("Region"))
    team = _of("people", "team", Kind.TEXT, _("Team"))
    channel = _of("people", "channel", Kind.TEXT, _("Channel"))
    product = _of("people", "product", Kind.TEXT, _("Product"))
    quota = _of("people", "quota", Kind.AMOUNT, _("Quota of the year"))
    currency = _of("people", "currency", Kind.TEXT, _("Currency"))
    start = _of("people", "start", Kind.DATE, _("Member from"))
    until = _of("people", "until", Kind.DATE, _("Member until"))
    share = _of("people", "share", Kind.RATIO, _("Share of time"))


class Targets(schema.Table):
    """Targets that exist already, one row for each person and period."""

    period = _of("targets", "period", Kind.TEXT, _("Period"), required=True)
    person = _of("targets", "person", Kind.TEXT, _("Person"), required=True)
    amount = _of("targets", "amount", Kind.AMOUNT, _("Target"), required=True)
    currency = _of("targets", "currency", Kind.TEXT, _("Currency"))
    person_id = _of("targets", "person_id", Kind.TEXT, _("Person ID"))
    region = _of("targets", "region", Kind.TEXT, _("Region"))
    team = _of("targets", "team", Kind.TEXT, _("Team"))
    channel = _of("targets", "channel", Kind.TEXT, _("Channel"))
    product = _of("targets", "product", Kind.TEXT, _("Product"))


class Products(schema.Table):
    """A product list."""

    product = _of("products", "product", Kind.TEXT, _("Product"), required=True)


class PricedProducts(Products):
    """A product list with prices."""

    price = _of("products", "price", Kind.AMOUNT, _("Price"))


class RiskState(schema.Table):
    """What a list of risks says besides the register's own inputs."""

    status = _of("risks", "status", Kind.TEXT, _("Status"))


def without_person(declared: Any) -> Any:
    """The same deals, whose people may be told by their ids alone."""

    class Identified(declared):  # type: ignore[misc]
        """Deals whose people have ids."""

        person = dataclasses.replace(declared["person"], required=False)

    return Identified
