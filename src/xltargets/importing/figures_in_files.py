"""Columns of dates and amounts as people's files write them: one way of writing holds for a whole column.

Each cell is read by `units.amounts`, as the validator reads those of workbooks; a column tells what a cell does not.
"""

from __future__ import annotations

import datetime
import re
from numbers import Real
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem
from xltargets.units.amounts import LARGEST, MINGUO, Decimal, Unread, read_day, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable


ORDERS = ("dmy", "mdy", "ymd")
"""How a day without names of months can be written; the last only with a year of two digits."""


_DAY_FIRST = ("--dates", "dmy")


class Ambiguous(Problem):
    """A column that can be read in more than one way; the reason is part of a sentence.

    `options` are what to add to the command so that it goes on, for example.
    """

    def __init__(self, message: str, /, *, options: tuple[str, ...] = (), **values: object) -> None:
        """Keep the options beside the reason."""
        super().__init__(message, **values)
        self.options = options


def read_dates(values: Iterable[Any], order: str | None = None) -> list[datetime.date | None]:
    """A column of dates; None for what is none. `order` says how 03/04/2025 is meant: `dmy` or `mdy`
    (`ymd` for 25/04/03).

    Without it the column itself must tell, by a day above 12. Raises `Ambiguous` if it doesn't, or if it is mixed.
    `minguo` says that years are of Taiwan's own count, which is never taken for granted.

    >>> read_dates(["2025-03-05", "2025年3月", "13/04/2025", "soon"])
    [datetime.date(2025, 3, 5), datetime.date(2025, 3, 1), datetime.date(2025, 4, 13), None]
    """
    cells = list(values)
    texts = dict.fromkeys(cell for cell in cells if isinstance(cell, str))
    chosen = _orders(texts) if order is None else {}
    days: dict[str, datetime.date | None] = {}
    for text in texts:
        day = read_day(text, order or chosen.get(_parting(text), "dmy"))
        if day is Unread.REPUBLIC_YEAR:
            meant = read_day(text, MINGUO)
            message = N_("{example} may be {day} with its year counted as in Taiwan; add --dates minguo if it is")
            raise Ambiguous(message, options=("--dates", MINGUO), example=text, day=f"{meant:%Y-%m-%d}")
        days[text] = None if isinstance(day, Unread) else day
    return [days[cell] if isinstance(cell, str) else _date(cell) for cell in cells]


def order_of(headers: Iterable[str], order: str | None) -> str | None:
    """The order of the days in some columns: the one that is given, or the count of years that a header names.

    >>> order_of(["成交日期（民國）"], None), order_of(["成交日期"], None), order_of(["Date"], "dmy")
    ('minguo', None, 'dmy')
    """
    named = any(word in header for header in headers for word in ("民國", "民国"))
    return MINGUO if named and order is None else order


def _parting(text: str) -> str:
    """The sign between the parts of a day; days with another sign may have another order."""
    return next((sign for sign in text if sign in "/.-"), "")


def _orders(texts: Iterable[str]) -> dict[str, str]:
    """The order of the days with each sign between their parts. Raises `Ambiguous` where several are possible."""
    by_sign: dict[str, dict[str, tuple[datetime.date | Unread, ...]]] = {}
    for text in texts:
        readings = tuple(read_day(text, order) for order in ORDERS)
        if len(set(readings)) > 1 and not all(isinstance(one, Unread) for one in readings):
            by_sign.setdefault(_parting(text), {})[text] = readings
    return {sign: _order(readings) for sign, readings in by_sign.items()}


def _order(readings: dict[str, tuple[datetime.date | Unread, ...]]) -> str:
    places = range(len(ORDERS))
    possible = [place for place in places if not any(isinstance(one[place], Unread) for one in readings.values())]
    if not possible:
        example = next(text for text, one in readings.items() if isinstance(one[1], Unread))
        other = next((text for text, one in readings.items() if isinstance(one[0], Unread)), example)
        message = N_(
            "dates are written day first and month first, for example {example} and {other}; write them as 2025-04-30"
        )
        raise Ambiguous(message, options=_DAY_FIRST, example=example, other=other)
    unclear = next((text for text, one in readings.items() if len({one[place] for place in possible}) > 1), None)
    if unclear is not None:
        message = N_("{example} may be a day of two months; add --dates dmy (day first) or --dates mdy (month first)")
        raise Ambiguous(message, options=_DAY_FIRST, example=unclear)
    return ORDERS[possible[0]]


def _date(cell: Any) -> datetime.date | None:
    if isinstance(cell, datetime.datetime):
        return None if cell != cell else cell.date()  # noqa: PLR0124  (pandas' missing date is not itself)
    return cell if isinstance(cell, datetime.date) else None


def read_amounts(values: Iterable[Any], *, shares: bool = False) -> tuple[list[float | None], str | None]:
    """A column of numbers, None for what is none; and an example where the comma was taken for the decimal sign.

    `1,234.50` and `$1,234` are read; if some can only be meant with a decimal comma (`1.234,50`), and none only with a
    point, the whole column is. With `shares`, 45% is 0.45.

    >>> read_amounts(["$1,234.50", 7, "(3)", "1.2.3"])
    ([1234.5, 7.0, -3.0, None], None)
    >>> read_amounts(["1.234,50", "2.000"])
    ([1234.5, 2000.0], '1.234,50')
    """
    cells = list(values)
    read = {cell: read_number(cell, shares=shares) for cell in cells if isinstance(cell, str)}
    comma = next((text for text, number in read.items() if number is Unread.OTHER_DECIMAL), None)
    if comma is not None:
        with_comma = {text: read_number(text, Decimal.COMMA, shares=shares) for text in read}
        if Unread.OTHER_DECIMAL in with_comma.values():
            comma = None
        else:
            read = with_comma
    numbers = [read[cell] if isinstance(cell, str) else _number(cell) for cell in cells]
    return [None if isinstance(one, Unread) else one for one in numbers], comma


def _number(cell: Any) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, Real):
        return None
    number = float(cell)
    return number if abs(number) < LARGEST else None


Example = tuple[int, str]


def style_of(values: Iterable[Any]) -> Decimal | tuple[Example, Example | None]:
    """The decimal sign of a column; or an example of each of two ways, or of one number that could be two.

    `1.951` alone could be 1951; `1,951` alone is that, for nobody writes amounts with three decimals and a comma.

    >>> style_of(["1.234,50", "2.000"]), style_of(["1,951"]), style_of(["1.951"])
    (<Decimal.COMMA: ','>, <Decimal.POINT: '.'>, ((0, '1.951'), None))
    >>> style_of(["1,951.86", "3.176,92"])
    ((0, '1,951.86'), (1, '3.176,92'))
    """
    point: Example | None = None
    comma: Example | None = None
    either: Example | None = None
    thousands: Example | None = None
    seen: set[str] = set()
    for place, cell in enumerate(values):
        if not isinstance(cell, str) or cell in seen or not re.search("[.,]", cell):
            continue
        seen.add(cell)
        by_point, by_comma = read_number(cell, Decimal.POINT), read_number(cell, Decimal.COMMA)
        if by_point == by_comma:
            continue
        if isinstance(by_comma, Unread) or re.search(r"(?<!\d)0\.\d", cell):
            point = point or (place, cell)
        elif isinstance(by_point, Unread) or re.search(r"(?<!\d)0,\d", cell):
            comma = comma or (place, cell)
        elif "," in cell:
            thousands = thousands or (place, cell)
        else:
            either = either or (place, cell)
    if point and comma:
        return point, comma
    if comma:
        return Decimal.COMMA
    if point or not either:
        return Decimal.POINT
    return (thousands, either) if thousands else (either, None)


def read_numbers(values: Iterable[Any], decimal: Decimal) -> list[float | None]:
    """A column of amounts with one decimal sign; None for what is none."""
    cells = list(values)
    read = {cell: read_number(cell, decimal, shares=False) for cell in cells if isinstance(cell, str)}
    numbers = [read[cell] if isinstance(cell, str) else _number(cell) for cell in cells]
    return [None if isinstance(one, Unread) else one for one in numbers]
