"""A member's month for the member: from the sales to the payout, in lines that add up to the cent."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.calc import commission_legs
from xltargets.errors import N_, Phrase
from xltargets.ledger.entry import PAID
from xltargets.ledger.terms import Terms
from xltargets.rollup.closing.sales import sales_of
from xltargets.rollup.closing.scorecards import Member, MemberMonth, Scorecard, amount, held_name, kind_of, month_text
from xltargets.units.days import day_of, is_serial
from xltargets.units.money import money
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from xltargets.ledger.book import Ledger
    from xltargets.ledger.entry import Entry
    from xltargets.rollup.closing.sales import Sale
    from xltargets.rollup.extraction import Row

NOT_AS_CLOSED = N_(
    "{person}: the payout of {period} is {here} in the scorecard and {there} in the ledger. No statement is written; "
    "xltargets validate --ledger tells what was changed."
)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the credit and the rate that it is paid at."""

    start: Decimal
    end: Decimal | None
    """None where the tier is open above."""
    amount: Decimal
    rate: float | None
    """None where sales have several."""
    commission: Decimal
    kind: str | None = None
    """Where a plan pays sale by sale, of which product, category or sale; "" is all others."""


@dataclass(frozen=True, slots=True)
class Late:
    """A sale, refund or correction of an earlier month, or a clawback."""

    what: str
    day: str
    amount: Decimal
    commission: Decimal
    why: str = ""


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month of the year so far."""

    of: str
    credit: Decimal
    quota: Decimal
    attainment: float | None
    net: Decimal
    payout: Decimal
    owed: Decimal
    closed: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """What the months bring to all who share a pool, and the member's part of it."""

    earlier: Decimal
    """What other sums under the same cap brought."""
    total: Decimal
    """The sum of the slices with that, at most the cap."""
    share: float
    """The member's, of the shares of all."""
    part: Decimal

    @property
    def others(self) -> Decimal:
        """What the others get, below 0: it is taken from the pool."""
        return self.part - self.total


@dataclass(frozen=True, slots=True)
class Statement:
    """What the member reads. `payout` is the sum of the lines before it."""

    person: str
    person_id: str
    language: str
    unit: str
    organisation: str
    currency: str
    period: str
    plan: str
    mode: str
    credit: Decimal
    quota: Decimal
    attainment: float | None
    slices: list[Slice]
    uncapped: Decimal
    """The sum of the slices."""
    cap: Decimal | None
    cut: Decimal
    """What the cap takes off, 0 or less."""
    commission: Decimal
    late: list[Late]
    late_total: Decimal
    taken: list[Late]
    taken_total: Decimal
    net: Decimal
    draw: Decimal
    advance: Decimal
    recovered: Decimal
    payout: Decimal
    owed_before: Decimal
    owed: Decimal
    recoverable: bool
    year: list[YearMonth] = field(default_factory=list)
    entry: Entry | None = None
    """The payment in the ledger, where the month is closed."""
    closed_on: str = ""
    sales: list[Sale] = field(default_factory=list)
    """The sales behind the credit, where the scorecard has them."""
    by_plan: bool = False
    of_team: bool = False
    """Whether credit and quota are those of the team."""
    adds_from: str = ""
    """The first month whose sales a plan adds up with this one's; "" is the month alone."""
    counted: Decimal = Decimal(0)
    quota_counted: Decimal = Decimal(0)
    """Credit and quota of all of these months."""
    before: Decimal = Decimal(0)
    """What these months brought before, 0 or less: it is taken from the sum of the slices."""
    pool: Pool | None = None
    """Where the plan is a pool: what comes between the slices and what was earned before."""


def statements_of(scorecard: Scorecard, period: str, ledger: Ledger | None) -> tuple[list[Statement], list[Phrase]]:
    """One for each member with figures in the month, and why there is none for others."""
    found, refused = [], []
    for member in scorecard.members:
        month = next((one for one in member.months if one.of == period), None)
        if month is None or month.row.values.get("earned") is None or _is_nobody(month):
            continue
        made = _Making(scorecard, member, month, ledger).done()
        if isinstance(made, Phrase):
            refused.append(made)
        else:
            found.append(made)
    return found, refused


def last_period(scorecard: Scorecard) -> str:
    """The last month that has figures, "" if none has."""
    months = [month for member in scorecard.members for month in member.months]
    return max((month.of for month in months if month.row.values.get("earned") is not None), default="")


def _is_nobody(month: MemberMonth) -> bool:
    """Whether the member was not there in that month, and nothing is to be told."""
    columns = ("credit", "quota", "draw", "clawback", "late", "payout")
    return not any(amount(month.row, column) for column in columns)


class _Making:
    """One statement on its way."""

    def __init__(self, scorecard: Scorecard, member: Member, month: MemberMonth, ledger: Ledger | None) -> None:
        self.scorecard, self.member, self.month, self.ledger = scorecard, member, month, ledger
        self.currency = scorecard.unit.currency

    def done(self) -> Statement | Phrase:
        """It, or why there is none."""
        entry = self._entry(self.month.of)
        recovered, payout, owed = self._settled(self.month, entry)
        net = self._own("net")
        if entry is not None and not self._is_as_closed(entry):
            here = self._own("payout")
            values = {"here": f"{here:,f}", "there": f"{entry.amount('payout'):,f}"}
            return Phrase(NOT_AS_CLOSED, person=self.member.name, period=self.month.of, **values)
        terms, commission = self.month.pay_terms, self._own("earned")
        slices = self._slices(terms)
        uncapped = sum((one.commission for one in slices), self._money(0))
        pool = self._pool(uncapped)
        before = self._before(terms, commission, uncapped) if pool is None else commission - pool.part
        cut = commission - uncapped - before if pool is None else pool.total - uncapped - pool.earlier
        late, taken = self._late(), self._taken()
        advance = payout - net + recovered
        extract = self.scorecard.extract
        return Statement(
            person=self.member.name,
            person_id=self.member.person_id,
            language=str(self.member.row.values.get("language") or extract.language),
            unit=extract.text("settings.unit"),
            organisation=extract.text("settings.organisation"),
            currency=self.currency,
            period=self.month.of,
            plan=self.month.plan,
            mode=terms.mode,
            credit=self._money(self.month.credit),
            quota=self._money(self.month.quota),
            attainment=_attainment(self.month),
            slices=slices,
            uncapped=uncapped,
            cap=None if terms.cap is None else self._money(terms.cap),
            cut=cut,
            commission=commission,
            late=late,
            late_total=self._own("late"),
            taken=taken,
            taken_total=self._own("clawback"),
            net=net,
            draw=self._own("draw"),
            advance=advance,
            recovered=recovered,
            payout=payout,
            owed_before=owed + recovered - (advance if self.month.recoverable else 0),
            owed=owed,
            recoverable=self.month.recoverable,
            year=self._year(),
            entry=entry,
            closed_on=self._closed_on(entry),
            sales=sales_of(self.scorecard, self.member, self.month),
            by_plan=self.month.by_plan,
            of_team=self.month.of_team,
            adds_from="" if self.month.lines else terms.start,
            counted=self._money(self.month.counted[0]),
            quota_counted=self._money(self.month.counted[1]),
            before=before,
            pool=pool,
        )

    def _closed_on(self, entry: Entry | None) -> str:
        close = None if self.ledger is None or entry is None else self.ledger.of(entry.period)
        return "" if close is None else close.head.day

    def _pool(self, uncapped: Decimal) -> Pool | None:
        """The pool of all months that add up, where the plan is one."""
        if not self.month.shares:
            return None
        earlier, share = self._own("added_up") - uncapped, amount(self.month.row, "share")
        return Pool(earlier, self._own("pool"), share, self._own("part"))

    def _money(self, value: float) -> Decimal:
        return money(value, self.currency)

    def _settled(self, month: MemberMonth, entry: Entry | None) -> tuple[Decimal, Decimal, Decimal]:
        """What is recovered, paid out and owed then: by the ledger where it has the month."""
        if entry is not None:
            return entry.amount("recovered"), entry.amount("payout"), entry.amount("owed")
        recovered, payout, owed = (self._money(amount(month.row, one)) for one in ("recovered", "payout", "balance"))
        return recovered, payout, owed

    def _is_as_closed(self, entry: Entry) -> bool:
        """Whether the scorecard pays what the ledger does; draws that two units share only the ledger knows."""
        assert self.ledger is not None
        if entry.amount("commission") - entry.amount("clawback") != self._own("net"):
            return False
        alone = self.ledger.settles_alone(entry.unit_key, entry.person_key)
        return not alone or entry.amount("payout") == self._own("payout")

    def _own(self, column: str) -> Decimal:
        return self._money(amount(self.month.row, column))

    def _entry(self, of: str) -> Entry | None:
        """The payment of a month in the ledger."""
        if self.ledger is None:
            return None
        key = name_key(held_name(self.member.person_id))
        paid = (one for one in self.ledger.standing(PAID) if one.of == of and one.person_key == key)
        return next((one for one in paid if one.unit_key == self.scorecard.unit_key), None)

    def _before(self, terms: Terms, commission: Decimal, uncapped: Decimal) -> Decimal:
        """What a plan's months brought before; without a cap all that the slices are more than the commission."""
        if not terms.start or self.month.lines:
            return self._money(0)
        return commission - uncapped if terms.cap is None else self._own("step") - uncapped

    def _slices(self, terms: Terms) -> list[Slice]:
        """The tiers touched; each is a difference of rounded totals, so that they sum to the rounded total."""
        if self.month.lines:
            return self._kinds()
        credit, quota = self.month.counted
        if credit <= 0 or not terms.tiers or (quota <= 0 and not terms.amounts):
            return []
        tiers = [[start * (1 if terms.amounts else quota), rate] for start, rate in terms.tiers]
        found, before, below = [], Decimal(0), Decimal(0)
        for start, end, part, rate, _commission in commission_legs(credit, tiers, terms.mode):
            if not part:
                continue
            reached = credit if terms.mode != "marginal" else min(credit, float(start or 0) + float(part))
            total = terms.uncapped(Decimal(repr(float(reached))), Decimal(repr(quota)), self.currency)
            upper = self._money(float(end)) if isinstance(end, (int, float)) and float(end) < credit else None
            held = self._money(float(reached))
            found.append(Slice(self._money(float(start or 0)), upper, held - below, float(rate or 0), total - before))
            before, below = total, held
        return found

    def _kinds(self) -> list[Slice]:
        """The month's sales by what has rates of its own."""
        found: dict[str, tuple[float, float]] = {}
        for line, _tiers in self.month.lines:
            credit, commission = found.get(kind_of(line), (0.0, 0.0))
            found[kind_of(line)] = credit + amount(line, "amount"), commission + amount(line, "commission")
        nothing = self._money(0)
        return [
            Slice(nothing, None, self._money(credit), None, self._money(commission), kind)
            for kind, (credit, commission) in found.items()
        ]

    def _late(self) -> list[Late]:
        """The rows of Adjustments that this month pays."""
        return [
            Late(
                str(row.values.get("sale") or ""),
                month_text(row.values.get("of")),
                self._money(amount(row, "amount")),
                self._money(amount(row, "commission")),
                str(row.values.get("why") or ""),
            )
            for row in self.member.adjustments
            if month_text(row.values.get("month")) == self.month.of
        ]

    def _taken(self) -> list[Late]:
        """The refunds whose commission is taken back in this month."""
        rows = self.scorecard.extract.rows.get("refunds", [])
        key = name_key(self.member.name)
        return [
            Late(
                str(row.values.get("deal") or ""),
                _day(row, "returned"),
                -self._money(amount(row, "refunded")),
                -self._money(amount(row, "clawback")),
            )
            for row in rows
            if name_key(row.values.get("member")) == key and month_text(row.values.get("month")) == self.month.of
        ]

    def _year(self) -> list[YearMonth]:
        found = []
        for month in self.member.months:
            if month.row.values.get("earned") is None or month.of > self.month.of:
                continue
            credit, quota, net = map(self._money, (month.credit, month.quota, amount(month.row, "net")))
            entry = self._entry(month.of)
            _recovered, payout, owed = self._settled(month, entry)
            found.append(YearMonth(month.of, credit, quota, _attainment(month), net, payout, owed, entry is not None))
        return found


def _attainment(month: MemberMonth) -> float | None:
    """Of the credit and the quota that are paid for: the member's own, or those of the team."""
    if month.by_plan:
        return month.credit / month.quota if month.quota > 0 else None
    value = month.row.values.get("attainment")
    return value if isinstance(value, float) else None


def _day(row: Row, column: str) -> str:
    value = row.values.get(column)
    return day_of(value).isoformat() if isinstance(value, float) and is_serial(value) else ""
