"""XL60: a unit's plan against what the company's plan hands it: its people, and its target by period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.across.given import Across, Disagreement, amount_values, at_field, at_row, source_of_row
from xltargets.rollup.admission import PLAN
from xltargets.rollup.handing_out.people import row_of, same_person
from xltargets.rollup.handing_out.phasing import phased
from xltargets.rollup.loading.interface import Source
from xltargets.rollup.rates import currency_of
from xltargets.units.days import day_of
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.handing_out.company import CompanyPlan, Unit

HAND_OUT = N_("Hand out again, or correct the company's plan.")


@rule("XL607", "plan-behind", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def plan_behind(across: Across) -> Iterator[Disagreement]:
    """A unit's plan does not have the people that the company's plan gives it now.

    What it does
        With --expect, compares the people of each unit, by Person ID or else by name, and their last days.

    Why it matters
        The company's plan was changed after it was handed out. Who joined has no target in the unit, and who left or
        moved has two.

    Example
        Eva joined North in the company's plan, and North's own plan does not list her.

    How to repair
        Hand out again.

    Safe repair
        None.
    """
    for plan, unit, company in across.handed():
        rows = plan.rows["units"]
        matched = set()
        for row in rows:
            theirs = row_of(row, unit.people, rows)
            if theirs is not None:
                matched.add(id(theirs))
                yield from _last_day(plan, row, theirs, company)
            elif row.values.get("person") and row.values.get("member_until") is None:
                yield from _elsewhere(plan, row, unit, company)
        for theirs in unit.people:
            if id(theirs) not in matched:
                source = source_of_row(company.extract, "units", "person", theirs)
                values = {"name": theirs.values.get("person"), "source": source}
                message = N_("{name} belongs to this unit by {source}, and is not in Units here.")
                at = at_field(plan, "settings.unit", str(theirs.values.get("person")))
                yield Disagreement(plan.file, Fault(at, message, HAND_OUT, values=values))


def _last_day(plan: Extract, row: Row, theirs: Row, company: CompanyPlan) -> Iterator[Disagreement]:
    mine, planned = row.values.get("member_until"), theirs.values.get("member_until")
    if mine == planned or planned is None:
        return
    name = str(row.values.get("person"))
    values = {
        "name": name,
        "mine": _day(mine),
        "theirs": _day(planned),
        "source": source_of_row(company.extract, "units", "member_until", theirs),
    }
    message = N_("{name} is here until {mine}, and until {theirs} by {source}.")
    at = at_row(plan, "units", "member_until", row, name)
    yield Disagreement(plan.file, Fault(at, message, HAND_OUT, mine, planned, values))


def _elsewhere(plan: Extract, row: Row, unit: Unit, company: CompanyPlan) -> Iterator[Disagreement]:
    name = str(row.values.get("person"))
    for other in company.units.values():
        for theirs in other.people if other is not unit else ():
            if same_person(theirs, row):
                source = source_of_row(company.extract, "units", "team", theirs)
                message = N_("{name} has no last day here, and belongs to {other} by {source}.")
                at = at_row(plan, "units", "person", row, name)
                values = {"name": name, "other": other.name, "source": source}
                yield Disagreement(plan.file, Fault(at, message, HAND_OUT, name, None, values))
                return


def _day(value: object) -> str:
    return day_of(value).isoformat() if isinstance(value, float) else "–"


@rule("XL608", "parent-differs", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def parent_differs(across: Across) -> Iterator[Disagreement]:
    """The target of a unit is not what the company's plan gives it.

    What it does
        With --expect, compares the target of the year in each unit's plan with the sum of the unit's rows in the
        company's plan, with over-assignment where its sheet Company says so; then period by period, with what the
        unit's own approved phasing moves.

    Why it matters
        The units' targets do not sum to the company's.

    Example
        The company's plan gives North 1,000, and North's own plan has 1,200.

    How to repair
        Agree on one target, and enter it in both.

    Safe repair
        None.
    """
    if across.company is None:
        yield from _sums_of_rows(across)
        return
    for plan, unit, company in across.handed():
        handed = company.of_unit(unit)
        source = str(Source.rows(company.extract, "units", "target", unit.people))
        told = _year(across, plan, sum(handed), source)
        periods = plan.rows["periods"]
        if told is not None:
            yield told
        elif len(periods) == len(handed):
            for row, given, moved in zip(periods, handed, phased(plan), strict=True):
                mine, theirs = row.values.get("target"), given + moved
                if across.differ(plan, mine, theirs):
                    name = str(row.values.get("written") or "")
                    message = N_("{row}: the target is {mine} here; the company's plan gives {theirs} in {source}.")
                    values = amount_values(name, mine, theirs, source)
                    at = at_row(plan, "periods", "target", row, name)
                    yield Disagreement(plan.file, Fault(at, message, HAND_OUT, mine, theirs, values))


def _sums_of_rows(across: Across) -> Iterator[Disagreement]:
    """Of a company's plan that names no units on its sheet Company."""
    parent = across.expected
    if parent is None:
        return
    rows: dict[str, list[Row]] = {}
    for row in parent.rows["units"]:
        rows.setdefault(name_key(row.values.get("team")), []).append(row)
    for workbooks in across.units.values():
        plan = workbooks.get(PLAN)
        own = rows.get(name_key(plan.text("settings.unit")), []) if plan is not None else []
        targets = [target for row in own if isinstance(target := row.values.get("target"), float)]
        if plan is not None and targets:
            rates = across.admission.rates
            rate = (rates.rate(currency_of(plan)) if rates is not None else None) or 1.0
            told = _year(across, plan, sum(targets) / rate, str(Source.rows(parent, "units", "target", own)))
            if told is not None:
                yield told


def _year(across: Across, plan: Extract, theirs: float, source: str) -> Disagreement | None:
    mine = plan.number("settings.total")
    if mine is None or not across.differ(plan, mine, theirs):
        return None
    message = N_("The target of the year is {mine} here; the company's plan gives {unit} {theirs} in {source}.")
    repair = N_("Agree on one target, and enter it in both.")
    values = amount_values("", mine, theirs, source) | {"unit": plan.text("settings.unit")}
    return Disagreement(plan.file, Fault(at_field(plan, "settings.total"), message, repair, mine, theirs, values))
