"""Which cell styles show a number as a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xltargets.workbooks.xml_parts import TWICE, Odd, Shape, whole

if TYPE_CHECKING:
    from xltargets.workbooks.package import Package

SHOWS_DAY = 2
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_BUILT_IN_DAYS = _BUILT_IN_DATES - {18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56}
"""Those that show more than a time of day."""
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def shows_date(code: str) -> bool:
    """Whether a number format code has a day, month, year or time in it.

    >>> shows_date("yyyy-mm-dd"), shows_date('#,##0.00 "days"'), shows_date("[Red]0%")
    (True, False, False)
    """
    bare = _NOT_CODE.sub("", code.split(";", maxsplit=1)[0]).lower()
    return "general" not in bare and any(letter in bare for letter in "ymdhs")


_SHAPE = Shape.of("styleSheet", "numFmts", "numFmts/numFmt", "cellXfs", "cellXfs/xf", once="numFmts cellXfs")


def read_date_styles(package: Package, part: str | None) -> list[int]:
    """For each cell style of the workbook, in order, 2 if it shows a day, 1 if it shows a time of day only, else 0."""
    if part is None or part not in package:
        return []
    custom: dict[str, int] = {}
    styles: list[int] = []

    def start(path: str, attributes: dict[str, str]) -> None:
        if path == "numFmts/numFmt":
            number, shown = attributes.get("numFmtId", ""), _shown(attributes.get("formatCode", ""))
            if custom.setdefault(number, shown) != shown:
                raise Odd(TWICE, element="numFmt")
        elif path == "cellXfs/xf":
            number = attributes.get("numFmtId", "0")
            built_in = whole(number)
            styles.append(
                custom[number] if number in custom else (built_in in _BUILT_IN_DATES) + (built_in in _BUILT_IN_DAYS)
            )

    package.walk(part, _SHAPE, start)
    return styles


def _shown(code: str) -> int:
    """What a number format shows, 2 for a day, 1 for a time alone, else 0."""
    if not shows_date(code):
        return 0
    bare = _NOT_CODE.sub("", code.split(";", maxsplit=1)[0]).lower()
    return SHOWS_DAY if re.search("[yd]", bare) or not re.search("[hs:]", bare) else 1
