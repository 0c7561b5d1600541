"""XL58: changes of a target that were agreed and are not in force, or leave less than nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.target_plan.changes import Changes
from xltargets.templates.target_plan.organisation import Approvers
from xltargets.templates.target_plan.periods import Periods
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.rows import code_in, is_empty, number_in, rows_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot

ONLY = (TARGET_PLAN.key,)
TARGETS = ("phasing", "total")
"""The kinds of change that are a target once they are approved."""


@rule("XL580", "approval-not-valid", Severity.ERROR, templates=ONLY, since="0.4.0")
def approval_not_valid(submission: Submission) -> Iterator[Fault]:
    """A change is approved by the one who made it, or by somebody who is no approver.

    What it does
        Compares Approved by in Changes with By and with the list of approvers on the sheet Company, for changes of the
        kinds phasing and new total.

    Why it matters
        Such a change is not in force, and those who read that it was approved think that it is.

    Example
        Dana Fox asks for a new total and approves it as well.

    How to repair
        Let another approver of the list agree, or enter in the list who may approve.

    Safe repair
        None: who may approve is the company's to say.
    """
    approvers = _approvers(submission)
    for table, row in rows_with(submission.view, Changes.kind, Changes.in_force):
        approved = table.slot(Changes.approved, row)
        if code_in(table.slot(Changes.kind, row)) not in TARGETS or is_empty(approved):
            continue
        if name_key(approved.value) == name_key(table.slot(Changes.by, row).value):
            yield fault(
                approved,
                N_("{label} is {found}, who made the change."),
                N_("Let another approver of the list on the sheet Company agree."),
            )
        elif name_key(approved.value) not in approvers:
            yield fault(
                approved,
                N_("{label} is {found}, who is not in the list of approvers."),
                N_("Let an approver agree, or enter in the list on the sheet Company who may approve."),
            )


@rule("XL581", "change-without-effect", Severity.ERROR, templates=ONLY, since="0.4.0")
def change_without_effect(submission: Submission) -> Iterator[Fault]:
    """An approved change is not in force, because of what it names.

    What it does
        Looks at changes of the kinds phasing and new total that an approver agreed to and that add nothing: the month
        or person is unknown, phasing has no other month or person, or a month that it names had ended before.

    Why it matters
        Everybody thinks that the target has changed, and it has not.

    Example
        A change in force moves target from 2026-05 to Bo Chen, a month to a person.

    How to repair
        Name the months as 2026-05 and people as in Units, two of a kind; name open months only.

    Safe repair
        None: what was meant is not known.
    """
    approvers = _approvers(submission)
    for table, row in rows_with(submission.view, Changes.kind, Changes.in_force):
        kind = code_in(table.slot(Changes.kind, row))
        before, after, amount = (
            number_in(table.slot(column, row)) for column in (Changes.before, Changes.after, Changes.in_force)
        )
        approved, by = (name_key(table.slot(column, row).value) for column in (Changes.approved, Changes.by))
        if kind not in TARGETS or before is None or after is None or before == after or amount != 0:
            continue
        if approved == by or approved not in approvers:
            continue
        if number_in(table.slot(Changes.begins, row)):
            place, why = _why(table, row, kind)
        else:
            place, why = table.slot(Changes.effective, row), N_("no period is open from then on")
        yield fault(
            place,
            N_("This change is approved and is not in force: {why}."),
            N_("Name months as 2026-05 and people as in Units, two of a kind in phasing, and open months only."),
            why=Phrase(why),
        )


def _approvers(submission: Submission) -> set[str]:
    return {
        name_key(table.slot(Approvers.approver, row).value)
        for table, row in rows_with(submission.view, Approvers.approver)
    }


def _why(table: BoundTable, row: int, kind: str) -> tuple[Slot, str]:
    """What stands in the way, and in which cell."""
    scope, other = table.slot(Changes.scope, row), table.slot(Changes.counterpart, row)
    if code_in(table.slot(Changes.reach, row)) == "unknown":
        return scope, N_("it names no month of the year, nobody in Units and not the year")
    period, partner = (number_in(table.slot(column, row)) for column in (Changes.period, Changes.other_period))
    begins = number_in(table.slot(Changes.begins, row)) or 0
    for slot, month in ((scope, period), (other, partner)):
        if month and month < begins:
            return slot, N_("this month had ended when it was approved, or comes before the first one named")
    if kind == "phasing":
        return other, N_("phasing needs another month for a month, another person for a person")
    if not is_empty(other):
        return other, N_("a new total moves nothing to or from anybody")
    return scope, N_("no period that is left has a weight")


@rule("XL582", "target-below-zero", Severity.ERROR, templates=ONLY, since="0.4.0")
def target_below_zero(submission: Submission) -> Iterator[Fault]:
    """The changes in force take more from a period than it has.

    What it does
        Looks at the targets in Periods.

    Why it matters
        A target below 0 is reached by doing nothing, and others carry what it takes from them.

    Example
        A period of 19,800 gives 30,000 to another.

    How to repair
        Correct the changes that name the period.

    Safe repair
        None.
    """
    for table, row in rows_with(submission.view, Periods.target, Periods.moved):
        target = table.slot(Periods.target, row)
        amount = number_in(target)
        if amount is not None and amount < 0 and number_in(table.slot(Periods.moved, row)):
            yield fault(
                target,
                N_("{label} is {found}: the changes take more from it than it has."),
                N_("Correct the rows of Changes that name this period."),
            )
