"""XL59: the sheets Disputes and Plan agreed of a team scorecard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.team_scorecard import TEAM_SCORECARD
from xltargets.templates.team_scorecard.adjustments import Adjustments
from xltargets.templates.team_scorecard.commission import Commission
from xltargets.templates.team_scorecard.credits import Credits
from xltargets.templates.team_scorecard.disputes import Agreed, Disputes
from xltargets.templates.team_scorecard.plans import PlanRates
from xltargets.templates.team_scorecard.rates import Tiers
from xltargets.templates.team_scorecard.team import Team
from xltargets.units.days import day_of
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.rows import code_in, is_empty, number_in, rows_with
from xltargets.views.year_kinds import name_in

if TYPE_CHECKING:
    from xltargets.templates.schema import Column
    from xltargets.validation.submission import Submission
    from xltargets.views.view import View

ONLY = (TEAM_SCORECARD.key,)


@rule("XL596", "dispute-answered-in-part", Severity.ERROR, templates=ONLY, since="0.4.0")
def dispute_answered_in_part(submission: Submission) -> Iterator[Fault]:
    """A dispute has an outcome and not all of its answer, or was answered by the member.

    What it does
        Looks at each row of Disputes with an outcome, an answer, a name or a day: it needs all four, and the name is
        another than the member's.

    Why it matters
        Nobody can tell later who decided, when and why, and nobody decides on their own pay.

    Example
        The dispute on Fabrikam, order 2041, is turned down, and nobody is named who did so.

    How to repair
        Enter outcome, answer, who decided and when; leave all four blank while it is open.

    Safe repair
        None.
    """
    wanted = (Disputes.outcome, Disputes.answer, Disputes.answered_by, Disputes.answered_on)
    for table, row in rows_with(submission.view, Disputes.member, *wanted):
        slots = [table.slot(column, row) for column in wanted]
        blank = [slot for slot in slots if is_empty(slot)]
        if blank and len(blank) < len(slots):
            message = N_("{label} is empty, and the dispute is answered in part.")
            repair = N_("Enter outcome, answer, who decided and when; leave all four blank while it is open.")
            yield Fault(blank[0].at, message, repair, values={"label": blank[0].label})
        by = slots[2]
        if by.normal and by.normal == table.slot(Disputes.member, row).normal:
            message = N_("{label} is {found}, whose own pay it is about.")
            repair = N_("Have it answered by somebody else.")
            yield Fault(by.at, message, repair, by.value, values={"label": by.label, "found": by.shown})


@rule("XL597", "dispute-not-booked", Severity.WARNING, templates=ONLY, since="0.4.0")
def dispute_not_booked(submission: Submission) -> Iterator[Fault]:
    """A dispute was agreed to, and nothing is booked for it.

    What it does
        Looks for each dispute that is agreed, wholly or in part, in Adjustments and in Credits: a row of the member and
        the sale.

    Why it matters
        The member was told that it is put right, and is not paid.

    Example
        Ben's claim on Fabrikam, order 2041, is agreed, and Adjustments has no row of it.

    How to repair
        Enter the row in Adjustments, with the same words in Sale; or in Credits, if its month is open.

    Safe repair
        None.
    """
    view = submission.view
    booked = {
        (table.slot(member, row).normal, table.slot(sale, row).normal)
        for member, sale in (
            (Adjustments.member, Adjustments.sale),
            (Credits.member_1, Credits.deal),
            (Credits.member_2, Credits.deal),
            (Credits.member_3, Credits.deal),
        )
        for table, row in rows_with(view, member, sale)
    }
    for table, row in rows_with(view, Disputes.member, Disputes.sale, Disputes.outcome):
        member, sale, outcome = (table.slot(one, row) for one in (Disputes.member, Disputes.sale, Disputes.outcome))
        if code_in(outcome) in ("agreed", "partly") and (member.normal, sale.normal) not in booked:
            message = N_("What {member} claims on {sale} is agreed, and no row of Adjustments or Credits is of it.")
            repair = N_(
                "Enter the row in Adjustments, with the same words in Sale; or in Credits, if its month is open."
            )
            yield Fault(outcome.at, message, repair, values={"member": member.shown, "sale": sale.shown})


@rule("XL598", "plan-not-agreed", Severity.WARNING, templates=ONLY, since="0.4.0")
def plan_not_agreed(submission: Submission) -> Iterator[Fault]:
    """A member is paid by a plan that the member has not agreed to, or agreed to a plan that is not there.

    What it does
        Where Plan agreed has any row, looks for each member of the team and the plan in force on the day to judge by
        (--as-of, or today). Members who left before it came into force are not looked at, nor plans that neither
        Rates nor Rates by plan has.

    Why it matters
        A plan that nobody accepted is hard to defend when pay is disputed.

    Example
        Alice has no row for the plan of 1 April.

    How to repair
        Have the member read the plan, and enter the day and where the consent is kept.

    Safe repair
        None.
    """
    view = submission.view
    rows = list(rows_with(view, Agreed.member, Agreed.plan))
    for_all, by_plan = _days(view, Tiers.effective), _days(view, PlanRates.effective)
    plans = for_all | by_plan
    of_rates = max((day for day in for_all if day <= submission.as_of), default=None)
    own = _own_plans(submission) if by_plan else {}
    if not rows or not plans:
        return
    agreed = set()
    for table, row in rows:
        slot = table.slot(Agreed.plan, row)
        plan = number_in(slot)
        agreed.add((table.slot(Agreed.member, row).normal, plan))
        if plan is not None and plan not in plans:
            message, repair = N_("No plan of Rates begins on {found}."), N_("Enter the day from which its tiers hold.")
            yield Fault(slot.at, message, repair, slot.value, values={"found": slot.shown})
    for table, row in rows_with(view, Team.member):
        slot = table.slot(Team.member, row)
        left = (
            number_in(table.slot(Team.member_until, row))
            if Team.member_until.identifier in table.column_index
            else None
        )
        in_force = own.get(slot.normal, of_rates)
        if in_force is None:
            continue
        if slot.normal and (slot.normal, in_force) not in agreed and (left is None or left >= in_force):
            message = N_("{member} has not agreed to the plan of {day}, which is in force.")
            repair = N_("Have the plan read, and enter in Plan agreed when the member agreed.")
            shown = f"{day_of(in_force):%Y-%m-%d}"
            yield Fault(
                slot.at,
                message,
                repair,
                expected=Phrase(N_("a row in Plan agreed")),
                values={"member": slot.shown, "day": shown},
            )


def _days(view: View, column: Column) -> set[float]:
    """The days that stand in a column."""
    return {day for table, row in rows_with(view, column) if (day := number_in(table.slot(column, row))) is not None}


def _own_plans(submission: Submission) -> dict[str, float]:
    """The day from which the rates hold of who is paid by a row of Plans, on the day to judge by."""
    found: dict[str, float | None] = {}
    running = name_in(submission.view, submission.as_of)
    wanted = (Commission.member, Commission.month, Commission.pay_plan, Commission.plan)
    for table, row in rows_with(submission.view, *wanted):
        month = number_in(table.slot(Commission.month, row))
        if month is not None and month <= running:
            plan = None if is_empty(table.slot(Commission.pay_plan, row)) else table.slot(Commission.plan, row)
            found[table.slot(Commission.member, row).normal] = number_in(plan)
    return {member: day for member, day in found.items() if day is not None}
