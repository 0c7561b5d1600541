"""Dates and amounts as people's files write them. One way of writing is taken for a whole column, and never guessed."""

from __future__ import annotations

import datetime
import re
import unicodedata
from numbers import Real
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 1e15
"""The largest amount whose units a spreadsheet still tells apart."""
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?:[T ].*)?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ].*)?$")
_POINT = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
_COMMA = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$")
_SIGNS = str.maketrans("", "", "$€£¥₩₹ \u00a0\u202f'’")


class Ambiguous(Exception):  # noqa: N818  (a problem of the input, not of the program)
    """A column that can be read in more than one way, with an untranslated sentence and what to fill in."""

    def __init__(self, message: str, example: str) -> None:
        """Keep message and example apart."""
        super().__init__(message, example)
        self.message = message
        self.example = example


def read_dates(values: Iterable[Any], order: str | None = None) -> list[datetime.date | None]:
    """A column of dates; None for what is none. `order` says how 03/04/2025 is meant: `dmy` or `mdy`.

    Without it the column itself must tell, by a day above 12. Raises `Ambiguous` if it doesn't, or if it is mixed.

    >>> read_dates(["2025-03-05", "2025年3月", "13/04/2025", "soon"])
    [datetime.date(2025, 3, 5), datetime.date(2025, 3, 1), datetime.date(2025, 4, 13), None]
    """
    cells = list(values)
    pairs = [
        (int(match[1]), int(match[3]), match[0])
        for cell in cells
        if isinstance(cell, str) and (match := _YEAR_LAST.match(_plain(cell)))
    ]
    return [_date(cell, order or _order(pairs)) for cell in cells]


def _order(pairs: list[tuple[int, int, str]]) -> str:
    day_first = any(first > 12 for first, _second, _text in pairs)
    month_first = any(second > 12 for _first, second, _text in pairs)
    if day_first and month_first:
        example = next(text for first, _second, text in pairs if first > 12)
        message = N_("dates are written day first and month first, for example {example}; write them as 2025-04-30")
        raise Ambiguous(message, example)
    unclear = next((text for first, second, text in pairs if first != second), None)
    if unclear and not day_first and not month_first:
        message = N_("{example} may be a day of two months; add --dates dmy (day first) or --dates mdy (month first)")
        raise Ambiguous(message, unclear)
    return "mdy" if month_first else "dmy"


def _date(cell: Any, order: str) -> datetime.date | None:
    if isinstance(cell, datetime.datetime):
        return None if cell != cell else cell.date()  # noqa: PLR0124  (pandas' missing date is not itself)
    if isinstance(cell, datetime.date):
        return cell
    text = _plain(cell) if isinstance(cell, str) else ""
    if match := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        return _valid(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _YEAR_LAST.match(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        return _valid(year, second, first) if order == "dmy" else _valid(year, first, second)
    if re.search("[A-Za-z]{3}", text):
        return _with_name(text)
    return None


def _valid(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _with_name(text: str) -> datetime.date | None:
    """A date whose month is a word: 5 Mar 2025, March 5, 2025, Mar 2025."""
    tidy = " ".join(text.replace(",", " ").replace("-", " ").split())
    for form in ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%b %Y", "%B %Y"):
        try:
            return datetime.datetime.strptime(tidy, form).date()
        except ValueError:
            continue
    return None


def read_amounts(values: Iterable[Any]) -> tuple[list[float | None], str | None]:
    """A column of amounts, None for what is none; and an example where the comma was taken for the decimal sign.

    `1,234.50` and `$1,234` are read; if some can only be meant with a decimal comma (`1.234,50`), and none only with a
    point, the whole column is.

    >>> read_amounts(["$1,234.50", 7, "(3)", "1.2.3"])
    ([1234.5, 7.0, None, None], None)
    >>> read_amounts(["1.234,50", "2.000"])
    ([1234.5, 2000.0], '1.234,50')
    """
    cells = [_plain(cell).translate(_SIGNS) if isinstance(cell, str) else cell for cell in values]
    texts = [cell for cell in cells if isinstance(cell, str)]
    only_comma = next((text for text in texts if _COMMA.match(text) and not _POINT.match(text)), None)
    only_point = any(_POINT.match(text) and not _COMMA.match(text) for text in texts)
    comma = only_comma is not None and not only_point
    return [_amount(cell, comma) for cell in cells], only_comma if comma else None


def _amount(cell: Any, comma: bool) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, Real):
        number = float(cell)
        return number if abs(number) < LARGEST else None
    if not isinstance(cell, str) or not (_COMMA if comma else _POINT).match(cell):
        return None
    plain = cell.replace(".", "").replace(",", ".") if comma else cell.replace(",", "")
    return number if abs(number := float(plain)) < LARGEST else None


def _plain(text: str) -> str:
    """Full-width digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()
