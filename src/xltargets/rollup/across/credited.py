"""XL61: the scorecard's Credits against the won deals of the CRM log."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.accounts import counts_deals
from xltargets.rollup.across.given import Across, Disagreement, at_row, source_of_row
from xltargets.rollup.admission import LOG, PLAN, SCORECARD
from xltargets.rollup.credits import TABLE, credits_of
from xltargets.rollup.loading.credited import won_in_year
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract


@rule("XL618", "won-deal-without-credit", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def won_deal_without_credit(across: Across) -> Iterator[Disagreement]:
    """A won deal of the CRM log is nobody's in the scorecard's Credits.

    What it does
        Where the plan's Settings take the actuals from won deals, looks for each won deal of the year in Credits, by
        its number. A scorecard without credits is not looked at.

    Why it matters
        Nobody is paid for the deal.

    Example
        O-4, won by Ann with 30, is in no row of Credits.

    How to repair
        Refresh the scorecard. Where the owner is not in Team, correct the name in the CRM log.

    Safe repair
        Yes: a refresh adds the row.
    """
    for scorecard, log in _pairs(across):
        credited = {name_key(one.deal) for one in credits_of(scorecard)}
        sheet = scorecard.rows[TABLE][0].sheet
        for deal in won_in_year(scorecard, log, across.terms.now):
            key = name_key(deal.values.get("id"))
            if key not in credited:
                message = N_("{deal} was won by {owner} with {amount} ({source}), and is in no row of Credits.")
                repair = N_("Refresh the scorecard; where the owner is not in Team, correct the name in the CRM log.")
                amount = deal.values.get("amount")
                values = {
                    "deal": deal.values.get("id"),
                    "owner": deal.values.get("owner") or "–",
                    "amount": amount_shown(amount) if isinstance(amount, float) else "–",
                    "source": source_of_row(log, "opportunities", "amount", deal),
                }
                at = Location(sheet, TABLE, str(deal.values.get("id")), "deal")
                yield Disagreement(scorecard.file, Fault(at, message, repair, None, amount, values))


@rule("XL619", "credit-without-won-deal", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def credit_without_won_deal(across: Across) -> Iterator[Disagreement]:
    """A credit is of no won deal of the CRM log, or of another amount.

    What it does
        Where the plan's Settings take the actuals from won deals, looks for the sale of each row of Credits in the CRM
        log. Several rows of one sale are added; with or without its refunds they are to be what was won.

    Why it matters
        Somebody is paid for a deal that is open, lost or smaller.

    Example
        O-1 is credited to Ann with 100, and is a proposal in the CRM log.

    How to repair
        Correct the number of the sale or its amount. Of a closed month, enter a row below 0 in the open one. Sales that
        are in no CRM log belong to a unit whose plan takes its actuals from the scorecard.

    Safe repair
        None.
    """
    for scorecard, log in _pairs(across):
        won = {name_key(one.values.get("id")): one for one in log.rows["opportunities"]}
        held: dict[str, list[float]] = {}
        for credit in credits_of(scorecard):
            held.setdefault(name_key(credit.deal), []).append(credit.amount)
        for credit in credits_of(scorecard):
            amounts, deal = held.pop(name_key(credit.deal), None), won.get(name_key(credit.deal))
            if amounts is None or credit.row is None:
                continue
            now = deal.values.get("amount") if deal is not None and deal.values.get("stage") == "Won" else 0.0
            sums = fsum(amounts), fsum(one for one in amounts if one > 0)
            if isinstance(now, float) and all(across.differ(scorecard, one, now) for one in sums):
                message = N_("{sale} is credited with {credited}; in the CRM log {won} of it is won ({source}).")
                repair = N_("Correct the sale or its amount; of a closed month, enter a row below 0 in the open one.")
                values = {
                    "sale": credit.deal,
                    "credited": amount_shown(sums[0]),
                    "won": amount_shown(now),
                    "source": log.file if deal is None else source_of_row(log, "opportunities", "amount", deal),
                }
                at = at_row(scorecard, TABLE, "amount", credit.row, credit.deal)
                yield Disagreement(scorecard.file, Fault(at, message, repair, sums[0], now, values))


def _pairs(across: Across) -> Iterator[tuple[Extract, Extract]]:
    """Scorecards that keep credits, with the CRM log whose won deals are their actuals."""
    for workbooks in across.units.values():
        scorecard, log = workbooks.get(SCORECARD), workbooks.get(LOG)
        if scorecard is None or log is None or not counts_deals(workbooks.get(PLAN)):
            continue
        if scorecard.rows.get(TABLE):
            yield scorecard, log
