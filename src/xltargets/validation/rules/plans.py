"""XL58: the sheets Plans, Rates by plan and Plan of a member of a team scorecard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.team_scorecard import TEAM_SCORECARD
from xltargets.templates.team_scorecard.commission import Commission
from xltargets.templates.team_scorecard.credit_lines import CreditLines
from xltargets.templates.team_scorecard.plans import PlanMembers, PlanRates, Plans
from xltargets.units.days import shown_month
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.rows import code_in, is_empty, number_in, rows_with
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.views.view import View

ONLY = (TEAM_SCORECARD.key,)
MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months a span has."""
_OWN = (
    PlanRates.plan,
    PlanRates.effective,
    PlanRates.role,
    PlanRates.member,
    PlanRates.product,
    PlanRates.category,
)
_OF_MONTHS = (
    (Plans.counted, "attainment"),
    (Plans.change, "trues_up"),
    (Plans.measure, "team"),
    (Plans.measure, "pool"),
)
"""What a plan cannot say whose rates depend on the sale."""
_CENT = 0.005


@rule("XL586", "two-rates-fit", Severity.ERROR, templates=ONLY, since="0.4.0")
def two_rates_fit(submission: Submission) -> Iterator[Fault]:
    """Two rates of a plan fit the same sale, or the tiers of one plan stand apart.

    What it does
        Takes the rows of Rates by plan with one plan, day, role, member, product and category: they stand together,
        and each tier begins above the one before.

    Why it matters
        Where two tiers begin alike, nobody can say which rate holds. Of rows that stand apart, some would not count.

    Example
        The plan AE-2026 has two rows from 1 January for all with a tier from 1, one of 8% and one of 10%.

    How to repair
        Take out what is there twice, and sort the rows by plan, day, whom they are for, and tier.

    Safe repair
        None.
    """
    done: dict[tuple[str, ...], float] = {}
    before: tuple[str, ...] = ()
    for table, row in rows_with(submission.view, *_OWN, PlanRates.start):
        slot = table.slot(PlanRates.start, row)
        start, key = number_in(slot), _whose(table, row)
        if start is None:
            continue
        if key in done and (key != before or start <= done[key]):
            yield Fault(
                slot.at,
                N_("{label} is {found}, and rows above have a tier for the same plan, day and whom it is for."),
                N_("Take out what is there twice, and sort the rows by plan, day, whom they are for, and tier."),
                slot.value,
                Phrase(N_("more than in the row above")),
                {"label": slot.label, "found": slot.shown},
            )
        done[key], before = start, key


def _whose(table: BoundTable, row: int) -> tuple[str, ...]:
    """What the rows of one set of tiers have in common."""
    return tuple(table.slot(column, row).normal for column in _OWN)


def rates_of_plans(submission: Submission) -> Iterator[tuple[float, float, Slot, Slot]]:
    """Each rate after the one before, with their cells, where a plan pays all at the rate reached."""
    of_all = {
        table.slot(Plans.plan, row).normal
        for table, row in rows_with(submission.view, Plans.plan, Plans.mode)
        if code_in(table.slot(Plans.mode, row)) == "retroactive"
    }
    before: tuple[tuple[str, ...], float, Slot] | None = None
    for table, row in rows_with(submission.view, *_OWN, PlanRates.rate):
        key, slot = _whose(table, row), table.slot(PlanRates.rate, row)
        rate = number_in(slot)
        if rate is None or key[0] not in of_all:
            continue
        if before is not None and before[0] == key:
            yield before[1], rate, slot, before[2]
        before = key, rate, slot


@rule("XL587", "plan-without-rates", Severity.ERROR, templates=ONLY, since="0.4.0")
def plan_without_rates(submission: Submission) -> Iterator[Fault]:
    """A member is paid by a plan that has no rates for the member yet.

    What it does
        Looks in Commission for months with a credit in which a plan holds and no row of Rates by plan fits: for all,
        for the role or for the member, and in effect by then.

    Why it matters
        What the member sold earns nothing.

    Example
        Ann is paid by AE-2026 from January on, whose rates begin with 1 February.

    How to repair
        Enter the rates from the first month on, or let the plan begin later.

    Safe repair
        None.
    """
    told: set[str] = set()
    wanted = (Commission.member, Commission.month, Commission.pay_plan, Commission.level, Commission.credit)
    for table, row in rows_with(submission.view, *wanted):
        member, plan = table.slot(Commission.member, row), table.slot(Commission.pay_plan, row)
        month = number_in(table.slot(Commission.month, row))
        sold = number_in(table.slot(Commission.credit, row))
        if is_empty(plan) or not sold or number_in(table.slot(Commission.level, row)) != 0 or month is None:
            continue
        if member.normal not in told:
            told.add(member.normal)
            yield Fault(
                plan.at,
                N_("{member} is paid by {found} in {month}, and no rate of it fits."),
                N_("Enter the rates from that month on in Rates by plan, or let the plan begin later."),
                plan.value,
                None,
                {"member": member.shown, "found": plan.shown, "month": shown_month(month)},
            )


@rule("XL588", "cap-shorter-than-tiers", Severity.ERROR, templates=ONLY, since="0.4.0")
def cap_shorter_than_tiers(submission: Submission) -> Iterator[Fault]:
    """The cap of a plan is for fewer months than its tiers add up over.

    What it does
        Compares Cap per with Tiers add up over in each row of Plans.

    Why it matters
        A month pays what all months have earned so far, less what was paid. What the cap of one month takes off would
        be paid in the next, so that it is no cap.

    Example
        Tiers add up over the year, and the cap is 9,000 per month.

    How to repair
        Give the cap per year, or let tiers add up over the month.

    Safe repair
        None.
    """
    for table, row in rows_with(submission.view, Plans.span, Plans.cap, Plans.cap_span):
        slot, span = table.slot(Plans.cap_span, row), table.slot(Plans.span, row)
        months, cap_months = MONTHS.get(code_in(span)), MONTHS.get(code_in(slot))
        if number_in(table.slot(Plans.cap, row)) is not None and months and cap_months and cap_months < months:
            yield Fault(
                slot.at,
                N_("{label} is {found}, and tiers add up over {span}."),
                N_("Give the cap for as many months, or let tiers add up over fewer."),
                slot.value,
                Phrase(N_("{span} or longer"), span=span.shown),
                {"label": slot.label, "found": slot.shown, "span": span.shown},
            )


@rule("XL589", "two-plans-at-a-time", Severity.ERROR, templates=ONLY, since="0.4.0")
def two_plans_at_a_time(submission: Submission) -> Iterator[Fault]:
    """A member has two plans in the same month.

    What it does
        Compares in Plan of a member the months of each two rows of one member.

    Why it matters
        Only one of them is paid, and nobody said which.

    Example
        Ann is paid by AE-2026 from January on, and by AM-2026 from April on.

    How to repair
        Enter the last month of the earlier plan.

    Safe repair
        None.
    """
    rows: dict[str, list[tuple[float, float, Slot]]] = {}
    for table, row in rows_with(submission.view, PlanMembers.member, PlanMembers.begins, PlanMembers.ends):
        slot, ends = table.slot(PlanMembers.begins, row), table.slot(PlanMembers.ends, row)
        first, last = number_in(slot), number_in(ends)
        if first is not None and (last is not None or is_empty(ends)):
            own = rows.setdefault(table.slot(PlanMembers.member, row).normal, [])
            own.append((first, float("inf") if last is None else last, slot))
    for own in rows.values():
        own.sort(key=lambda one: one[:2])
        for (_first, last, _slot), (first, _last, slot) in pairwise(own):
            if first <= last:
                yield Fault(
                    slot.at,
                    N_("{member} has another plan in {found} already."),
                    N_("Enter the last month of the earlier plan."),
                    slot.value,
                    None,
                    {"member": slot.row_key or "", "found": slot.shown},
                )


@rule("XL590", "sale-by-sale-unclear", Severity.ERROR, templates=ONLY, since="0.4.0")
def sale_by_sale_unclear(submission: Submission) -> Iterator[Fault]:
    """A plan whose rates depend on the sale says what only a whole month can, or the sales are not there.

    What it does
        Looks at each plan with rates by product or category, or whose tiers add up over the sale: its tiers begin at
        amounts, a change acts from then on, and it is paid for own sales. Each month of its members has its
        sales in Credits, and nothing in Adjustments.

    Why it matters
        A part of the sales has no quota of its own, and what is in no row of Credits has neither product nor sale.

    Example
        AE-2026 has a rate for Hardware, and its tiers begin at attainments of quota.

    How to repair
        Let tiers begin at amounts and changes act from then on. Enter each sale in Credits, what came late too, booked
        in the open month.

    Safe repair
        None.
    """
    view = submission.view
    by_sale = set()
    for table, row in rows_with(view, Plans.plan, Plans.counted, Plans.change, Plans.measure, Plans.by_sale):
        if number_in(table.slot(Plans.by_sale, row)) != 1:
            continue
        by_sale.add(table.slot(Plans.plan, row).normal)
        for column, wrong in _OF_MONTHS:
            slot = table.slot(column, row)
            if code_in(slot) == wrong:
                message = N_("{label} is {found}, and rates of {plan} depend on the sale.")
                repair = N_(
                    "Let tiers begin at amounts, changes act from then on, and pay for own sales; or give all one rate."
                )
                values = {"label": slot.label, "found": slot.shown, "plan": slot.row_key or ""}
                yield Fault(slot.at, message, repair, slot.value, None, values)
    if by_sale:
        yield from _sales_missing(view, by_sale)


def _sales_missing(view: View, by_sale: set[str]) -> Iterator[Fault]:
    """Months of members who are paid sale by sale, of which Credits does not have all."""
    sums: dict[tuple[str, float | None], float] = {}
    for table, row in rows_with(view, CreditLines.member, CreditLines.month, CreditLines.amount):
        key = table.slot(CreditLines.member, row).normal, number_in(table.slot(CreditLines.month, row))
        sums[key] = sums.get(key, 0.0) + (number_in(table.slot(CreditLines.amount, row)) or 0.0)
    wanted = (Commission.member, Commission.month, Commission.pay_plan, Commission.credit, Commission.late)
    for table, row in rows_with(view, *wanted):
        member, month = table.slot(Commission.member, row), number_in(table.slot(Commission.month, row))
        if table.slot(Commission.pay_plan, row).normal not in by_sale or month is None:
            continue
        slot, late = table.slot(Commission.credit, row), table.slot(Commission.late, row)
        credit, held = number_in(slot) or 0.0, sums.get((member.normal, month), 0.0)
        values = {"member": member.shown, "month": shown_month(month)}
        if abs(credit - held) > _CENT:
            message = N_("{member} is paid sale by sale; the credit of {month} is {found}, and Credits has {held}.")
            repair = N_("Enter each sale in Credits, and refresh the scorecard.")
            more = {"found": slot.shown, "held": amount_shown(held)}
            yield Fault(slot.at, message, repair, credit, held, values | more)
        if number_in(late):
            message = N_("{member} is paid sale by sale, and Adjustments pays {found} in {month}.")
            repair = N_("Enter what came late in Credits instead, booked in the open month.")
            yield Fault(late.at, message, repair, late.value, None, values | {"found": late.shown})
