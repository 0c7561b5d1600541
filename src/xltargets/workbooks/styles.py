"""Which cell styles show a number as a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xltargets.workbooks.package import Package

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def shows_date(code: str) -> bool:
    """Whether a number format code has a day, month, year or time in it.

    >>> shows_date("yyyy-mm-dd"), shows_date('#,##0.00 "days"'), shows_date("[Red]0%")
    (True, False, False)
    """
    bare = _NOT_CODE.sub("", code.split(";", maxsplit=1)[0]).lower()
    return "general" not in bare and any(letter in bare for letter in "ymdhs")


def read_date_styles(package: Package, part: str | None) -> list[bool]:
    """For each cell style of the workbook, in order, whether it shows a date."""
    if part is None or part not in package:
        return []
    custom: dict[str, bool] = {}
    styles: list[bool] = []
    inside = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if element == "numFmt":
            custom[attributes.get("numFmtId", "")] = shows_date(attributes.get("formatCode", ""))
        elif element == "cellXfs":
            inside = True
        elif element == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            styles.append(custom[number] if number in custom else int(number) in _BUILT_IN_DATES)

    def end(element: str) -> None:
        nonlocal inside
        if element == "cellXfs":
            inside = False

    package.parse(part, start, end)
    return styles
