"""Texts of a workbook: shared strings, rich text joined, phonetic hints left out, escapes undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xltargets.workbooks.package import Package

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Undo `_x000A_`, by which a workbook writes characters that XML cannot hold.

    >>> unescape("two_x000A_lines")
    'two\\nlines'
    """
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class Collector:
    """Gathers the text of one element."""

    __slots__ = ("_pieces", "open")

    def __init__(self) -> None:
        """Nothing is gathered until `begin`."""
        self._pieces: list[str] = []
        self.open = False

    def begin(self) -> None:
        """Start afresh."""
        self._pieces.clear()
        self.open = True

    def add(self, text: str) -> None:
        """The handler for character data."""
        if self.open:
            self._pieces.append(text)

    def finish(self) -> str:
        """The text since `begin`."""
        self.open = False
        return "".join(self._pieces)


def read_shared_strings(package: Package, part: str | None) -> list[str]:
    """The shared strings in order; none if the workbook has none."""
    if part is None or part not in package:
        return []
    strings: list[str] = []
    runs: list[str] = []
    hint = False
    collected = Collector()

    def start(element: str, _attributes: dict[str, str]) -> None:
        nonlocal hint
        if element == "si":
            runs.clear()
        elif element == "rPh":
            hint = True
        elif element == "t":
            collected.begin()

    def end(element: str) -> None:
        nonlocal hint
        if element == "t":
            text = collected.finish()
            if not hint:
                runs.append(text)
        elif element == "rPh":
            hint = False
        elif element == "si":
            strings.append(unescape("".join(runs)))

    package.parse(part, start, end, collected.add)
    return strings
