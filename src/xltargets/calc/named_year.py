"""A workbook's year: twelve periods, each named after a month, with the days from which and to which it goes.

A period of months is the month of its name. One of weeks is named after the month in which its 15th day lies, and may
begin in the month before or end in the month after.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from xltargets.calc.fiscal_year import LONG, MONTHS, SHORT, WEEK, FiscalYear, months_of_year, year_of_weeks
from xltargets.units.days import EARLIEST, LATEST, day_of, is_serial, months_between, months_later, serial_of

MIDDLE = 14
"""So many days after the first day of a period of weeks lies the day whose month names it."""


@dataclass(frozen=True)
class NamedYear:
    """The year of a workbook. Days and names are serial numbers; a name is that of the first of a month."""

    start: datetime.date
    pattern: str | None = None
    """The weeks of each quarter's periods, such as 4-4-5; None for months."""
    weeks: int = SHORT

    @cached_property
    def periods(self) -> FiscalYear:
        """The twelve periods by days."""
        if self.pattern is None:
            return months_of_year(self.start)
        weeks = LONG if self.weeks == LONG else SHORT
        return year_of_weeks(self.start, self.start + datetime.timedelta(days=WEEK * weeks), self.pattern)

    @cached_property
    def names(self) -> tuple[float, ...]:
        """The first of the month after which each period is named.

        >>> year = NamedYear(datetime.date(2023, 1, 29), "4-5-4", 53)
        >>> [str(day_of(name)) for name in year.names[:2]], str(day_of(year.end))
        (['2023-02-01', '2023-03-01'], '2024-02-03')
        """
        first = self.start if self.pattern is None else self.start + datetime.timedelta(days=MIDDLE)
        return tuple(float(serial_of(months_later(first.replace(day=1), number))) for number in range(MONTHS))

    @property
    def first(self) -> float:
        """The first day."""
        return float(serial_of(self.start))

    @property
    def end(self) -> float:
        """The last day."""
        return self.periods.end

    def name(self, day: float) -> float:
        """After which month the period of a day is named; days outside a year of weeks get none of its names.

        >>> year = NamedYear(datetime.date(2023, 1, 29), "4-5-4", 53)
        >>> days = datetime.date(2023, 4, 1), datetime.date(2023, 1, 28), datetime.date(2024, 2, 4)
        >>> [str(day_of(year.name(serial_of(day)))) for day in days]
        ['2023-03-01', '2023-01-01', '2024-02-01']
        """
        if self.pattern is None:
            return first_of_month(day)
        number = int(self.periods.number(day))
        if not number:
            number = 0 if day < self.first else MONTHS + 1
        return float(serial_of(months_later(day_of(self.names[0]), number - 1)))

    def name_in_its_year(self, day: float) -> float:
        """As `name`, also of a day in a year before or after; of years of weeks each of those has 52.

        A year before has the same weeks as this one, 364 days earlier, and the same twelve months for names.

        >>> year = NamedYear(datetime.date(2023, 1, 29), "4-5-4", 53)
        >>> days = [datetime.date(2022, 1, 30), datetime.date(2023, 1, 28), datetime.date(2024, 2, 3)]
        >>> [str(day_of(year.name_in_its_year(serial_of(day)))) for day in [*days, datetime.date(2024, 2, 4)]]
        ['2022-02-01', '2023-01-01', '2024-01-01', '2024-02-01']
        """
        if self.pattern is None:
            return first_of_month(day)
        usual = WEEK * SHORT
        years = (day - self.first) // usual if day < self.first else max(0, (day - self.end - 1) // usual + 1)
        since = day - self.first - years * usual if years <= 0 else (day - self.end - 1) % usual
        number = int(self.periods.number(self.first + since))
        return float(serial_of(months_later(day_of(self.names[0]), int(years) * MONTHS + number - 1)))

    def days(self, name: float, months: int = 1) -> tuple[float, float]:
        """The first and the last day of a period, or of several from it on, by its name.

        >>> year = NamedYear(datetime.date(2023, 1, 29), "4-5-4", 53)
        >>> [str(day_of(day)) for day in year.days(year.names[1])]
        ['2023-02-26', '2023-04-01']
        """
        place = months_between(day_of(self.names[0]), day_of(name))
        if self.pattern is None or not 0 <= place <= MONTHS - months:
            first = day_of(name).replace(day=1)
            return float(serial_of(first)), serial_of(months_later(first, months)) - 1.0
        return float(self.periods.firsts[place]), float(self.periods.lasts[place + months - 1])

    def begins(self, name: float) -> float:
        """The first day of a period by its name."""
        place = months_between(day_of(self.names[0]), day_of(name))
        if self.pattern is None or not 0 <= place < MONTHS:
            return first_of_month(name)
        return float(self.periods.firsts[place])

    @property
    def spans(self) -> list[tuple[float, float, float]]:
        """The name, the first and the last day of each period."""
        return [(name, *days) for name, days in zip(self.names, self.periods.spans, strict=True)]


def first_of_month(day: float) -> float:
    """The first day of the month of a day."""
    return float(serial_of(day_of(day).replace(day=1)))


def named_year(start: object, pattern: str | None, weeks: object) -> NamedYear | None:
    """The year by what Settings say; None where they do not say when it begins, or not so that it can be meant.

    >>> named_year(44955.0, "4-5-4", 53.0).end
    45325.0
    """
    if not isinstance(start, float) or not is_serial(start) or not EARLIEST <= day_of(start) <= LATEST:
        return None
    return NamedYear(day_of(start), pattern, int(weeks) if isinstance(weeks, float) else SHORT)
