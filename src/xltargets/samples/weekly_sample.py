"""Two weeks of a sample team: all hand in the first, one has yet to hand in the second."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_

if TYPE_CHECKING:
    from xltargets.samples.companies import Company

WEEKS = (datetime.date(2026, 5, 22), datetime.date(2026, 5, 29))
"""Fridays of the last two weeks of May."""
_FIGURES = ((8, 22, 1, 46_000, 31_000), (6, 30, 2, 38_000, 42_000), (9, 18, 0, 0, 27_000))
"""Visits, calls, new customers, contract amount, collected; member after member, in turn."""
_PLANS = (
    N_("Two offers to close, and a first visit to three new prospects."),
    N_("Sign the renewal that is due, and go through all open invoices."),
    N_("Product demonstration with the technical colleagues on Wednesday."),
)
_PROBLEMS = (
    N_("A customer asks for 60 days to pay: needs a decision by Tuesday."),
    "",
    N_("The sample for the trial is late: help from the warehouse by Thursday."),
)


def weekly_reports(names: list[str], company: Company) -> list[dict[str, Any]]:
    """A row for each member and week; the last member's second one is missing."""
    rows: list[dict[str, Any]] = []
    for week, day in enumerate(WEEKS):
        for number, name in enumerate(names):
            if week and number == len(names) - 1:
                continue
            visits, calls, customers, contract, collected = _FIGURES[(number + week) % len(_FIGURES)]
            problem = _PROBLEMS[(number + week) % len(_PROBLEMS)]
            rows.append(
                {
                    "day": day,
                    "member": name,
                    "visits": visits + week,
                    "calls": calls - number,
                    "customers": customers,
                    "contract": company.money(contract),
                    "collected": company.money(collected),
                    "plan": company.say(_PLANS[(number + week) % len(_PLANS)]),
                    "problems": company.say(problem) if problem else None,
                }
            )
    return rows
