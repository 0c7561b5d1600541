"""Reads the formulas of the conformance table, independently of the engine: one call, literals and references."""

from __future__ import annotations

import datetime
import re
from typing import Any

from xltargets.errors import CellError
from xltargets.functions import OMITTED
from xltargets.workbooks.contents import Area

TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>-?\d+\.?\d*(?:[eE][-+]?\d+)?)(?![\w:])
      | "(?P<text>(?:[^"]|"")*)"
      | (?P<error>\#[A-Z/0!?]+[!?]?)
      | (?P<date>DATE\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\))
      | (?P<range>[A-Z]{1,2}\d+(?::[A-Z]{1,2}\d+)?)(?![\w(])
      | (?P<word>TRUE|FALSE)
      | (?P<mark>[{},;()])
    )""",
    re.VERBOSE,
)


class Reader:
    """`=NAME(argument, ...)` to a name and arguments as cells."""

    def __init__(self, formula: str, cells: dict[str, Any]) -> None:
        match = re.fullmatch(r"=([A-Z0-9_]+)\((.*)\)", formula, re.DOTALL)
        assert match, f"{formula} is not a single call"
        self.name, self.rest, self.cells = match[1], match[2], cells

    def arguments(self) -> list[Any]:
        if not self.rest.strip():
            return []
        found = [self._argument()]
        while self.rest.strip():
            assert self._take("mark") == ",", f"comma expected before {self.rest}"
            found.append(self._argument())
        return found

    def _take(self, *kinds: str) -> Any:
        match = TOKEN.match(self.rest)
        assert match, f"cannot read {self.rest!r}"
        assert match.lastgroup in kinds or not kinds or self._kind(match) in kinds
        self.rest = self.rest[match.end() :]
        return self._value(match)

    @staticmethod
    def _kind(match: re.Match[str]) -> str:
        return next(kind for kind, text in match.groupdict().items() if text is not None)

    def _value(self, match: re.Match[str]) -> Any:
        kind = self._kind(match)
        text = match[kind]
        if kind == "number":
            return float(text)
        if kind == "text":
            return text.replace('""', '"')
        if kind == "error":
            return CellError(text)
        if kind == "date":
            year, month, day = (int(number) for number in re.findall(r"\d+", text))
            return float((datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days)
        if kind == "word":
            return text == "TRUE"
        if kind == "range":
            area = Area.parse(text)
            rows = [[None] * area.columns for _ in range(area.rows)]
            for row, column in area.positions():
                from xltargets.workbooks.contents import address

                rows[row - area.top][column - area.left] = plain(self.cells.get(address(row, column)))
            return rows
        return text

    def _argument(self) -> Any:
        if re.match(r"\s*(,|$)", self.rest):
            return OMITTED
        value = self._take()
        if value != "{":
            return value
        rows: list[list[Any]] = [[]]
        while True:
            rows[-1].append(self._take())
            mark = self._take("mark")
            if mark == "}":
                return rows
            if mark == ";":
                rows.append([])


def plain(value: Any) -> Any:
    """Whole numbers as a spreadsheet has them."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
