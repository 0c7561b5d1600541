"""XL5: what only the people of a target plan can get wrong: one person twice, leave without membership."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.spine.identity import Member, beyond_whole, time_in
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.target_plan.history import History
from xltargets.templates.target_plan.membership import Leave
from xltargets.templates.target_plan.units import Units
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.rows import is_empty, number_in, rows_with

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot

ONLY = (TARGET_PLAN.key,)


@rule("XL571", "person-twice", Severity.ERROR, templates=ONLY, since="0.4.0", root=True)
def person_twice(submission: Submission) -> Iterator[Fault]:
    """A person stands in Units with more than all of their time.

    What it does
        Puts the rows of one person together, by Person ID or else by name, and adds up their shares of time on each
        day. A blank share is all of it. Rows of one Person ID for several products or channels, each with its own
        weight, are one membership.

    Why it matters
        Each row takes a part of the target, so that one person carries two quotas, and their history counts twice.

    Example
        Ann Lee stands in two rows, without Person IDs and without days.

    How to repair
        If they are two people, give each a Person ID. If it is one, delete a row, or enter until when the first holds
        and from when the second; for several products, enter the Person ID and an own weight in each row.

    Safe repair
        None: whether one or two are meant is yours to say.
    """
    people: dict[tuple[str, str], list[tuple[Member, Slot]]] = {}
    wanted = (Units.person, Units.person_id, Units.member_from, Units.member_until, Units.member_share)
    for table, row in rows_with(submission.view, *wanted):
        name, known = table.slot(Units.person, row), table.slot(Units.person_id, row)
        if is_empty(name):
            continue
        first, last, share = (number_in(table.slot(one, row)) for one in wanted[2:])
        line = _line(table, row) if known.normal else ""
        member = Member("", "", name.shown, known.normal, first, last, 1.0 if share is None else share, line=line)
        people.setdefault((known.normal, "" if known.normal else name.normal), []).append((member, name))
    for rows in people.values():
        there = beyond_whole([member for member, _slot in rows])
        if not there:
            continue
        first_slot, slot = (next(slot for member, slot in rows if member is one) for one in (there[0], there[-1]))
        yield Fault(
            slot.at,
            N_("{name} stands here and in {other} for the same days, with {share} of the time in all."),
            N_("Give each a Person ID if they are two; else enter the days of each row, or delete one."),
            slot.value,
            Phrase(N_("100% at most on any day")),
            {
                "name": slot.shown,
                "other": first_slot.at.cell or "",
                "share": f"{time_in(there):.0%}",
            },
        )


def _line(table: BoundTable, row: int) -> str:
    """The channel and product of a row with a target of its own."""
    if is_empty(table.slot(Units.own_weight, row)):
        return ""
    return " / ".join(filter(None, (table.slot(one, row).normal for one in (Units.channel, Units.product))))


@rule("XL572", "leave-without-membership", Severity.ERROR, templates=ONLY, since="0.4.0")
def leave_without_membership(submission: Submission) -> Iterator[Fault]:
    """A leave is of nobody who is in the unit then, or of one of two people with that name.

    What it does
        Looks for the rows of Units that a leave belongs to, by Person ID or else by name, and compares their days.

    Why it matters
        A leave that meets no membership takes nothing off, and the plan looks as if it had.

    Example
        A leave from 1 September, of somebody who left on 31 August.

    How to repair
        Correct the name, the Person ID or the days, or delete the row.

    Safe repair
        None.
    """
    units = _people(submission)
    for table, row in rows_with(submission.view, Leave.person, Leave.first, Leave.last, Leave.person_id):
        name, known = table.slot(Leave.person, row), table.slot(Leave.person_id, row)
        first, last = (number_in(table.slot(one, row)) for one in (Leave.first, Leave.last))
        own = [one for one in units if _is_of(one, known.normal, name.normal)]
        if is_empty(name) or first is None or not own:
            continue
        if len({one.person_id for one in own}) > 1:
            yield _ambiguous(name)
        elif not any(
            (one.last is None or one.last >= first) and (one.first is None or last is None or one.first <= last)
            for one in own
        ):
            yield Fault(
                table.slot(Leave.first, row).at,
                N_("{name} is no member on the days of this leave."),
                N_("Correct the days here or in Units, or delete the row."),
                table.slot(Leave.first, row).value,
                Phrase(N_("a day of the membership in Units")),
                {"name": name.shown},
            )


@rule("XL574", "leaves-overlap", Severity.ERROR, templates=ONLY, since="0.4.0", root=True)
def leaves_overlap(submission: Submission) -> Iterator[Fault]:
    """Two leaves of one person take more than all of the target off on the same days.

    What it does
        Puts the leaves of one person together, by Person ID or else by name, and adds up the shares relieved on each
        day. A leave without a last day goes on.

    Why it matters
        What is taken off twice is carried by others, and the person's target falls below nothing.

    Example
        Ann Lee is away with 100% from March to June, and once more with 50% in May.

    How to repair
        Enter the last day of the first leave, or delete the row that is there twice.

    Safe repair
        None: which of the two holds is yours to say.
    """
    people: dict[tuple[str, str], list[tuple[Member, Slot]]] = {}
    wanted = (Leave.person, Leave.first, Leave.last, Leave.relieved, Leave.person_id)
    for table, row in rows_with(submission.view, *wanted):
        name, known = table.slot(Leave.person, row), table.slot(Leave.person_id, row)
        first, last, share = (number_in(table.slot(one, row)) for one in wanted[1:4])
        if is_empty(name) or first is None or share is None:
            continue
        leave = Member("", "", name.shown, known.normal, first, last, share)
        people.setdefault((known.normal, "" if known.normal else name.normal), []).append((leave, name))
    for rows in people.values():
        away = beyond_whole([leave for leave, _slot in rows])
        if not away:
            continue
        first_slot, slot = (next(slot for leave, slot in rows if leave is one) for one in (away[0], away[-1]))
        yield Fault(
            slot.at,
            N_("{name} is away here and in {other} on the same days, with {share} of the target in all."),
            N_("Enter the last day of the first leave, or delete the row that is there twice."),
            slot.value,
            Phrase(N_("100% at most on any day")),
            {
                "name": slot.shown,
                "other": first_slot.at.cell or "",
                "share": f"{sum(leave.share for leave in away):.0%}",
            },
        )


@rule("XL573", "history-of-namesakes", Severity.ERROR, templates=ONLY, since="0.4.0", root=True)
def history_of_namesakes(submission: Submission) -> Iterator[Fault]:
    """A row of the sales history names somebody, and two people of Units have that name.

    What it does
        Looks for rows of Sales history without a Person ID whose name belongs to people with different Person IDs.

    Why it matters
        What the row says was won counts for both of them.

    Example
        Two people called Wang Wei, with the ids 7 and 19, and a history by name only.

    How to repair
        Enter in the row whose sale it was, by Person ID.

    Safe repair
        None: only the team knows.
    """
    units = _people(submission)
    ids: dict[str, set[str]] = {}
    for one in units:
        ids.setdefault(name_key(one.name), set()).add(one.person_id)
    if not any(len(known) > 1 for known in ids.values()):
        return
    for table, row in rows_with(submission.view, History.person, History.person_id):
        name = table.slot(History.person, row)
        if is_empty(table.slot(History.person_id, row)) and len(ids.get(name.normal, ())) > 1:
            yield _ambiguous(name)


def _ambiguous(name: Slot) -> Fault:
    return Fault(
        name.at,
        N_("{label} is {found}, and two people of Units have that name."),
        N_("Enter the Person ID in this row."),
        name.value,
        Phrase(N_("a Person ID beside the name")),
        {"label": name.label, "found": name.shown},
    )


def _people(submission: Submission) -> list[Member]:
    """The rows of Units; names and ids in their normal forms."""
    wanted = (Units.person, Units.person_id, Units.member_from, Units.member_until)
    return [_member(table, row) for table, row in rows_with(submission.view, *wanted)]


def _member(table: BoundTable, row: int) -> Member:
    name, known = table.slot(Units.person, row), table.slot(Units.person_id, row)
    first, last = (number_in(table.slot(one, row)) for one in (Units.member_from, Units.member_until))
    return Member("", "", name.normal, known.normal, first, last)


def _is_of(one: Member, known: str, name: str) -> bool:
    return one.person_id == known if one.person_id and known else one.name == name
