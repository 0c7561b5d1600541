"""One scorecard in which each member is paid by another plan, most of them as somebody published it.

A member's plan has the member's name; the sources stand beside the tests.
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from xltargets.building.builder import build
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

DAY = datetime.date
END_OF_JUNE = 46203.0  # 2026-06-30
Rows = list[dict[str, Any]]
MARGINAL = {"mode": "marginal", "counted": "attainment", "change": "prospective"}


def month(number: int) -> datetime.date:
    """A month of the year."""
    return DAY(2026, number, 1)


class Payees:
    """Members with plan, tiers and months, gathered into the tables of a scorecard."""

    def __init__(self) -> None:
        names = ("team", "quotas", "actuals", "plans", "plan_rates", "plan_members", "adjustments", "credits")
        self.tables: dict[str, Rows] = {name: [] for name in names}

    def add(self, name: str, sold: list[float], quotas: list[float], tiers: dict[float, float], **plan: Any) -> None:
        """A member with six months of sales and twelve of quotas."""
        values = {**MARGINAL, "span": "month", **plan}
        self.tables["team"].append({"member": name, "person_id": name, "role": "Seller", "quota": sum(quotas)})
        self.tables["plans"].append({"plan": name, **values})
        self.tables["plan_members"].append({"member": name, "begins": month(1), "plan": name})
        self.rates(name, 1, tiers)
        for number, amount in enumerate(quotas, 1):
            row = {"month": month(number), "member": name, "person_id": name, "quota": amount}
            self.tables["quotas"].append(row)
        for number, amount in enumerate(sold + [0.0] * (6 - len(sold)), 1):
            self.tables["actuals"].append({"month": month(number), "member": name, "actual": amount})

    def rates(self, plan: str, first: int, tiers: dict[float, float], **whose: str) -> None:
        """Tiers of a plan from a month on."""
        for start, rate in tiers.items():
            row = {"plan": plan, "effective": month(first), "start": start, "rate": rate, **whose}
            self.tables["plan_rates"].append(row)

    def sales(self, name: str, *sold: tuple[str, int, float, str, str]) -> None:
        """Sales in Credits: number, month, amount, product, category."""
        for deal, number, amount, product, category in sold:
            row = {"deal": deal, "sold": month(number), "booked": month(number), "amount": amount, "member_1": name}
            self.tables["credits"].append(row | {"product": product or None, "category": category or None})

    def late(self, name: str, of: int, booked: int, amount: float) -> None:
        """What came late for a month."""
        row = {"month": month(booked), "member": name, "of": month(of), "amount": amount}
        self.tables["adjustments"].append(row)

    def contents(self) -> Contents:
        """The workbook, worked out."""
        return read(self.file())

    def file(self) -> Path:
        """The workbook as a file of its own."""
        settings = {"organisation": "Acme", "unit": "North", "owner": "Dana Fox", "currency": "USD", "unit_id": "north"}
        path = Path(mkdtemp(prefix="xltargets-plans-")) / "scorecard.xlsx"
        lists = [{"role": "Seller"}]
        chosen = {"member": self.tables["team"][0]["member"], "month": month(6)}
        forms = {"settings": {**settings, "year_start": month(1), "decimals": 2}, "statement": chosen}
        build(TEMPLATES["team-scorecard"], path, Filling(forms, {**self.tables, "lists": lists}))
        return path


def extract_of(contents: Contents) -> Extract:
    """Its figures at the end of June."""
    return extract_view(View.of(contents, END_OF_JUNE), "plans.xlsx")


def scorecard_of(contents: Contents) -> Scorecard:
    """It, as the ledger looks at it."""
    return Scorecard(extract_of(contents))


@cache
def two_plans(agreed: bool = False) -> Contents:
    """Ann by AE-2026 until March and by AM-2026 from then on; AE-2026 has three tiers of the year."""
    payees = Payees()
    payees.add("AE-2026", [1000.0] * 6, [1000.0] * 12, {0: 0.05, 1: 0.08, 1.5: 0.1}, span="year", draw=100)
    payees.add("AM-2026", [1000.0] * 6, [1000.0] * 12, {0: 0.05})
    for table in ("team", "quotas", "actuals", "plan_members"):
        rows = payees.tables[table]
        rows[:] = [{**row, "member": "Ann"} for row in rows if row["member"] == "AE-2026" or table == "plan_members"]
    payees.tables["plan_members"][0]["ends"] = month(3)
    payees.tables["plan_members"][1]["begins"] = month(4)
    if agreed:
        payees.tables["agreed"] = [{"member": "Ann", "plan": month(1), "day": month(1)}]
    return payees.contents()
