"""XL5: what only a team scorecard can get wrong: rates, approvals, refunds and the marks of KPIs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.team_scorecard import TEAM_SCORECARD
from xltargets.templates.team_scorecard.kpis import Kpis
from xltargets.templates.team_scorecard.plans import PlanRates
from xltargets.templates.team_scorecard.rates import Terms, Tiers
from xltargets.templates.team_scorecard.refunds import Refunds
from xltargets.templates.team_scorecard.settings import Settings
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.plans import rates_of_plans
from xltargets.views.rows import code_in, is_empty, number_in, rows_where, rows_with

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.columns import Mask, TypedColumn
    from xltargets.views.slots import BoundTable, Slot

ONLY = (TEAM_SCORECARD.key,)
_WORSE = {"higher": N_("a value below the target"), "lower": N_("a value above the target")}


@rule("XL521", "tiers-out-of-order", Severity.ERROR, templates=ONLY)
def tiers_out_of_order(submission: Submission) -> Iterator[Fault]:
    """The tiers of a commission plan do not rise, or the rows of one plan stand apart.

    What it does
        Reads the commission tiers from top to bottom: days of effect must not go back, and within a day each tier must
        begin above the one before.

    Why it matters
        Two tiers that begin at the same attainment overlap, and nobody can say which rate holds.

    Example
        The plan of 1 January has tiers from 0%, 100% and again 100%.

    How to repair
        Sort the tiers by day of effect and attainment, and take out the one that is there twice.

    Safe repair
        None.
    """
    for before, now in _steps(submission):
        if now[0] > before[0] or (now[0] == before[0] and now[1] > before[1]):
            continue
        slot = now[3] if now[0] == before[0] else now[2]
        yield Fault(
            slot.at,
            N_("{label} is {found}, after {before} in the row above."),
            N_("Sort the tiers by day of effect and attainment, and take out what is there twice."),
            slot.value,
            Phrase(N_("more than in the row above")),
            {"label": slot.label, "found": slot.shown, "before": (before[3] if slot is now[3] else before[2]).shown},
        )


@rule("XL522", "pay-falls", Severity.ERROR, templates=ONLY)
def pay_falls(submission: Submission) -> Iterator[Fault]:
    """Where all sales are paid at the rate reached, a tier has a lower rate than the one before.

    What it does
        Looks at the tiers of each plan, if Settings, or Plans of its own rates, say that the rate reached holds for all
        sales.

    Why it matters
        Whoever reaches that tier earns less than just below it: a member who sells more is paid less.

    Example
        5% up to 100% of the quota, 4% from there: at 100% the commission falls by a fifth.

    How to repair
        Raise the rate, or choose in Settings or Plans that each slice is paid at its own rate.

    Safe repair
        None.
    """
    for before, now, slot, earlier in chain(_rates(submission), rates_of_plans(submission)):
        if now < before:
            yield Fault(
                slot.at,
                N_("The rate falls from {earlier} to {now} at this tier, for all sales that reach it."),
                N_("Raise it, or choose that each slice is paid at its own rate."),
                slot.value,
                Phrase(N_("at least {earlier}"), earlier=earlier.shown),
                {"earlier": earlier.shown, "now": slot.shown},
            )


@rule("XL523", "pay-cliff", Severity.INFO, templates=ONLY)
def pay_cliff(submission: Submission) -> Iterator[Fault]:
    """Where all sales are paid at the rate reached, pay jumps at a tier.

    What it does
        Works out how much commission one more unit of sales brings at the beginning of each tier, as a share of the
        month's quota, if Settings say that the rate reached holds for all sales.

    Why it matters
        A jump tempts members to pull sales forward, or to hold them back for the next month.

    Example
        At 100% of the quota the rate goes from 5% to 8%: the last sale brings 3% of the whole quota.

    How to repair
        If the jump is meant, leave it. Otherwise choose in Settings that each slice is paid at its own rate.

    Safe repair
        None.
    """
    for before, now, slot, _earlier in _rates(submission):
        start = number_in(submission.view.tables[Tiers.name].slot(Tiers.attainment, slot.row))
        jump = 0.0 if start is None else start * (now - before)
        if jump > 0:
            yield Fault(
                slot.at,
                N_("Commission jumps by {jump} of the month's quota where this tier begins."),
                N_("If that is meant, leave it; else choose in Settings that each slice is paid at its own rate."),
                slot.value,
                values={"jump": f"{jump:.1%}"},
            )


@rule("XL524", "plan-not-approved", Severity.WARNING, templates=ONLY)
def plan_not_approved(submission: Submission) -> Iterator[Fault]:
    """A commission plan is in force, and nobody approved it before.

    What it does
        Looks at the tiers and the terms whose day of effect is not after the day to judge by (--as-of, or today): each
        row names who approved it, and the day of approval is not after the day of effect.

    Why it matters
        What members are paid must be agreed before they sell, and by somebody who may agree to it.

    Example
        The tiers of 1 January were approved on 14 March.

    How to repair
        Have the plan approved, and enter by whom and when. A new plan gets new rows with a later day of effect.

    Safe repair
        None.
    """
    for table in (Tiers, Terms, PlanRates):
        for bound, row in rows_with(submission.view, table.effective, table.approved_by, table.approved_on):
            effective = number_in(bound.slot(table.effective, row))
            if effective is None or effective > submission.as_of:
                continue
            who, when = bound.slot(table.approved_by, row), bound.slot(table.approved_on, row)
            approved = number_in(when)
            repair = N_("Have the plan approved, and enter by whom and when.")
            day = bound.slot(table.effective, row).shown
            if is_empty(who) or is_empty(when):
                slot = who if is_empty(who) else when
                message = N_("{label} is empty, and the row is in force since {day}.")
                yield Fault(slot.at, message, repair, values={"label": slot.label, "day": day})
            elif approved is not None and approved > effective:
                message = N_("The row is in force since {day}, and was approved later, on {approved}.")
                yield Fault(when.at, message, repair, when.value, values={"day": day, "approved": when.shown})


@rule("XL525", "refund-impossible", Severity.ERROR, templates=ONLY, root=True)
def refund_impossible(submission: Submission) -> Iterator[Fault]:
    """More was given back than was sold, or before it was sold.

    What it does
        Compares in Refunds the amount given back with that of the sale, and the two days.

    Why it matters
        The clawback takes commission from a member's pay, in proportion to what was given back.

    Example
        A sale of 18,000 was refunded with 60,000.

    How to repair
        Look the sale up, and correct the amount or the day.

    Safe repair
        None.
    """
    pairs = ((Refunds.refunded, Refunds.amount), (Refunds.sold, Refunds.returned))

    def suspects(_table: BoundTable, *held: TypedColumn) -> Mask:
        less, more, earlier, later = held
        return (less.values > more.values) | (earlier.values > later.values)

    for table, row in rows_where(submission.view, suspects, *(column for pair in pairs for column in pair)):
        for smaller, larger in pairs:
            less, more = table.slot(smaller, row), table.slot(larger, row)
            first, second = number_in(less), number_in(more)
            if first is None or second is None or first <= second:
                continue
            yield Fault(
                less.at,
                N_("{label} is {found}, and {other} is {limit}."),
                N_("Look the sale up, and correct what is wrong."),
                less.value,
                Phrase(N_("no more than {limit}"), limit=more.shown),
                {"label": less.label, "found": less.shown, "other": more.label, "limit": more.shown},
            )


@rule("XL526", "worst-on-wrong-side", Severity.ERROR, templates=ONLY)
def worst_on_wrong_side(submission: Submission) -> Iterator[Fault]:
    """The worst value of a KPI is on the good side of its target, or is the target.

    What it does
        Compares worst and target of each KPI with its direction.

    Why it matters
        The score runs from the worst value to the target. Turned round, the worst members score best.

    Example
        Days to pay: lower is better, the target is 30, and the worst value is 10.

    How to repair
        Enter the value that deserves no points, or choose the other direction.

    Safe repair
        None.
    """
    for table, row in rows_with(submission.view, Kpis.direction, Kpis.target, Kpis.worst):
        direction = code_in(table.slot(Kpis.direction, row))
        target, worst = (number_in(table.slot(column, row)) for column in (Kpis.target, Kpis.worst))
        if target is None or worst is None or not direction:
            continue
        wrong = {"higher": worst >= target, "lower": worst <= target, "target": worst == target}
        if wrong.get(direction, False):
            slot = table.slot(Kpis.worst, row)
            yield Fault(
                slot.at,
                N_("The worst value of {kpi} is {found}, and its target is {target}."),
                N_("Enter the value that deserves no points, or choose the other direction."),
                slot.value,
                Phrase(_WORSE.get(direction, N_("another value than the target"))),
                {"kpi": slot.row_key or "", "found": slot.shown, "target": table.slot(Kpis.target, row).shown},
            )


_Step = tuple[float, float, "Slot", "Slot"]
"""Day of effect and attainment of a tier, and their cells."""


def _steps(submission: Submission) -> Iterator[tuple[_Step, _Step]]:
    """Each tier with the one above it; a row that does not hold both numbers is passed over."""
    before: _Step | None = None
    for table, row in rows_with(submission.view, Tiers.effective, Tiers.attainment):
        day, start = table.slot(Tiers.effective, row), table.slot(Tiers.attainment, row)
        effective, attainment = number_in(day), number_in(start)
        if effective is None or attainment is None:
            continue
        now = (effective, attainment, day, start)
        if before is not None:
            yield before, now
        before = now


def _rates(submission: Submission) -> Iterator[tuple[float, float, Slot, Slot]]:
    """The rates of neighbouring tiers of a plan, where the rate reached holds for all sales."""
    mode = submission.view.fields.get(str(Settings.mode))
    if mode is None or code_in(mode) != "retroactive":
        return
    table = submission.view.tables.get(Tiers.name)
    if table is None or Tiers.rate.identifier not in table.column_index:
        return
    for before, now in _steps(submission):
        earlier, slot = table.slot(Tiers.rate, before[2].row), table.slot(Tiers.rate, now[2].row)
        first, second = number_in(earlier), number_in(slot)
        if before[0] == now[0] and first is not None and second is not None:
            yield first, second, slot, earlier
