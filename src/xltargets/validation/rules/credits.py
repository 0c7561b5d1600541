"""XL59: the sheet Credits of a team scorecard: shares, refunds, months, and the actuals that come from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import fsum
from typing import TYPE_CHECKING

from xltargets.calc.named_year import first_of_month
from xltargets.errors import N_, Phrase
from xltargets.templates.team_scorecard import TEAM_SCORECARD
from xltargets.templates.team_scorecard.actuals import Actuals
from xltargets.templates.team_scorecard.credits import HOLDERS, Credits
from xltargets.templates.team_scorecard.refunds import Refunds
from xltargets.units.days import is_serial, shown_month
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.bounds import can_be_meant
from xltargets.views.rows import is_empty, number_in, rows_with
from xltargets.views.showing import amount_shown, share_shown
from xltargets.views.year_kinds import year_in

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.views.view import View

ONLY = (TEAM_SCORECARD.key,)
_TOLERANCE = 1e-9


@rule("XL591", "credit-shares-not-whole", Severity.ERROR, templates=ONLY, since="0.4.0", root=True)
def credit_shares_not_whole(submission: Submission) -> Iterator[Fault]:
    """The shares of a sale in Credits are not 100% together, or it is not clear whose they are.

    What it does
        Adds the shares of each row of Credits, and sees that each share has a member, and each of several members a
        share of their own.

    Why it matters
        A part of the sale is credited to nobody, or more than the sale is.

    Example
        Chen has 70% of a sale and Ben 20%.

    How to repair
        Enter shares that are 100% together; none if one member has all of it.

    Safe repair
        None.
    """
    for table, row in rows_with(submission.view, Credits.amount, Credits.member_1, Credits.share_1):
        slots = [(table.slot(member, row), table.slot(share, row)) for member, share in _HOLDERS]
        shares = [(share, number_in(share)) for _member, share in slots if not is_empty(share)]
        if any(share is None for _slot, share in shares):
            continue
        total = fsum(share or 0.0 for _slot, share in shares)
        if shares and abs(total - 1) > _TOLERANCE:
            message = N_("The shares of {sale} are {total} together.")
            repair = N_("Enter shares that are 100% together; none if one member has all of it.")
            values = {"sale": slots[0][0].row_key or "", "total": share_shown(total)}
            yield Fault(shares[0][0].at, message, repair, shares[0][1], Phrase(N_("100% together")), values)
        else:
            yield from _unclear(slots)


_HOLDERS = [(Credits[f"member_{number}"], Credits[f"share_{number}"]) for number in range(1, HOLDERS + 1)]
_PARTS = [(Credits[f"member_{number}"], Credits[f"part_{number}"]) for number in range(1, HOLDERS + 1)]


def _unclear(slots: list[tuple[Slot, Slot]]) -> Iterator[Fault]:
    """A share of nobody, a member without a share among several, a member twice."""
    named = [member for member, _share in slots if not is_empty(member)]
    for member, share in slots:
        if is_empty(member) and not is_empty(share) and number_in(share):
            yield Fault(
                member.at, N_("{label} is empty beside a share."), N_("Enter whose share it is."), values=_label(member)
            )
        if not is_empty(member) and is_empty(share) and len(named) > 1:
            message, repair = (
                N_("{label} is empty, and several members share in the sale."),
                N_("Enter the share of each."),
            )
            yield Fault(share.at, message, repair, values=_label(share))
    seen: set[str] = set()
    for member in named:
        if member.normal in seen:
            message = N_("{label} is {found}, who stands in the row already.")
            repair = N_("Enter each member once, with the whole share.")
            yield Fault(member.at, message, repair, member.value, values=_label(member))
        seen.add(member.normal)


def _label(slot: Slot) -> dict[str, object]:
    return {"label": slot.label, "found": slot.shown}


@rule("XL592", "refund-above-sale", Severity.ERROR, templates=ONLY, since="0.4.0")
def refund_above_sale(submission: Submission) -> Iterator[Fault]:
    """More of a sale was given back in Credits than was credited, or the sale is not there.

    What it does
        Adds the rows of Credits with the same sale. Below 0, the last refund is told.

    Why it matters
        A refund takes commission back; one of another sale takes it from the wrong member.

    Example
        O-7 was sold for 51,000, and 60,000 of it were given back.

    How to repair
        Correct the amount, or enter the number of the sale that was given back. A refund of a sale of an earlier year
        is a row in Adjustments.

    Safe repair
        None.
    """
    sums: dict[str, list[float]] = {}
    refunds: dict[str, Slot] = {}
    for table, row in rows_with(submission.view, Credits.deal, Credits.amount):
        slot = table.slot(Credits.amount, row)
        amount, deal = number_in(slot), table.slot(Credits.deal, row).normal
        if amount is None or not deal:
            continue
        sums.setdefault(deal, []).append(amount)
        if amount < 0:
            refunds[deal] = slot
    for deal, slot in refunds.items():
        sold = fsum(one for one in sums[deal] if one > 0)
        given = -fsum(one for one in sums[deal] if one < 0)
        if given > sold + _TOLERANCE * max(sold, given):
            message = N_("{given} of {sale} were given back, and {sold} are credited.")
            repair = N_("Correct the amount, or enter the number of the sale that was given back.")
            limit = amount_shown(sold)
            values = {"given": amount_shown(given), "sale": slot.row_key or "", "sold": limit}
            expected = Phrase(N_("no more than {limit}"), limit=limit)
            yield Fault(slot.at, message, repair, slot.value, expected, values)


@rule("XL593", "booked-before-sold", Severity.ERROR, templates=ONLY, since="0.4.0")
def booked_before_sold(submission: Submission) -> Iterator[Fault]:
    """A sale counts in a month before it was made.

    What it does
        Compares in Credits the month in which a sale is booked with the day on which it was sold.

    Why it matters
        It is paid before it is earned, by the rates and the quota of another month.

    Example
        A sale of 18 May is booked in April.

    How to repair
        Enter the month of the sale, or the first open one after it.

    Safe repair
        None.
    """
    name = _namer(submission.view)
    for table, row in rows_with(submission.view, Credits.sold, Credits.booked):
        slot = table.slot(Credits.booked, row)
        sold, booked = _sold(table, row, name), _month(number_in(slot))
        if sold is not None and booked is not None and booked < sold:
            message = N_("{label} is {found}, and the sale was made in {sold}.")
            repair = N_("Enter the month of the sale, or the first open one after it.")
            expected = Phrase(N_("{month} or later"), month=shown_month(sold))
            values = _label(slot) | {"sold": shown_month(sold)}
            yield Fault(slot.at, message, repair, slot.value, expected, values)


@rule("XL594", "actual-not-its-credits", Severity.ERROR, templates=ONLY, since="0.4.0")
def actual_not_its_credits(submission: Submission) -> Iterator[Fault]:
    """A member's actual of a month is not the sum of the member's credits.

    What it does
        Adds each member's parts of the sales in Credits by the month in which they are booked, up to the day to judge
        by (--as-of, or today), and compares them with Actuals. A month without credits keeps what is typed.

    Why it matters
        Members are paid by Actuals. Without the sales behind it, nobody can follow a payout to its deals.

    Example
        Alice's sales of May are 72,629, and Actuals has 70,000.

    How to repair
        Refresh the scorecard, which takes the sums into Actuals; clear the cell first if somebody typed there. Or
        correct the row in Credits.

    Safe repair
        Yes: a refresh puts it right where nobody typed.
    """
    view = submission.view
    wanted = _credited(submission)
    if not wanted:
        return
    held: dict[tuple[float, str], list[Slot]] = {}
    for table, row in rows_with(view, Actuals.month, Actuals.member, Actuals.actual):
        month = _month(number_in(table.slot(Actuals.month, row)))
        if month is not None:
            key = month, table.slot(Actuals.member, row).normal
            held.setdefault(key, []).append(table.slot(Actuals.actual, row))
    decimals = number_in(view.fields.get("settings.decimals")) or 0.0
    for key, (amounts, slot) in wanted.items():
        cells = held.get(key, [])
        there, total = fsum(number_in(cell) or 0.0 for cell in cells), fsum(amounts)
        if not cells or abs(there - total) > 10.0**-decimals / 2 + _TOLERANCE:
            message = N_("Actuals has {actual} for {member} in {month}; the credits are {total}.")
            repair = N_("Refresh the scorecard, or correct the figure that is wrong.")
            values = {
                "actual": amount_shown(there) if cells else "–",
                "member": slot.shown,
                "total": amount_shown(total),
            }
            at = (cells[0] if cells else slot).at
            yield Fault(at, message, repair, there, total, values | {"month": shown_month(key[0])})


@rule("XL595", "refund-in-two-places", Severity.WARNING, templates=ONLY, since="0.4.0")
def refund_in_two_places(submission: Submission) -> Iterator[Fault]:
    """A sale was given back in Refunds, and in Credits too.

    What it does
        Compares the sales of Refunds with the rows below 0 of Credits.

    Why it matters
        A refund in Credits takes the commission back by itself. The clawback of Refunds takes it a second time.

    Example
        O-7 stands in Refunds, and with -5,000 in Credits.

    How to repair
        Keep the row in Credits; delete the one in Refunds, which is for plans that take commission back by days.

    Safe repair
        None.
    """
    given = {
        key
        for table, row in rows_with(submission.view, Credits.deal, Credits.amount)
        if (number_in(table.slot(Credits.amount, row)) or 0.0) < 0
        and (key := name_key(table.slot(Credits.deal, row).value))
    }
    for table, row in rows_with(submission.view, Refunds.deal):
        slot = table.slot(Refunds.deal, row)
        if name_key(slot.value) in given:
            message = N_("{found} is given back here and in Credits.")
            repair = N_("Keep the row in Credits, and delete this one.")
            yield Fault(slot.at, message, repair, slot.value, values={"found": slot.shown})


def _credited(submission: Submission) -> dict[tuple[float, str], tuple[list[float], Slot]]:
    """The parts of each month and member; none of those with a part that cannot be worked out, or in no such month."""
    found: dict[tuple[float, str], tuple[list[float], Slot]] = {}
    unknown: set[tuple[float, str]] = set()
    lost: set[str] = set()
    name, begins = _namer(submission.view), _begins(submission.view)
    for table, row in rows_with(submission.view, Credits.booked, *(column for pair in _PARTS for column in pair)):
        month = _booked(table, row, name)
        if month is not None and not can_be_meant(month, submission.as_of):
            # XL315 tells of its year; in which month it is missing, nobody knows.
            lost |= {table.slot(member, row).normal for member, _part in _PARTS}
            continue
        if month is None or begins(month) > submission.as_of:
            continue
        for member, part in _PARTS:
            slot, amount = table.slot(member, row), number_in(table.slot(part, row))
            if slot.normal and amount is not None:
                found.setdefault((month, slot.normal), ([], slot))[0].append(amount)
            elif slot.normal:
                unknown.add((month, slot.normal))
    return {key: one for key, one in found.items() if key not in unknown and key[1] not in lost}


def _booked(table: BoundTable, row: int, name: Callable[[float], float]) -> float | None:
    return _month(number_in(table.slot(Credits.booked, row))) or _sold(table, row, name)


def _sold(table: BoundTable, row: int, name: Callable[[float], float]) -> float | None:
    """The month of the sale, or that after which its period of weeks is named."""
    day = number_in(table.slot(Credits.sold, row))
    return name(day) if day is not None and is_serial(day) else None


def _namer(view: View) -> Callable[[float], float]:
    year = year_in(view)
    return first_of_month if year is None else year.name


def _begins(view: View) -> Callable[[float], float]:
    """The first day of a period by its name."""
    year = year_in(view)
    return (lambda name: name) if year is None else year.begins


def _month(day: float | None) -> float | None:
    return first_of_month(day) if day is not None and is_serial(day) else None
