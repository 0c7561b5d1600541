"""A pool: what Ann, Bo and Cy sell together, shared among them."""

from __future__ import annotations

from typing import Any

from tests.rollup.paid_by_plan import Payees, month

NAMES = ("Ann", "Bo", "Cy")
Shares = tuple[float | None, ...]


def pool(shares: Shares, sold: list[float], *, first: int = 1, **plan: Any) -> Payees:
    """Ann sells, for a quota of 1,000 a month; 7 % of all up to it and 10 % above are the pool.

    Those without a share are no members, and those who share it do from a month on.
    """
    payees = Payees()
    values = {"span": "year", "measure": "pool", **plan}
    payees.add("Ann", sold, [1000.0] * 12, {0: 0.07, 1: 0.1}, **values)
    for table in ("plans", "plan_rates"):
        payees.tables[table] = [{**row, "plan": "POOL"} for row in payees.tables[table]]
    for name in NAMES[1 : len(shares)]:
        payees.tables["team"].append({"member": name, "person_id": name, "role": "Seller", "quota": 0})
        zeros = [{"month": month(number), "member": name, "actual": 0.0} for number in range(1, 7)]
        payees.tables["actuals"] += zeros
    payees.tables["plan_members"] = share(shares, first)
    return payees


def share(shares: Shares, first: int, last: int | None = None) -> list[dict[str, Any]]:
    """Rows of Plan of a member."""
    ends = None if last is None else month(last)
    return [
        {"member": name, "begins": month(first), "ends": ends, "plan": "POOL", "share": each}
        for name, each in zip(NAMES, shares, strict=False)
    ]
