"""XL62: scorecards against the ledger of closed months, and the ledger against itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.ledger.checking import flaws_of
from xltargets.rollup.across.given import Across, Disagreement, at_field, at_row
from xltargets.rollup.admission import SCORECARD
from xltargets.rollup.closing.comparing import What, changes_of
from xltargets.rollup.closing.rates import TABLE as RATES
from xltargets.rollup.closing.rates import other_rates
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location

if TYPE_CHECKING:
    from xltargets.rollup.closing.comparing import Change
    from xltargets.rollup.extraction import Extract

DIFFERS = N_("{of} of {person} is closed: {here} here, {there} in entry {entry} of the ledger.")
GONE = N_("{person} stands in entry {entry} of the ledger with {of}, and not in Team.")
AS_BEFORE = N_("Enter what the ledger says. What came late is a row in Adjustments, booked in the open period.")
NEW_ROWS = N_("Enter the rates of then again, and new rates in new rows from a new day on.")


@rule("XL621", "closed-figure-changed", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def closed_figure_changed(across: Across) -> Iterator[Disagreement]:
    """An actual, a quota, a draw or a clawback of a closed month is not what the ledger says.

    What it does
        With --ledger, compares each member's closed months in the scorecards with the ledger: credit, quota, what was
        booked late, draw and clawback.

    Why it matters
        People were paid by what the ledger says. A closed month that changes is a payment that nobody can follow.

    Example
        Ann's actual of January was 1,200 when it was closed, and is 1,300 now.

    How to repair
        Enter what the ledger says, and the difference in Adjustments, in the period that is open.

    Safe repair
        None.
    """
    yield from _told(across, (What.ACTUAL, What.LATE, What.QUOTA, What.TAKEN, What.PERSON), AS_BEFORE)


@rule("XL622", "closed-terms-changed", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def closed_terms_changed(across: Across) -> Iterator[Disagreement]:
    """A tier, a rate or a cap by which a closed month was paid was changed.

    What it does
        With --ledger, compares the tiers and the cap in force in each closed month with those that the ledger keeps.

    Why it matters
        The statement of a month that was paid shows another commission than the one that was paid.

    Example
        The rate above 100% was 5% when January was closed, and is 6% now.

    How to repair
        Enter the rates of then again, and new rates in new rows from a new day on.

    Safe repair
        None.
    """
    yield from _told(across, (What.TERMS,), NEW_ROWS)


@rule("XL623", "closed-pay-differs", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def closed_pay_differs(across: Across) -> Iterator[Disagreement]:
    """A payment of a closed month is another one in the scorecard, though all that it is made of is the same.

    What it does
        With --ledger, compares commission, payout and what is owed from draws, where credit, quota, rates, draw and
        clawback agree.

    Why it matters
        Somebody owed a draw from another unit or year that this scorecard does not know, or a formula was changed.

    Example
        Ann came from North with a draw of 500 to pay back; South pays her all of her commission.

    How to repair
        Refresh the scorecard with the ledger: it brings what was owed before into Team.

    Safe repair
        None.
    """
    repair = N_("Refresh the scorecard with --ledger: it brings what was owed before into Team.")
    yield from _told(across, (What.PAY,), repair)


@rule("XL624", "ledger-broken", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def ledger_broken(across: Across) -> Iterator[Disagreement]:
    """The ledger is not as it was written.

    What it does
        With --ledger, works out the chain of hashes, and whether the figures of the ledger follow from each other: the
        number of entries of each close, the order of periods, each commission by its terms, each payment.

    Why it matters
        What was paid can no longer be shown from it.

    Example
        Somebody changed a payout of January in the file.

    How to repair
        Take the copy that was kept, in .xltargets/backup beside the ledger or with the auditors, and find out who
        changed it.

    Safe repair
        None.
    """
    if across.ledger is None:
        return
    for flaw in flaws_of(across.ledger.book):
        at = Location(None, "ledger", str(flaw.number), None, None)
        repair = N_("Take the copy that was kept, and find out who changed it.")
        yield Disagreement(across.ledger.file, Fault(at, "{flaw}", repair, None, None, {"flaw": flaw.phrase}))


@rule("XL625", "closed-rate-changed", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def closed_rate_changed(across: Across) -> Iterator[Disagreement]:
    """An actual rate of a closed month is not what the ledger says.

    What it does
        With --ledger and --expect, compares the actual rates of the company plan with those that the closes booked.

    Why it matters
        What currencies added to a month that was reported would be another amount from one meeting to the next.

    Example
        One EUR was 1.5 USD when January was closed, and the company plan has 1.6 now.

    How to repair
        Enter what the ledger says.

    Safe repair
        None.
    """
    plan = across.expected
    if across.ledger is None or plan is None or flaws_of(across.ledger.book):
        return
    repair = N_("Enter what the ledger says.")
    for one in other_rates(plan, across.ledger.book):
        key = f"{one.of} / {one.currency}"
        values: dict[str, object] = {"of": one.of, "currency": one.currency, "there": one.there, "entry": one.entry}
        if one.row is None:
            at = at_field(plan, "settings.currency", key)
            message = N_(
                "One {currency} of {of} is {there} in entry {entry} of the ledger, and has no actual rate here."
            )
        else:
            at = at_row(plan, RATES, "rate", one.row, key)
            message = N_("One {currency} of {of} is closed: {here} here, {there} in entry {entry} of the ledger.")
            values["here"] = one.here
        there = Phrase("{it}", it=one.there)
        yield Disagreement(plan.file, Fault(at, message, repair, one.here or None, there, values))


def _told(across: Across, kinds: tuple[What, ...], repair: str) -> Iterator[Disagreement]:
    for extract in _scorecards(across):
        assert across.ledger is not None
        for change in changes_of(Scorecard(extract), across.ledger.book):
            if change.what in kinds:
                yield _disagreement(extract, change, repair)


def _scorecards(across: Across) -> list[Extract]:
    """Those that count; none where there is no ledger, or it cannot be trusted."""
    if across.ledger is None or flaws_of(across.ledger.book):
        return []
    return [found for unit in across.units.values() if (found := unit.get(SCORECARD)) is not None]


def _disagreement(extract: Extract, change: Change, repair: str) -> Disagreement:
    values = {"of": change.of, "person": change.person, "entry": change.entry}
    if change.row is None:
        at = at_field(extract, "settings.unit", change.person)
        return Disagreement(extract.file, Fault(at, GONE, repair, None, change.there, values))
    at = at_row(extract, change.table, change.column, change.row, f"{change.of} / {change.person}")
    values |= {"here": change.here, "there": change.there}
    return Disagreement(extract.file, Fault(at, DIFFERS, repair, change.here, Phrase("{it}", it=change.there), values))
