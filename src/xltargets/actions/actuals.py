"""A CRM's won deals as the actuals of a target plan: by period into Review, and by person."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.actions.registry import Changes, Outcome
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.importing.account import Account, Remark, Told, exact_sum, shown
from xltargets.importing.deal_rows import DealRows, read_deals
from xltargets.importing.deals import won_deals
from xltargets.importing.options import ImportOptions
from xltargets.importing.sources import Deals
from xltargets.importing.texts import one_spelling, text_of
from xltargets.units.days import day_of
from xltargets.units.names import name_key
from xltargets.views.view import View
from xltargets.views.year_kinds import year_in

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from xltargets.workbooks.contents import Contents


@dataclass(frozen=True, slots=True)
class Actuals:
    """What goes into Review, what each person won, and what became of the deals."""

    outcome: Outcome
    by_person: dict[str, float]
    used: list[Remark]
    not_used: list[Remark]
    account: Account


def actuals_from_deals(contents: Contents, deals: Path, as_of: float, reading: ImportOptions | None = None) -> Actuals:
    """New actuals for each period that has ended by the day, and what each person won in these periods.

    A period without a won deal gets 0: it has ended, and nothing was won. Amounts are in the plan's currency; people
    are known by the names and IDs of its Units. Raises a `SourceProblem` for the deals.
    """
    view = View.of(contents, as_of)
    if view.template is None or view.template.key != "target-plan":
        raise ValueProblem("workbook", view.kind, N_("expected a target plan"))
    currency = view.fields["settings.currency"].value
    options = reading or ImportOptions()
    if currency:
        options = dataclasses.replace(options, currency=str(currency), of_workbook=True)
    told = Told()
    units = view.tables["units"]
    listed = {key: [units.column(key).value(row - units.rows.start) for row in units.rows_in_use] for key in _OF_UNITS}
    names = [str(name) for name in listed["person"] if name]
    pairs = zip(listed["person_id"], listed["person"], strict=True)
    ids = {name_key(str(own)): str(name) for own, name in pairs if own not in (None, "") and name}
    rows = _with_names(read_deals(deals, Deals, options, told, only_won=True, ids=ids), ids)
    won = won_deals(rows, options.date_order)
    won = won.assign(person=one_spelling(won["person"], Deals.person.label, told.not_used, names))
    changes, kept = _by_period(view, won, as_of)
    inside = won.loc[kept]
    _tell_outside(won.drop(index=kept), rows.account, told)
    people = {str(one): exact_sum(own["amount"]) for one, own in inside.groupby("person", sort=False)}
    account = rows.account.remark(of_several=rows.of_several)
    told.used[:] = [*(one for one in told.used if one.message != account.message), account]
    message = Phrase(N_("Actuals were taken from {path}."), path=deals.name)
    return Actuals(Outcome(message, changes=changes), people, told.used, told.not_used, rows.account)


_OF_UNITS = ("person", "person_id")


def _with_names(rows: DealRows, ids: dict[str, str]) -> DealRows:
    """The deals with the plan's names where they have only its Person IDs."""
    persons, own = text_of(rows.frame["person"]), text_of(rows.frame["person_id"])
    names = [ids.get(name_key(one), name) for one, name in zip(own, persons, strict=True)]
    return dataclasses.replace(rows, frame=rows.frame.assign(person=names))


def _by_period(view: View, won: pd.DataFrame, as_of: float) -> tuple[Changes, list[int]]:
    """The actual of each period that has ended, and the rows of the deals that are in one."""
    review = view.tables["review"]
    months = int(view.fields["settings.period_months"].value or 1)  # type: ignore[arg-type]
    year = year_in(view)
    changes: Changes = {}
    kept: list[int] = []
    for row in review.rows:
        serial = review.sheet.value(row, review.column_index["month"])
        if not isinstance(serial, float):
            continue
        if year is None:
            continue
        first, last = year.days(serial, months)
        if last > as_of:
            break
        inside = won[(won["day"] >= day_of(first)) & (won["day"] <= day_of(last))]
        changes.setdefault(review.sheet.name, {})[row, review.column_index["actual"]] = exact_sum(inside["amount"])
        kept += map(int, inside.index)
    return changes, kept


def _tell_outside(outside: pd.DataFrame, account: Account, told: Told) -> None:
    """Won deals of a period that has not ended, or of another year, are no actuals."""
    if outside.empty:
        return
    message = N_(
        "{count} won {count:deal|deals} ({total}) {count:was|were} closed in no period that has ended, and {count:is "
        "no actual|are no actuals}."
    )
    remark = Remark(message, len(outside), {"total": shown(exact_sum(outside["amount"]))})
    told.not_used.append(remark)
    account.leave_out(outside.index, remark)
