"""XL57: pools in Plans of a team scorecard, and how they are shared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.templates.team_scorecard import TEAM_SCORECARD
from xltargets.templates.team_scorecard.adjustments import Adjustments
from xltargets.templates.team_scorecard.plans import PlanMembers, PlanRates, Plans
from xltargets.templates.team_scorecard.team import Team
from xltargets.units.days import day_of
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.rows import code_in, is_empty, number_in, rows_with
from xltargets.views.year_kinds import name_in

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot
    from xltargets.views.view import View

ONLY = (TEAM_SCORECARD.key,)
_EMPTY_SHARE = N_("{label} is empty, and {plan} is a pool.")
_NO_POOL = N_("{label} is {found}, and {plan} is no pool, so that it would not count.")
_ALL_ZERO = N_("Nobody has a share of {plan} in {month}.")
_NOT_ALL = N_("{label} is {found}, and {plan} is a pool, which has the same rates for all.")
_NOT_THERE = N_("{member} shares in {plan} in {month}, and is in the unit from {first} until {last}.")
_NO_MORE = N_(
    "{member} sold it in {of} for the pool {plan}, in which nobody is in {month}: it would be paid to nobody."
)


@rule("XL579", "pool-not-shared", Severity.ERROR, templates=ONLY, since="0.4.0", root=True)
def pool_not_shared(submission: Submission) -> Iterator[Fault]:
    """It is not clear who gets which part of a pool.

    What it does
        Looks at each plan that is paid for the pool of the team: each of its rows in Plan of a member has a share, not
        all of them 0, for months in which the member is in the unit; its rates are for all; what came late for it is
        booked in a month in which somebody is in it. Plans that are no pool have no shares.

    Why it matters
        The parts would not sum to the pool, or somebody would be paid who is not there.

    Example
        Ann and Bo share the pool HARBOUR-2026; Ann has 3, and the share of Bo is empty.

    How to repair
        Enter the share of each. When somebody comes or goes, enter the final month.

    Safe repair
        None.
    """
    view = submission.view
    pools = {
        table.slot(Plans.plan, row).normal
        for table, row in rows_with(view, Plans.plan, Plans.measure)
        if code_in(table.slot(Plans.measure, row)) == "pool"
    }
    holdings = list(_holdings(view))
    for one in holdings:
        yield from _of_share(one, one.plan.normal in pools)
    own = [one for one in holdings if one.plan.normal in pools]
    yield from _all_zero(own)
    yield from _absent(view, own)
    yield from _not_for_all(view, pools)
    yield from _late(view, own)


@dataclass(frozen=True, slots=True)
class _Holding:
    """A row of Plan of a member; months are counted from year 0."""

    member: Slot
    plan: Slot
    share: Slot
    begins: Slot
    ends: Slot
    first: float
    last: float

    def holds(self, month: float) -> bool:
        return self.first <= month <= self.last


def _month(slot: Slot | None, nothing: float) -> float:
    number = number_in(slot)
    return nothing if number is None else _of_name(number)


def _of_name(serial: float) -> float:
    day = day_of(serial)
    return day.year * 12 + day.month - 1


def _named(view: View, slot: Slot, nothing: float) -> float:
    """The month of a day, or that after which its period of weeks is named."""
    number = number_in(slot)
    return nothing if number is None else _of_name(name_in(view, number))


def _shown(month: float) -> str:
    return f"{int(month) // 12}-{int(month) % 12 + 1:02d}"


def _holdings(view: View) -> Iterator[_Holding]:
    wanted = (PlanMembers.member, PlanMembers.plan, PlanMembers.share, PlanMembers.begins, PlanMembers.ends)
    for table, row in rows_with(view, *wanted):
        member, plan, share, begins, ends = (table.slot(one, row) for one in wanted)
        first = _month(begins, inf)
        if first < inf and not is_empty(plan):
            yield _Holding(member, plan, share, begins, ends, first, _month(ends, inf))


def _of_share(one: _Holding, is_pool: bool) -> Iterator[Fault]:
    values = {"label": one.share.label, "plan": one.plan.shown, "found": one.share.shown}
    if is_pool and is_empty(one.share):
        yield Fault(one.share.at, _EMPTY_SHARE, N_("Enter the share; 0 for none."), None, None, values)
    if not is_pool and not is_empty(one.share):
        repair = N_("Take it out, or say in Plans that the plan is paid for the pool of the team.")
        yield Fault(one.share.at, _NO_POOL, repair, one.share.value, None, values)


def _all_zero(own: list[_Holding]) -> Iterator[Fault]:
    """Who is in a pool changes only where somebody begins or has ended."""
    told: set[str] = set()
    for month in sorted({one.first for one in own} | {one.last + 1 for one in own if one.last < inf}):
        pools: dict[str, list[_Holding]] = {}
        for one in own:
            if one.holds(month):
                pools.setdefault(one.plan.normal, []).append(one)
        for plan, there in pools.items():
            shares = [number_in(one.share) for one in there]
            if plan not in told and not any(share is None or share for share in shares):
                told.add(plan)
                slot, values = there[0].share, {"plan": there[0].plan.shown, "month": _shown(month)}
                yield Fault(slot.at, _ALL_ZERO, N_("Enter the share of each."), slot.value, None, values)


def _absent(view: View, own: list[_Holding]) -> Iterator[Fault]:
    stays: dict[str, tuple[Slot, Slot]] = {}
    for table, row in rows_with(view, Team.member, Team.member_from, Team.member_until):
        days = table.slot(Team.member_from, row), table.slot(Team.member_until, row)
        stays[table.slot(Team.member, row).normal] = days
    for one in own:
        if one.member.normal not in stays:
            continue
        came, left = stays[one.member.normal]
        first, last = _named(view, came, -inf), _named(view, left, inf)
        if one.first >= first and one.last <= last:
            continue
        slot = one.begins if one.first < first else one.ends
        month = one.first if one.first < first else last + 1
        values = {"member": one.member.shown, "plan": one.plan.shown, "month": _shown(month)}
        values |= {"first": came.shown or "–", "last": left.shown or "–"}
        repair = N_("Enter the first and the final month in which the member is in the unit.")
        yield Fault(slot.at, _NOT_THERE, repair, slot.value, None, values)


def _not_for_all(view: View, pools: set[str]) -> Iterator[Fault]:
    for table, row in rows_with(view, PlanRates.plan, PlanRates.role, PlanRates.member):
        plan = table.slot(PlanRates.plan, row)
        for slot in (table.slot(PlanRates.role, row), table.slot(PlanRates.member, row)):
            if plan.normal in pools and not is_empty(slot):
                values = {"label": slot.label, "found": slot.shown, "plan": plan.shown}
                repair = N_("Leave it blank: who gets how much is said by the shares.")
                yield Fault(slot.at, _NOT_ALL, repair, slot.value, None, values)


def _late(view: View, own: list[_Holding]) -> Iterator[Fault]:
    """What came late counts in the pool of the month that it is booked in."""
    for table, row in rows_with(view, Adjustments.member, Adjustments.of, Adjustments.month):
        member, slot = table.slot(Adjustments.member, row), table.slot(Adjustments.of, row)
        booked = table.slot(Adjustments.month, row)
        of, month = _month(slot, inf), _month(booked, inf)
        held = next((one for one in own if one.member.normal == member.normal and one.holds(of)), None)
        if held is None or month == inf:
            continue
        if any(one.holds(month) for one in own if one.plan.normal == held.plan.normal):
            continue
        values = {"member": member.shown, "of": slot.shown, "plan": held.plan.shown, "month": _shown(month)}
        repair = N_("Book it in a month in which the pool is shared, or agree on another way to pay it.")
        yield Fault(slot.at, _NO_MORE, repair, slot.value, None, values)
