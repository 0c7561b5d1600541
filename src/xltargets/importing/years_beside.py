"""Months or quarters in one column and their years in another: read as one, for neither says alone when it was."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from xltargets.importing.labels import key_of
from xltargets.importing.raw import filled
from xltargets.units.days import EARLIEST, LATEST

if TYPE_CHECKING:
    from xltargets.importing.raw import Raw

_YEAR = {"year", "calendaryear", "yr", "年", "年份", "年度"}
_MONTH = re.compile(
    r"(?:order|sales?|close|closing|target|invoice)?month(?:name|no|number)?|月|月份|销售月份|quarter|qtr|季|季度"
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_QUARTERS = {f"{sign}{place}": place for place in range(1, 5) for sign in ("q", "第")}
_QUARTERS |= {f"第{sign}": place for place, sign in enumerate("一二三四", 1)}


def with_years(raw: Raw) -> Raw:
    """The table with the years written into its months; as it is if it has no such two columns."""
    years = next((place for place, header in enumerate(raw.headers) if key_of(header) in _YEAR), None)
    if years is None or not all(_year(cell) for cell in raw.frame[years] if filled(cell)):
        return raw
    for place, header in enumerate(raw.headers):
        if not _MONTH.fullmatch(key_of(header)):
            continue
        parts = [_part(cell) if filled(cell) else None for cell in raw.frame[place]]
        if not any(parts) or any(filled(cell) and not part for cell, part in zip(raw.frame[place], parts, strict=True)):
            continue
        frame = raw.frame.copy()
        frame[place] = [
            f"{_year(year)}-{part}" if part and filled(year) else None
            for year, part in zip(raw.frame[years], parts, strict=True)
        ]
        return dataclasses.replace(raw, frame=frame, joined=(header, raw.headers[years]))
    return raw


def _year(cell: Any) -> int | None:
    try:
        number = float(cell)
    except (TypeError, ValueError):
        return None
    return int(number) if number == int(number) and EARLIEST.year <= number <= LATEST.year else None


def _part(cell: Any) -> str | None:
    """A month as 02, a quarter as Q1; None for what has a year, or is neither."""
    word = str(cell).strip().lower()
    if word[:3] in _NAMES and word.isalpha():
        return f"{_NAMES.index(word[:3]) + 1:02d}"
    if (quarter := _QUARTERS.get(word.removesuffix("季度").removesuffix("季"))) is not None:
        return f"Q{quarter}"
    word = word.removesuffix("月").removesuffix(".0")
    return f"{int(word):02d}" if word.isdecimal() and 1 <= int(word) <= 12 else None
