"""The scorecard's Credits from the won deals of the CRM log, where the plan says that these are the actuals.

A deal without a credit gets one: in the month of its sale, or where that is closed already in the first open one. A
credit of an open month follows its deal; one of a closed month stays, and what is different now is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.accounts import counts_deals, known_of, names_of, won_deals
from xltargets.rollup.admission import LOG, PLAN, SCORECARD
from xltargets.rollup.credits import TABLE, Credit, credit_of, credits_of
from xltargets.rollup.loading.interface import Item, Loaded, Loader, Source
from xltargets.rollup.persons import people_of
from xltargets.rollup.year_kinds import name_of, year_of
from xltargets.templates import TEMPLATES
from xltargets.templates.loaded import TABLE as LOADED
from xltargets.templates.loaded import figure_name
from xltargets.units.days import day_of, months_later, serial_of, shown_month
from xltargets.units.names import name_key
from xltargets.views.showing import amount_shown, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.loading.interface import Given
    from xltargets.workbooks.contents import CellValue

RENEWED = ("customer", "product", "amount")
OTHERWISE = N_(
    "{source}: {deal} is {now} there, and {credited} is credited in {month}, which is closed. Enter the difference in "
    "Credits as a row of its own, booked in {open}."
)
NOT_WON = N_("{source}: {deal} is not won any more; its credit of {month} is 0.")
UNSURE = N_(
    "{source}: {month} is closed with {closed} for {member}, and the deals won in it are {won}. They are not in "
    "Credits; enter those that were paid with that month as booked in it, and the others in {open}."
)


@dataclass(slots=True)
class Crediting:
    """The credits as they are once the log's deals are in, and how they get there."""

    credits: list[Credit] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    notes: list[Phrase] = field(default_factory=list)
    strangers: list[Row] = field(default_factory=list)
    """Won deals of owners who are no members."""
    deals: dict[str, Row] = field(default_factory=dict)
    """The log's deals, by the key of their number."""


def crediting(given: Given, log: Extract) -> Crediting:
    """Hold the scorecard's credits against a log's won deals of the year."""
    return _Crediting(given, log).done()


class _Crediting:
    """One scorecard on its way."""

    def __init__(self, given: Given, log: Extract) -> None:
        self.given, self.own, self.log = given, given.own, log
        self.currency = self.own.text("settings.currency").upper()
        self.found = Crediting()
        self.before = credits_of(self.own)
        self.ours = _as_loaded(self.own)
        self.members = members_of(given)
        self.last_closed = last_closed(self.own)

    def done(self) -> Crediting:
        """What is there first, then what is new."""
        rows = self.log.rows["opportunities"]
        self.found.deals = {name_key(row.values.get("id")): row for row in rows}
        credited = {name_key(one.deal) for one in self.before}
        for one in self.before:
            self._settle(one)
        new = [
            deal
            for deal in won_in_year(self.own, self.log, self.given.now)
            if name_key(deal.values.get("id")) not in credited
        ]
        unsure: dict[tuple[float, str], list[Row]] = {}
        for deal in new:
            member = self.members.get(name_key(deal.values.get("owner")))
            sold = name_of(self.own, deal.values.get("closed"))
            if member is None:
                self.found.strangers.append(deal)
            elif sold is not None and sold <= self.last_closed and not self._kept_credits(sold):
                unsure.setdefault((sold, member), []).append(deal)
            elif sold is not None:
                self._add(deal, member, self._open if sold <= self.last_closed else sold)
        for (month, member), deals in unsure.items():
            self._as_closed(month, member, deals)
        return self.found

    @property
    def _open(self) -> float:
        """The first month that is not closed."""
        return float(serial_of(months_later(day_of(self.last_closed), 1)))

    def _kept_credits(self, month: float) -> bool:
        """Whether Credits was in use when a month was closed: then a deal that has none came later."""
        return any(one.month <= month for one in self.before)

    def _as_closed(self, month: float, member: str, deals: list[Row]) -> None:
        """Deals of a month that was closed before Credits was in use: they are what was paid if the sums agree."""
        won = fsum(float(deal.values["amount"]) for deal in deals)  # type: ignore[arg-type]
        paid = fsum(
            amount
            for row in self.own.rows["actuals"]
            if name_of(None, row.values.get("month")) == month
            and name_key(row.values.get("member")) == name_key(member)
            and isinstance(amount := row.values.get("actual"), float)
        )
        if abs(won - paid) < 10.0 ** -(self.own.number("settings.decimals") or 0) / 2 + 1e-9:
            for deal in deals:
                self._add(deal, member, month)
            return
        source = str(Source.rows(self.log, "opportunities", "amount", deals))
        values = {"closed": amount_shown(paid), "won": amount_shown(won), "open": shown_month(self._open)}
        self.found.notes.append(Phrase(UNSURE, source=source, month=shown_month(month), member=member, **values))

    def _settle(self, credit: Credit) -> None:
        """A credit that is there: as its deal is now, or as it was."""
        self.found.credits.append(credit)
        deal = self.found.deals.get(name_key(credit.deal))
        row = credit.row
        assert row is not None
        if deal is None or credit.amount < 0 or self._is_one_of_many(credit):
            self._leave(row)
            return
        is_won = deal.values.get("stage") == "Won"
        now = deal.values.get("amount") if is_won else 0.0
        source = Source.rows(self.log, "opportunities", "amount" if is_won else "stage", [deal])
        if not isinstance(now, float):
            self._leave(row)
            return
        told = {"source": str(source), "deal": credit.deal, "month": shown_month(credit.month)}
        if credit.month <= self.last_closed:
            self._leave(row)
            if now != credit.amount:
                values = {"now": amount_shown(now), "credited": amount_shown(credit.amount)}
                self.found.notes.append(Phrase(OTHERWISE, **told, **values, open=shown_month(self._open)))
            return
        copied = {"amount": now, "customer": deal.values.get("customer"), "product": deal.values.get("product")}
        self.found.items.append(Item(copied, source, row.number))
        if row.number in self.ours:
            self.found.credits[-1] = credit_of({**row.values, "amount": now}, self.currency, self.own, row) or credit
            if not is_won and credit.amount:
                self.found.notes.append(Phrase(NOT_WON, **told))

    def _is_one_of_many(self, credit: Credit) -> bool:
        """Whether a deal has several credits, which people divided themselves."""
        key = name_key(credit.deal)
        return sum(name_key(one.deal) == key and one.amount >= 0 for one in self.before) > 1

    def _leave(self, row: Row) -> None:
        values = {key: row.values.get(key) for key in RENEWED}
        self.found.items.append(Item(values, Source.rows(self.own, TABLE, "amount", [row]), row.number))

    def _add(self, deal: Row, member: str, month: float) -> None:
        copied = {key: deal.values.get(key) for key in RENEWED}
        values: Mapping[str, CellValue] = {
            "deal": deal.values.get("id"),
            "sold": deal.values.get("closed"),
            "booked": month,
            "member_1": member,
            **copied,
        }
        self.found.items.append(Item(values, Source.rows(self.log, "opportunities", "amount", [deal])))
        credit = credit_of(values, self.currency, self.own)
        if credit is not None:
            self.found.credits.append(credit)


def _as_loaded(own: Extract) -> set[int]:
    """The rows whose amount a refresh put there, and nobody changed since."""
    declared = TEMPLATES[SCORECARD].tables[TABLE]
    figure = figure_name(TEMPLATES[SCORECARD], declared["amount"], own.translate)
    lines = {
        str(row.values.get("row") or ""): _text(row.values.get("value"))
        for row in own.rows.get(LOADED, ())
        if row.values.get("figure") == figure
    }
    found, seen = set(), dict[str, int]()
    for row in own.rows.get(TABLE, ()):
        key = written(declared["deal"], row.values.get("deal"))
        seen[key] = seen.get(key, 0) + 1
        name = key if seen[key] == 1 else f"{key} ({seen[key]})"
        if lines.get(name) == written(declared["amount"], row.values.get("amount")):
            found.add(row.number)
    return found


def _text(value: CellValue) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value or "")


def won_in_year(scorecard: Extract, log: Extract, now: float) -> list[Row]:
    """The won deals of the scorecard's year as far as the log knows it; one without an amount is told elsewhere."""
    year = year_of(scorecard)
    if year is None:
        return []
    won = won_deals(log, year.begins(year.names[0]), min(year.end, known_of(log), now))
    return [one for one in won if isinstance(one.values.get("amount"), float)]


def last_closed(scorecard: Extract) -> float:
    """The first day of the last month that the ledger closed, 0 if none is."""
    closed = [name_of(None, row.values.get("period")) for row in scorecard.rows.get("closed", ())]
    return max((one for one in closed if one is not None), default=0.0)


def members_of(given: Given) -> dict[str, str]:
    """Members by the names under which the unit's workbooks know them."""
    people = people_of(given.others.get(PLAN), given.own)
    return {
        name: str(person.member.values["member"])
        for person in people
        if person.member is not None
        for name in names_of(person)
    }


def load_credits(given: Given) -> Loaded:
    """A row for each won deal that has none; amount, customer and product of those that are there."""
    plan, log = given.others.get(PLAN), given.others.get(LOG)
    if plan is None:
        return Loaded(own=True)
    if not counts_deals(plan):
        return Loaded(own=True)
    if log is None:
        return Loaded(missing=(LOG,))
    found = crediting(given, log)
    return Loaded(found.items, notes=found.notes)


CREDITED = Loader(SCORECARD, TABLE, RENEWED, load_credits)
