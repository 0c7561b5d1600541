"""A team scorecard as the ledger looks at it: each member's months with quota, credit, terms and pay."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING

from xltargets.ledger.earning import Month, Part, Person, Team, Unit
from xltargets.ledger.entry import text_of
from xltargets.ledger.terms import Terms
from xltargets.rollup.year_kinds import name_of, year_of
from xltargets.units.days import day_of, is_serial, shown_month
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.rollup.extraction import Extract, Row


def month_text(value: object) -> str:
    """The month of a day as the ledger writes it, "" for what is none."""
    return shown_month(value) if isinstance(value, float) and is_serial(value) else ""


_FIRST_MONTHS = "first_month", "cap_month"
_KINDS = "product", "category", "deal"


def month_number(year_start: str, number: int) -> str:
    """A month of the year by its number.

    >>> month_number("2026-04", 10)
    '2027-01'
    """
    year, month = map(int, year_start.split("-"))
    return f"{year + (month + number - 2) // 12}-{(month + number - 2) % 12 + 1:02d}"


def kind_of(line: Row) -> str:
    """Which sales reach tiers together with a part of a sale: those of its product, category, or the sale alone."""
    return " / ".join(text_of(line.values[one]) for one in _KINDS if line.values.get(one))


def _between(rates: list[Row], row: Row) -> list[Row]:
    """The rows of Rates by plan between the two that a row names, none if it names none."""
    first, last = amount(row, "first"), amount(row, "last")
    return [one for one in rates if first and first <= amount(one, "number") <= last]


def amount(row: Row, column: str) -> float:
    """An amount of a row, 0 for a blank."""
    value = row.values.get(column)
    return value if isinstance(value, float) else 0.0


@dataclass(frozen=True)
class MemberMonth:
    """A row of Commission, with the rows of other sheets that it rests on."""

    of: str
    row: Row
    actuals: list[Row]
    tiers: list[Row]
    """Of the plan in force."""
    terms: Row | None
    """The row of Rates or of Plans with cap and draw."""
    mode: str
    year_start: str = ""
    lines: tuple[tuple[Row, list[Row]], ...] = ()
    """Of who is paid sale by sale: each part of a sale, and the tiers that hold for it."""
    shares: tuple[float, ...] = ()
    """Where the plan is a pool, the shares of all who are in it, in the order of Plan of a member."""
    place: int = 0
    """Which of them is the member's, from 1 on."""

    @property
    def by_plan(self) -> bool:
        """Whether a row of Plans holds; else Rates."""
        return amount(self.row, "plan_row") > 0

    @property
    def of_team(self) -> bool:
        """Whether it pays for the sales of the team."""
        return self.by_plan and self.terms is not None and self.terms.values.get("measure") in ("team", "pool")

    @property
    def plan(self) -> str:
        """The day from which the rates in force hold, after the ID of the plan if there is one.

        Where only sales of products or categories have rates, the latest day of those of the month's sales.
        """
        day = self.row.values.get("plan")
        if self.lines and not isinstance(day, float):
            day = max(amount(line, "effective") for line, _tiers in self.lines)
        if not isinstance(day, float) or not is_serial(day):
            return ""
        name = str(self.row.values.get("pay_plan") or "") if self.by_plan else ""
        return f"{name} {day_of(day).isoformat()}".strip()

    @property
    def pay_terms(self) -> Terms:
        """How the credit becomes commission."""
        if not self.tiers:
            return Terms()
        begins = "start" if self.by_plan else "attainment"
        tiers = tuple((amount(row, begins), amount(row, "rate")) for row in self.tiers)
        cap = 0.0 if self.terms is None else amount(self.terms, "cap")
        terms = Terms(self.mode, tiers, cap or None)
        return self._adding_up(terms, self.terms) if self.by_plan and self.terms is not None else terms

    def _adding_up(self, terms: Terms, plan: Row) -> Terms:
        """With the months that a plan adds up."""
        amounts = plan.values.get("counted") == "amount"
        alone = plan.values.get("span") == "month"
        first, cap_first = (month_number(self.year_start, int(amount(self.row, one))) for one in _FIRST_MONTHS)
        return replace(
            terms,
            cap=None if plan.values.get("cap") is None else amount(plan, "cap"),
            amounts=amounts,
            start="" if alone else first,
            quota=None if alone or amounts else amount(self.row, "quota_counted"),
            shares=self.shares,
            place=self.place,
            cap_start="" if plan.values.get("cap") is None or cap_first == first else cap_first,
        )

    @property
    def credit(self) -> float:
        """What it pays for: the member's credit, or that of the team."""
        return amount(self.row, "measured" if self.by_plan else "credit")

    @property
    def quota(self) -> float:
        """The quota of that."""
        return amount(self.row, "quota_measured" if self.by_plan else "quota")

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sales of a month that earn by themselves, by product, category or sale; none where all add up."""
        found: dict[Terms, list[float]] = {}
        own = replace(self, lines=())
        for line, tiers in self.lines:
            terms = replace(own, tiers=tiers).pay_terms
            start = month_text(line.values.get("start"))
            terms = replace(terms, kind=kind_of(line), start="" if start == self.of and not terms.start else start)
            if terms.cap is not None:
                # The cap holds for the same months, whatever the rates of a kind begin with.
                terms = replace(terms, cap_start=month_number(self.year_start, int(amount(self.row, "cap_month"))))
            found.setdefault(terms, []).append(amount(line, "amount"))
        return tuple(Part(credit=fsum(amounts), terms=terms) for terms, amounts in found.items())

    @property
    def counted(self) -> tuple[float, float]:
        """The credit and the quota that reach the tiers: of the month, or of all months that a plan adds up."""
        columns = ("counted", "quota_counted") if self.by_plan else ("credit", "quota")
        return amount(self.row, columns[0]), amount(self.row, columns[1])

    @property
    def recoverable(self) -> bool:
        """Whether a draw is paid back by later commission."""
        return self.terms is None or self.terms.values.get("recoverable") != "No"


@dataclass(frozen=True)
class Member:
    """A member of Team with the months of the year and what was booked late."""

    row: Row
    months: tuple[MemberMonth, ...]
    adjustments: list[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As Team has it."""
        return str(self.row.values.get("member") or "")

    @property
    def person_id(self) -> str:
        """The id, "" without one."""
        return id_text(self.row.values.get("person_id"))

    def adjusted(self, of: str, until: str) -> float:
        """What was booked late for a month, up to a period; what is for a pool stands in that of the open month."""
        if any(month.of == of and month.shares for month in self.months):
            return 0.0
        return fsum(
            amount(row, "amount")
            for row in self.adjustments
            if month_text(row.values.get("of")) == of and month_text(row.values.get("month")) <= until
        )


@dataclass(frozen=True)
class Scorecard:
    """A unit's scorecard."""

    extract: Extract

    @cached_property
    def unit(self) -> Unit:
        """Whose it is."""
        text = self.extract.text
        return Unit(
            unit_id=text("settings.unit_id"),
            unit=text("settings.unit"),
            currency=text("settings.currency").upper(),
        )

    @property
    def unit_key(self) -> str:
        """What tells the unit from others."""
        return self.unit.entry("unit", "", "").unit_key

    @property
    def year_start(self) -> str:
        """The first month of its year."""
        year = year_of(self.extract)
        return "" if year is None else shown_month(year.names[0])

    @property
    def until(self) -> str:
        """The month that it is looked at from: later ones have no figures yet."""
        return month_text(name_of(self.extract, self.extract.fields.get("standing.as_of")))

    @cached_property
    def members(self) -> list[Member]:
        """Everybody in Team, in its order."""
        months: dict[str, list[MemberMonth]] = {}
        actuals = _by_member(self.extract.rows.get("actuals", []))
        for row in self.extract.rows.get("commission", []):
            of, key = month_text(row.values.get("month")), name_key(row.values.get("member"))
            if of and key:
                own = [one for one in actuals.get(key, []) if month_text(one.values.get("month")) == of]
                months.setdefault(key, []).append(self._month(row, of, own))
        late = _by_member(self.extract.rows.get("adjustments", []))
        return [
            Member(row, tuple(months.get(key, ())), late.get(key, []))
            for row in self.extract.rows.get("team", [])
            if (key := name_key(row.values.get("member")))
        ]

    def _month(self, row: Row, of: str, actuals: list[Row]) -> MemberMonth:
        if amount(row, "plan_row") > 0:
            return self._month_of_plan(row, of, actuals)
        plan, terms = row.values.get("plan"), self.extract.rows.get("terms", [])
        tiers = [one for one in self.extract.rows.get("tiers", []) if one.values.get("effective") == plan]
        place = int(amount(row, "terms"))
        mode = str(self.extract.fields.get("settings.mode") or "marginal")
        in_force = terms[place - 1] if 0 < place <= len(terms) else None
        return MemberMonth(of, row, actuals, tiers if plan is not None else [], in_force, mode)

    def _month_of_plan(self, row: Row, of: str, actuals: list[Row]) -> MemberMonth:
        rates = self.extract.rows.get("plan_rates", [])
        plans = self.extract.rows.get("plans", [])
        own = (one for one in plans if name_key(one.values.get("plan")) == name_key(row.values.get("pay_plan")))
        plan = next(own, None)
        mode = "marginal" if plan is None else str(plan.values.get("mode") or "marginal")
        mine = self._lines.get((name_key(row.values.get("member")), of), [])
        lines = tuple((line, _between(rates, line)) for line in mine)
        shares, place = self._pool(row, of) if plan is not None and plan.values.get("measure") == "pool" else ((), 0)
        tiers = _between(rates, row)
        return MemberMonth(of, row, actuals, tiers, plan, mode, self.year_start, lines, shares, place)

    def _pool(self, row: Row, of: str) -> tuple[tuple[float, ...], int]:
        """The shares of all who are in a pool in a month, and which is the member's."""
        plan, member = name_key(row.values.get("pay_plan")), name_key(row.values.get("member"))
        rows = [
            one
            for one in self.extract.rows.get("plan_members", [])
            if name_key(one.values.get("plan")) == plan and _holds(one, of)
        ]
        names = [name_key(one.values.get("member")) for one in rows]
        return tuple(amount(one, "share") for one in rows), names.index(member) + 1 if member in names else 0

    @cached_property
    def _lines(self) -> dict[tuple[str, str], list[Row]]:
        """The parts of sales that are paid sale by sale, by member and month."""
        found: dict[tuple[str, str], list[Row]] = {}
        for line in self.extract.rows.get("credit_lines", []):
            if amount(line, "level"):
                key = name_key(line.values.get("member")), month_text(line.values.get("month"))
                found.setdefault(key, []).append(line)
        return found

    def team(self, period: str) -> Team:
        """What closing a period takes from it."""
        people = tuple(
            Person(
                person_id=member.person_id,
                person=member.name,
                owed=amount(member.row, "owed"),
                months=tuple(_month_of(member, month, period) for month in member.months if month.of <= period),
            )
            for member in self.members
        )
        return Team(unit=self.unit, people=people, figures=self._figures(period))

    def _figures(self, period: str) -> dict[str, tuple[float, float]]:
        """The unit's target and actual of each month up to the period."""
        months = sorted({month.of for member in self.members for month in member.months if month.of <= period})
        quotas = self.extract.rows.get("quotas", [])
        found = {}
        for of in months:
            rows = [row for row in quotas if month_text(row.values.get("month")) == of]
            own = [month.row for member in self.members for month in member.months if month.of == of]
            carried = fsum(amount(row, "quota") + amount(row, "vacant") for row in rows)
            target = carried if quotas else fsum(amount(row, "quota") for row in own)
            found[of] = target, fsum(amount(row, "credit") for row in own)
        return found

    def missing_actuals(self, period: str) -> list[str]:
        """Members with a quota in a period, and nothing in Actuals."""
        return [
            member.name
            for member in self.members
            for month in member.months
            if month.of == period and amount(month.row, "quota") > 0 and not month.actuals
        ]


def _month_of(member: Member, month: MemberMonth, period: str) -> Month:
    return Month(
        of=month.of,
        credit=month.credit + member.adjusted(month.of, period),
        quota=month.quota,
        plan=month.plan,
        terms=month.pay_terms,
        clawback=amount(month.row, "clawback"),
        draw=amount(month.row, "draw"),
        recoverable=month.recoverable,
        parts=month.parts,
    )


def _holds(row: Row, of: str) -> bool:
    """Whether a row of Plan of a member holds in a month."""
    begins, ends = (month_text(row.values.get(one)) for one in ("begins", "ends"))
    return bool(begins) and begins <= of and (not ends or of <= ends)


def _by_member(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(name_key(row.values.get("member")), []).append(row)
    return found


def id_text(value: object) -> str:
    """An ID as a text, also one that was typed as a number; "" without one."""
    return f"{value:.15g}" if isinstance(value, float) else str(value or "").strip()


def held_name(value: object) -> str:
    """A name as the ledger compares it: what would be a formula in a spreadsheet has an apostrophe there."""
    return name_key(text_of(value))
