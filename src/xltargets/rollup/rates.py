"""Several currencies: amounts of units in the company's currency at the plan's rates, and what actual rates change."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from math import fsum
from typing import TYPE_CHECKING

from xltargets.ledger.rates import booked, rate_of
from xltargets.spine.figures import Standing
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Kind
from xltargets.units.days import day_of, months_later, serial_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.ledger.book import Ledger
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.spine.figures import Account, Span
    from xltargets.workbooks.contents import CellValue

CURRENCY = "settings.currency"
_DAYS_OF_MONTH = 30.4
PARTS = ("rates", "actual_rates")
"""The tables of rates."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What one unit of each currency is worth in the company's."""

    currency: str = ""
    """The company's own."""
    plan: Mapping[str, float] = field(default_factory=dict)
    """Of the whole year, by currency."""
    actual: Mapping[tuple[str, float], float] = field(default_factory=dict)
    """By currency and first day of the month."""
    of_units: Mapping[str, str] = field(default_factory=dict)
    """The currencies that the company plan gives its units, by id and by name."""
    file: str = ""
    """The workbook that has them."""

    def rate(self, currency: str) -> float | None:
        """The plan rate; None where there is none."""
        return 1.0 if currency == self.currency else self.plan.get(currency)

    def as_closed(self, ledger: Ledger) -> Rates:
        """The same with the actual rates of closed months as their closes booked them, whatever was entered since."""
        closed = {}
        for (currency, of), entry in booked(ledger).items():
            rate, into = rate_of(entry)
            if into == self.currency:
                closed[currency, float(serial_of(datetime.date.fromisoformat(f"{of}-01")))] = rate
        return replace(self, actual={**self.actual, **closed})

    def exchanged(self, extract: Extract) -> Extract:
        """A workbook with all its amounts in the company's currency; one that is in it already is as it was."""
        rate = self.rate(currency_of(extract))
        return extract if rate is None or currency_of(extract) == self.currency else _times(extract, rate)

    def effect(self, currency: str, account: Account, day: float) -> float | None:
        """What actual rates add to what was sold by a day; None where no month of it has an actual rate.

        Args:
            currency: Of the unit.
            account: The unit's year, at the plan's rates.
            day: Months that have begun by it count.
        """
        plan = self.rate(currency)
        sold = [span for span in account.actuals if span.first <= day and span.amount is not None]
        known = [(span.amount or 0.0, self._actual(currency, span)) for span in sold]
        if plan is None or all(rate is None for _amount, rate in known):
            return None
        # A month without an actual rate stays at the plan's.
        return fsum(amount * ((rate or plan) / plan - 1.0) for amount, rate in known)

    def undone(self, currency: str, account: Account, standing: Standing) -> tuple[Account, Standing]:
        """A unit's year and where it stands, back in its own currency."""
        rate = self.rate(currency) or 1.0

        def back(spans: tuple[Span, ...]) -> tuple[Span, ...]:
            return tuple(replace(one, amount=_over(one.amount, rate)) for one in spans)

        figures = (_over(one, rate) for one in (standing.target, standing.due, standing.actual))
        return replace(account, targets=back(account.targets), actuals=back(account.actuals)), Standing(*figures)

    def _actual(self, currency: str, span: Span) -> float | None:
        """The rate of a period: that of the month it is named after, or the mean of its months."""
        begins = day_of(span.name).replace(day=1)
        after = serial_of(months_later(begins, max(1, round((span.last - span.first + 1) / _DAYS_OF_MONTH))))
        of_period = [month for of, month in self.actual if of == currency and serial_of(begins) <= month < after]
        found = [self.actual[currency, month] for month in of_period]
        return fsum(found) / len(found) if found else None


def _over(amount: float | None, rate: float) -> float | None:
    return None if amount is None else amount / rate


def currency_of(extract: Extract) -> str:
    """The currency of a workbook's amounts."""
    return extract.text(CURRENCY).upper()


def rates_in(extract: Extract | None) -> Rates | None:
    """The rates that a company plan or a company scorecard has; None where it has none."""
    if extract is None or not extract.rows.get("rates"):
        return None
    plan = {str(name).upper(): rate for name, rate in _pairs(extract.rows["rates"], "currency", "plan")}
    if not plan:
        return None
    actual = {
        (str(row.values.get("currency")).upper(), float(serial_of(day_of(month).replace(day=1)))): rate
        for row in extract.rows.get("actual_rates", [])
        if isinstance(month := row.values.get("month"), float) and isinstance(rate := row.values.get("rate"), float)
    }
    own = currency_of(extract)
    of_units = {
        name_key(row.values.get(key)): str(row.values.get("currency") or own).strip().upper()
        for key in ("unit", "unit_id")
        for row in extract.rows.get("organisation", [])
        if row.values.get(key)
    }
    return Rates(own, plan, actual, of_units, extract.file)


def _pairs(rows: list[Row], key: str, value: str) -> list[tuple[CellValue, float]]:
    return [
        (row.values[key], number)
        for row in rows
        if row.values.get(key) and isinstance(number := row.values.get(value), float) and number > 0
    ]


def _times(extract: Extract, rate: float) -> Extract:
    """All amounts of a workbook, as its template declares them, times a rate."""
    template = TEMPLATES[extract.template]

    def of_cell(reference: str, value: CellValue) -> CellValue:
        is_amount = isinstance(value, float) and template.column(reference).kind is Kind.AMOUNT
        return value * rate if is_amount and isinstance(value, float) else value

    amounts = {
        name: [one.identifier for one in template.tables[name].columns if one.kind is Kind.AMOUNT]
        for name in extract.rows
    }
    grids = {
        name: replace(
            grid,
            values=[[cell * rate if isinstance(cell, float) else cell for cell in line] for line in grid.values],
        )
        if template.matrices[name].kind is Kind.AMOUNT
        else grid
        for name, grid in extract.grids.items()
    }
    return replace(
        extract,
        fields={reference: of_cell(reference, value) for reference, value in extract.fields.items()},
        rows={
            name: [
                replace(
                    row,
                    values=row.values
                    | {key: number * rate for key in amounts[name] if isinstance(number := row.values.get(key), float)},
                )
                for row in rows
            ]
            for name, rows in extract.rows.items()
        },
        grids=grids,
    )
