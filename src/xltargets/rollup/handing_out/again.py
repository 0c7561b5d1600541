"""A unit's workbook that was handed out before, brought to what the company plan says now.

What the unit typed stays: a cell is filled that is blank or was handed out before, rows are added below those that are
there, and a target that has changed is an entry in Changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.handing_out.adding import add, append, as_number, has
from xltargets.rollup.handing_out.first import LEVELS, MEMBERSHIP, calendar_rows, scorecard_of
from xltargets.rollup.handing_out.fixed import fixed
from xltargets.rollup.handing_out.people import row_of, same_person
from xltargets.rollup.handing_out.phasing import phased
from xltargets.rollup.loading.interface import Item, Loaded, Loader, Source
from xltargets.rollup.loading.renewal import Renewal, renew
from xltargets.rollup.rates import currency_of
from xltargets.rollup.working_calendar import WEEKEND
from xltargets.rollup.year_kinds import division, pattern_of, said
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.working_days import WEEKEND as WEEKENDS
from xltargets.units.days import day_of
from xltargets.units.names import name_key
from xltargets.views.showing import amount_shown
from xltargets.views.year_kinds import division_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xltargets.rollup.extraction import Extract
    from xltargets.rollup.handing_out.company import CompanyPlan, Unit
    from xltargets.rollup.loading.interface import Given
    from xltargets.views.slots import BoundTable
    from xltargets.views.view import View
    from xltargets.workbooks.contents import CellValue

JOINED = N_("{name} has joined and is in row {row} of {sheet}.")
LEAVES = N_("{name} leaves on {day}.")
GONE = N_("{name} is in {sheet} and not in the company plan; move the row there, or let it be.")
MOVED = N_("{name} has moved to {unit}; enter the last day here, or in the company plan.")
RENAMED = N_("the unit is {name} here and {other} in the company plan")
TARGET = N_("{period}: the target is {after} instead of {before}.")
MOVES = N_("{amount} of target is moved between {giver} and {taker}.")
CLOSED = N_("{period} has ended, and its target stays {before}; the company plan says {after}.")
NO_APPROVAL = N_("the company plan lists no approver besides {name}, so that no change of the target can be handed out")
OTHER_WEEKEND = N_("the weekend is {own} here and {other} in the company plan")
OTHER_CURRENCY = N_("its amounts are in {own}, and in {other} in the company plan; no target was changed")
OTHER_DIVISION = N_("its year is divided into {own}, and into {other} in the company plan; no target was changed")
REASON = N_("Handed out from the company plan {file}.")
PHASING = ("scope", "counterpart", "day", "kind", "reason", "by", "approved", "approved_on")
"""What a change that is handed out keeps as it is; its amounts are put into the unit's currency."""


@dataclass(slots=True)
class Again:
    """What is to be written to a workbook, and what is to be told."""

    renewal: Renewal
    joined: list[Phrase] = field(default_factory=list)
    left: list[Phrase] = field(default_factory=list)
    unplaced: list[Phrase] = field(default_factory=list)
    more: bool = False
    """Whether the targets of periods are to be looked at once more, after this is written."""


def renewed(view: View, company: CompanyPlan, unit: Unit, now: float) -> Again:
    """What a unit's target plan gets from the company plan now."""
    own = extract_view(view, view.contents.path.name)
    loader = Loader(TARGET_PLAN.key, "units", MEMBERSHIP, lambda given: _members(given, company, unit))
    found = Again(renew(view, own, {}, now, [loader]))
    # What other workbooks bring is a refresh's to look after.
    _people(found, view, own, company, unit)
    currency = company.currency_of(unit)
    if division(own) != division(company.extract):
        words = {"own": pattern_of(own), "other": pattern_of(company.extract)}
        found.unplaced.append(Phrase(OTHER_DIVISION, **words))
    elif currency_of(own) == currency:
        _moves(found, view, own, company, unit, now)
        _phasing(found, view, own, company, unit)
        if not found.more:
            _targets(found, view, own, company, unit, now)
    else:
        found.unplaced.append(Phrase(OTHER_CURRENCY, own=currency_of(own) or "–", other=currency))
    fixed(found, view, company, unit)
    add(found, view, "approvers", "approver", company.extract.rows["approvers"], ("approver", "person_id"))
    _calendar(found, view, company)
    if name_key(own.text("settings.unit")) != name_key(unit.name):
        found.unplaced.append(Phrase(RENAMED, name=own.text("settings.unit"), other=unit.name))
    return found


def renewed_scorecard(view: View, company: CompanyPlan, unit: Unit) -> Again:
    """Who has joined, and which days are worked, in the unit's scorecard."""
    found = Again(Renewal())
    team = view.tables.get("team")
    if team is None:
        return found
    if division_in(view) != division(company.extract):
        words = {"own": said(division_in(view)), "other": pattern_of(company.extract)}
        found.unplaced.append(Phrase(OTHER_DIVISION, **words))
    known = _known(team, "member")
    new = [
        {key: as_number(value) for key, value in row.items()}
        for row in scorecard_of(company, unit).tables.get("team", [])
        if not known.has(row.get("person_id"), row["member"])
    ]
    for row, number in append(found, view, "team", new):
        found.joined.append(Phrase(JOINED, name=str(row["member"]), row=number, sheet=team.sheet.name))
    _calendar(found, view, company)
    return found


def _calendar(found: Again, view: View, company: CompanyPlan) -> None:
    """Days that the workbook does not list yet; what the unit entered stays, and another weekend is told."""
    for table, rows in calendar_rows(company).items():
        days = [{key: as_number(value) for key, value in row.items()} for row in rows]
        append(found, view, table, [row for row in days if not has(view, table, "day", row.get("day"))])
    slot, weekend = view.fields.get(WEEKEND), company.extract.fields.get(WEEKEND)
    words = dict(WEEKENDS.labels)
    if slot is None or weekend is None:
        return
    theirs = view.translate(words[str(weekend)])
    if slot.value != theirs:
        found.unplaced.append(Phrase(OTHER_WEEKEND, own=str(slot.value or "–"), other=theirs))


# People.


@dataclass(frozen=True, slots=True)
class _Known:
    """The people of a table, by id and by name."""

    ids: frozenset[str]
    names: frozenset[str]
    without_id: frozenset[str]

    def has(self, person_id: object, name: object) -> bool:
        """By id where the person has one, else by name; a row without an id is the person of its name."""
        known = name_key(person_id)
        if known:
            return known in self.ids or name_key(name) in self.without_id
        return name_key(name) in self.names


def _known(table: BoundTable, column: str) -> _Known:
    rows = [
        tuple(
            name_key(table.slot(table.declared[key], row).value) if key in table.column_index else ""
            for key in ("person_id", column)
        )
        for row in table.rows_in_use
    ]
    pairs = [(known, name) for known, name in rows if name]
    return _Known(
        frozenset(known for known, _name in pairs if known),
        frozenset(name for _known_id, name in pairs),
        frozenset(name for known, name in pairs if not known),
    )


def _members(given: Given, company: CompanyPlan, unit: Unit) -> Loaded:
    """Id, first and last day, share of time and start in the role of those who are in both."""
    found = Loaded()
    for row in given.own.rows["units"]:
        theirs = row_of(row, unit.people, given.own.rows["units"])
        if theirs is None:
            continue
        for key in MEMBERSHIP:
            if (value := theirs.values.get(key)) is not None:
                source = Source.rows(company.extract, "units", key, [theirs])
                found.items.append(Item({key: value}, source, row.number))
    return found


def _people(found: Again, view: View, own: Extract, company: CompanyPlan, unit: Unit) -> None:
    units = view.tables["units"]
    rows = own.rows["units"]
    matched = {id(theirs) for row in rows if (theirs := row_of(row, unit.people, rows)) is not None}
    new = []
    for theirs in unit.people:
        if id(theirs) in matched:
            continue
        cells = {key: theirs.values.get(key) for key in (*LEVELS, "person", *MEMBERSHIP)}
        # A weight would split the whole year anew, also what has ended: the target comes as a change.
        new.append({**cells, "own_weight": 0.0 if theirs.number in unit.full else None})
    for values, number in append(found, view, "units", new):
        found.joined.append(Phrase(JOINED, name=str(values["person"]), row=number, sheet=units.sheet.name))
    for row in rows:
        theirs = row_of(row, unit.people, rows)
        name = str(row.values.get("person") or "")
        if not name:
            continue
        if theirs is None:
            elsewhere = next(
                (
                    other
                    for other in company.units.values()
                    if other is not unit and any(same_person(one, row) for one in other.people)
                ),
                None,
            )
            message = Phrase(GONE, name=name, sheet=units.sheet.name)
            if elsewhere is not None:
                message = Phrase(MOVED, name=name, unit=elsewhere.name)
            found.left.append(message)
        elif isinstance(last := theirs.values.get("member_until"), float) and row.values.get("member_until") != last:
            found.left.append(Phrase(LEAVES, name=name, day=day_of(last).isoformat()))


# Targets.


def _moves(found: Again, view: View, own: Extract, company: CompanyPlan, unit: Unit, now: float) -> None:
    """An entry for each person who joins with a target, or goes on elsewhere: that of open periods moves along."""
    rows = own.rows["units"]
    by_theirs = {id(theirs): row for row in rows if (theirs := row_of(row, unit.people, rows)) is not None}
    new: list[dict[str, Any]] = []
    for theirs in unit.people:
        row = by_theirs.get(id(theirs))
        if row is None:
            if any(same_person(one, theirs) for one in unit.people if id(one) in by_theirs):
                continue  # who comes back has the target from the row that was there
            amounts, before = unit.carried.get(theirs.number, []), 0.0
        elif row.values.get("member_until") is None and theirs.values.get("member_until") is not None:
            amounts = [-amount for amount in unit.elsewhere.get(theirs.number, [])]
            before = float(row.values.get("target") or 0.0)  # type: ignore[arg-type]
        else:
            continue
        ends = [*company.firsts[1:], float("inf")]
        open_ones = [place for place, amount in enumerate(amounts) if amount and ends[place] > now]
        if open_ones:
            change = company.in_currency(unit, fsum(amounts[place] for place in open_ones))
            values = {"scope": theirs.values["person"], "effective": company.months[open_ones[0]]}
            new.append({**values, "before": before, "after": round(before + change, company.decimals_of(unit))})
    if new and _enter(found, view, company, new, now):
        found.more = True
        for entry in new:
            words = {"before": amount_shown(entry["before"]), "after": amount_shown(entry["after"])}
            found.renewal.details.append(Phrase(TARGET, period=str(entry["scope"]), **words))


def _enter(found: Again, view: View, company: CompanyPlan, new: Sequence[Mapping[str, Any]], now: float) -> bool:
    """New totals as rows of Changes, approved as the company plan's own were."""
    approval = _approval(company, now)
    if approval is None:
        found.unplaced.append(Phrase(NO_APPROVAL, name=company.extract.text("settings.owner")))
        return False
    reason = Phrase(REASON, file=company.extract.file).sentence(view.translate)
    rows = [{**row, **approval, "kind": "total", "reason": reason} for row in new]
    append(found, view, "changes", rows)
    return True


def _targets(found: Again, view: View, own: Extract, company: CompanyPlan, unit: Unit, now: float) -> None:
    """An entry in Changes for each open period whose handed-out target is another now."""
    target = company.of_unit(unit)
    periods = own.rows["periods"]
    if len(periods) != len(target):
        found.unplaced.append(
            Phrase(N_("it has {own} periods and the company plan {count}"), own=len(periods), count=len(target))
        )
        return
    moved = phased(own)
    new = []
    for place, (row, after) in enumerate(zip(periods, target, strict=True)):
        now_there = row.values.get("target")
        before = round((now_there if isinstance(now_there, float) else 0.0) - moved[place], company.decimals_of(unit))
        if before == after:
            continue
        words = {"period": str(row.values.get("written")), "before": amount_shown(before), "after": amount_shown(after)}
        ends = company.firsts[place + 1] if place + 1 < len(company.firsts) else float("inf")
        if ends <= now:
            found.unplaced.append(Phrase(CLOSED, **words))
            continue
        new.append({"scope": row.values.get("written"), "before": before, "after": after})
        found.renewal.details.append(Phrase(TARGET, **words))
    if new:
        _enter(found, view, company, new, now)


def _phasing(found: Again, view: View, own: Extract, company: CompanyPlan, unit: Unit) -> None:
    """What the company plan moves between people of the unit: the unit's targets stay, and its people's change."""
    people = {name_key(row.values.get("person")) for row in unit.people}
    amounts = ("before", "after")
    # A rate that is corrected is no further change: in another currency, amounts tell no changes apart.
    told_by = ("scope", "counterpart", "day", *(("reason",) if company.is_foreign(unit) else amounts))
    there = {tuple(name_key(change.values.get(key)) for key in told_by) for change in own.rows["changes"]}
    new = []
    for change in company.extract.rows["changes"]:
        values = change.values
        begins = values.get("begins")
        both = {name_key(values.get("scope")), name_key(values.get("counterpart"))}
        is_handed = values.get("kind") == "phasing" and values.get("in_force") and both <= people
        if is_handed and isinstance(begins, float) and tuple(name_key(values[key]) for key in told_by) not in there:
            kept = {key: values.get(key) for key in PHASING}
            kept |= {key: company.in_currency(unit, float(values.get(key) or 0)) for key in amounts}  # type: ignore[arg-type]
            new.append({**kept, "effective": company.months[int(begins) - 1]})
            names = {"giver": str(values.get("scope")), "taker": str(values.get("counterpart"))}
            amount = company.in_currency(unit, abs(float(values["in_force"] or 0)))  # type: ignore[arg-type]
            found.renewal.details.append(Phrase(MOVES, amount=amount_shown(amount), **names))
    append(found, view, "changes", new)


def _approval(company: CompanyPlan, now: float) -> dict[str, CellValue] | None:
    """Who changed the company's target last and who approved it, or its owner and an approver."""
    for change in reversed(company.extract.rows["changes"]):
        if change.values.get("in_force"):
            return {"day": now // 1, "by": change.values["by"], "approved": change.values["approved"]}
    owner = company.extract.text("settings.owner")
    for row in company.extract.rows["approvers"]:
        name = row.values.get("approver")
        if name and name_key(name) != name_key(owner):
            return {"day": now // 1, "by": owner, "approved": name}
    return None


# Rows below those that are there.
