"""A CRM's won deals as the actuals of a target plan: by period into Review, and by person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.registry import Changes, Outcome
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.importing.account import Told
from xltargets.importing.deal_rows import read_deals
from xltargets.importing.deals import won_deals
from xltargets.importing.options import ImportOptions
from xltargets.importing.sources import Deals
from xltargets.units.days import day_of, months_later, serial_of
from xltargets.views.view import View

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.workbooks.contents import Contents


def actuals_from_deals(contents: Contents, deals: Path, as_of: float) -> tuple[Outcome, dict[str, float]]:
    """New actuals for each period that has ended by the day, and what each person won in these periods.

    A period without a won deal gets 0: it has ended, and nothing was won. Raises a `SourceProblem` for the deals.
    """
    view = View.of(contents, as_of)
    if view.template is None or view.template.key != "target-plan":
        raise ValueProblem("workbook", view.kind, N_("expected a target plan"))
    currency = view.fields["settings.currency"].value
    options = ImportOptions(currency=str(currency) if currency else None)
    won = won_deals(read_deals(deals, Deals, options, Told(), only_won=True), None)
    review = view.tables["review"]
    months = int(view.fields["settings.period_months"].value or 1)  # type: ignore[arg-type]
    changes: Changes = {}
    people: dict[str, float] = {}
    for row in review.rows:
        serial = review.sheet.value(row, review.column_index["month"])
        if not isinstance(serial, float):
            continue
        start = day_of(serial)
        end = months_later(start, months)
        if serial_of(end) > as_of + 1:
            break
        inside = won[(won["month"] >= start) & (won["month"] < end)]
        changes.setdefault(review.sheet.name, {})[row, review.column_index["actual"]] = float(inside["amount"].sum())
        for person, amount in inside.groupby("person")["amount"].sum().items():
            people[str(person)] = people.get(str(person), 0.0) + float(amount)
    message = Phrase(N_("Actuals were taken from {path}."), path=deals.name)
    return Outcome(message, changes=changes), people
