"""Values as their cells show them, for sentences: dates as dates, amounts with separators, shares in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import describe, plain
from xltargets.templates.schema import Column, Kind
from xltargets.units.amounts import LARGEST
from xltargets.units.days import day_of, is_serial, shown_month
from xltargets.views.reading import DATED

if TYPE_CHECKING:
    from xltargets.workbooks.contents import CellValue


def amount_shown(value: float) -> str:
    """An amount for a sentence, as cells show it: with separators, and hundredths where it has any.

    >>> amount_shown(1234567.5), amount_shown(14404.962), amount_shown(-20.0), amount_shown(-0.001), amount_shown(1e300)
    ('1,234,567.5', '14,404.96', '-20', '0', '1e+300')
    """
    if not abs(value) < LARGEST:
        return plain(value)
    shown = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def share_shown(value: float) -> str:
    """A share for a sentence, in per cent, with hundredths where it has any.

    >>> share_shown(0.355), share_shown(2 / 3), share_shown(-1.0)
    ('35.5%', '66.67%', '-100%')
    """
    return f"{amount_shown(value * 100)}%".replace(",", "")


def written(column: Column, value: CellValue) -> str:
    """A value as a text that tells it from every other, dates as dates: for keys, and to compare by."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _day(column.kind, value) or f"{value:.15g}"
    return "" if value is None else str(value)


def shown(kind: Kind, value: CellValue) -> str:
    """A value as its cell shows it: dates as dates, amounts with separators, shares in per cent.

    >>> shown(Kind.MONTH, 46023.0), shown(Kind.RATIO, 0.355), shown(Kind.AMOUNT, 1234567.5), shown(Kind.COUNT, 2 / 3)
    ('2026-01', '35.5%', '1,234,567.5', '0.6666666667')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return describe(value)
    if not isinstance(value, (int, float)):
        return str(value)
    if kind is Kind.RATIO:
        return share_shown(value)
    if kind is Kind.AMOUNT:
        return amount_shown(value)
    return _day(kind, value) or plain(value)


def _day(kind: Kind, value: float) -> str:
    """A day or month, where the column is one of days and the number one of them."""
    if kind not in DATED or not is_serial(value):
        return ""
    return shown_month(value) if kind is Kind.MONTH else day_of(value).isoformat()
