"""What the sample company's people were paid so far: by their sales and plans, as the ledger works it out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from xltargets.calc import commission_split
from xltargets.ledger.book import Ledger
from xltargets.ledger.earning import Month, Part, Person, Team, Unit, entries_of
from xltargets.ledger.entry import PAID
from xltargets.ledger.terms import Terms
from xltargets.samples import credits_sample, team_scorecard_sample
from xltargets.samples.companies import FIRST, YEAR_START, Company
from xltargets.samples.sales import CLOSED_MONTHS, members, quotas, sales, share
from xltargets.units.days import months_between
from xltargets.units.money import decimals_of
from xltargets.units.names import for_file

if TYPE_CHECKING:
    from datetime import date

Rows = list[dict[str, Any]]
_SPANS = {"month": 1, "quarter": 3, "year": 12}


@cache
def paid_so_far(team: str, company: Company = FIRST) -> dict[str, Decimal]:
    """By name, what everybody of a team was paid out."""
    paying = _Paying(team, company)
    unit = Unit(unit_id=for_file(company.name(team)), unit=company.name(team), currency=company.currency)
    people = tuple(paying.person(place) for place in range(len(paying.names)))
    entries = entries_of(Ledger(), _text(CLOSED_MONTHS), [Team(unit=unit, people=people)])
    found = dict.fromkeys(paying.names, Decimal(0))
    for one in entries:
        if one.entry == PAID:
            found[one.person] += one.amount("payout")
    return found


def _text(number: int) -> str:
    return f"{YEAR_START.year}-{number:02d}"


def _number(day: date) -> int:
    return months_between(YEAR_START, day) + 1


class _Paying:
    """A team with its quotas, sales and plans."""

    def __init__(self, team: str, company: Company) -> None:
        self.company = company
        self.own = members(team, company)
        self.names = [company.name(person.name) for person in self.own]
        self.quotas = quotas(team, company)[: len(self.own)]
        self.sold = [[0.0] * CLOSED_MONTHS for _person in self.own]
        for sale in sales(team, company):
            self.sold[self.own.index(sale.person)][sale.month.month - 1] = float(sale.amount)
        self.tables = team_scorecard_sample.of_team(team, company).tables
        self.plans = {row["plan"]: row for row in self.tables.get("plans", ())}

    def person(self, place: int) -> Person:
        """One with the months so far."""
        months = tuple(self._month(place, number) for number in range(1, CLOSED_MONTHS + 1))
        return Person(person_id=str(self.own[place].person_id), person=self.names[place], months=months)

    def _month(self, place: int, number: int) -> Month:
        row = self._holding(place, number)
        if row is None:
            return self._by_rates(place, number)
        plan = self.plans[row["plan"]]
        everybody = range(len(self.own)) if plan["measure"] in ("team", "pool") else (place,)
        first = max(_number(row["begins"]), number - (number - 1) % _SPANS[plan["span"]])
        last = first - 1 - (first - 1) % _SPANS[plan["span"]] + _SPANS[plan["span"]]
        quota = sum(self.quotas[one][month - 1] for one in everybody for month in range(first, last + 1))
        amounts = plan["counted"] == "amount"
        cap = None if plan.get("cap") is None else float(plan["cap"])
        terms = Terms(cap=cap, amounts=amounts, start=_text(first), quota=None if amounts else quota)
        if plan["measure"] == "pool":
            others = [one for one in self.tables["plan_members"] if one["plan"] == row["plan"]]
            terms = replace(terms, shares=tuple(one["share"] for one in others), place=others.index(row) + 1)
        rates = [one for one in self.tables["plan_rates"] if one["plan"] == row["plan"]]
        role = self.tables["team"][place]["role"]
        of_role, for_all = ([one for one in rates if _whose(one) == whose] for whose in ({"role": role}, {}))
        return Month(
            of=_text(number),
            credit=sum(self.sold[one][number - 1] for one in everybody),
            quota=sum(self.quotas[one][number - 1] for one in everybody),
            plan=f"{row['plan']} {row['begins']}",
            terms=replace(terms, tiers=_tiers(of_role or for_all, "start")),
            draw=float(plan.get("draw") or 0) * (share(self.own[place], number - 1) > 0),
            parts=self._kinds(place, number, rates, terms),
        )

    def _holding(self, place: int, number: int) -> dict[str, Any] | None:
        """The row of Plan of a member that holds."""
        for row in self.tables.get("plan_members", ()):
            begins, ends = _number(row["begins"]), 12 if row["ends"] is None else _number(row["ends"])
            if row["member"] == self.names[place] and begins <= number <= ends:
                found: dict[str, Any] = row
                return found
        return None

    def _by_rates(self, place: int, number: int) -> Month:
        day = YEAR_START.replace(month=number)
        newest = max(row["effective"] for row in self.tables["tiers"] if row["effective"] <= day)
        [terms] = self.tables["terms"]
        tiers = _tiers([row for row in self.tables["tiers"] if row["effective"] == newest], "attainment")
        taken = [
            row["paid"] * row["refunded"] / row["amount"]
            for row in self.tables["refunds"]
            if row["member"] == self.names[place] and row["month"] == day
        ]
        return Month(
            of=_text(number),
            credit=self.sold[place][number - 1],
            quota=self.quotas[place][number - 1],
            terms=Terms(tiers=tiers, cap=float(terms["cap"])),
            clawback=sum(taken),
            draw=float(terms["draw"]) * (share(self.own[place], number - 1) > 0),
        )

    def _kinds(self, place: int, number: int, rates: Rows, terms: Terms) -> tuple[Part, ...]:
        """The sales of a month by their kind, where a plan has rates for kinds."""
        kinds = dict.fromkeys(row["category"] for row in rates if "category" in row)
        found = []
        for kind in kinds:
            credit = sum(self._sold_of(self.names[place], kind, number))
            tiers = _tiers([row for row in rates if row.get("category") == kind], "start")
            own = replace(terms, tiers=tiers, kind=kind, cap_start=terms.start)
            found.append(Part(credit=credit, terms=own))
        return tuple(found)

    def _sold_of(self, name: str, kind: str, number: int) -> list[float]:
        parts = []
        for row in credits_sample.rows(self.company):
            if row["category"] != kind or row["booked"].month != number:
                continue
            holders = [row[f"member_{one}"] for one in range(1, 4) if f"member_{one}" in row]
            shares = [row.get(f"share_{one}", 1.0) for one in range(1, len(holders) + 1)]
            split = commission_split(row["amount"], shares, decimals_of(self.company.currency))
            parts += [float(part) for who, part in zip(holders, split, strict=True) if who == name]
        return parts


def _whose(rate: dict[str, Any]) -> dict[str, Any]:
    """For whom and for which sales a rate is."""
    return {key: rate[key] for key in ("role", "member", "product", "category") if rate.get(key)}


def _tiers(rows: Rows, begins: str) -> tuple[tuple[float, float], ...]:
    return tuple((float(row[begins]), float(row["rate"])) for row in rows)
