"""Texts of a workbook: shared strings, rich text joined, phonetic hints left out, escapes undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xltargets.workbooks.xml_parts import SPREADSHEET, Shape, check, is_utf8, text_of, walk, whole_lines

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


_SHAPE = Shape.of(
    "sst",
    "si",
    *(f"si/{path}" for path in ("t", "r", "r/t", "rPh", "rPh/t")),
    once="si/t si/r/t",
    texts="si/t si/r/t",
    guarded="si",
    own="t r",
)


def read_shared_strings(package: Package, part: str | None) -> list[str]:
    """The shared strings in order; none if the workbook has none."""
    if part is None or part not in package:
        return []
    strings: list[str] = []
    runs: list[str] = []
    collected = Collector()

    def start(path: str, _attributes: dict[str, str]) -> None:
        if path == "si":
            runs.clear()
        elif path.endswith("t"):
            collected.begin()

    def end(path: str) -> None:
        if path == "si":
            strings.append(unescape("".join(runs)))
        elif path.endswith("t"):
            text = collected.finish()
            if "/rPh/" not in path:
                runs.append(text)

    data = package.read(part)
    usual = _usual(data)
    if usual is not None:
        check(package, part, data)
        return usual
    walk(package, part, data, _SHAPE, start, end, collected.add)
    return strings


_USUAL = re.compile(r"""<si><t(?:\ xml:space="preserve")?+>([^<]*+)</t></si>\s*+|<si><t/></si>\s*+|([\s\S])""")
_HEAD = re.compile(rb"""[^<>]*(?:<\?[^<>]*\?>\s*)?<sst xmlns="([^"<>&]*)"(?: (?:count|uniqueCount)="[^"<>&]*")*>\s*""")


def _usual(data: bytes) -> list[str] | None:
    """The texts of a part in which each is plain, as most are; None for any other. What else is in it is not seen."""
    head, end = _HEAD.match(data), data.rfind(b"</sst>")
    if head is None or head[1].decode(errors="replace") not in SPREADSHEET or end < head.end() or not is_utf8(data):
        return None
    tokens = _USUAL.findall(whole_lines(data[head.end() : end]).decode(errors="replace"))
    if any(other for _text, other in tokens):
        return None
    return [unescape(text_of(raw)) for raw, _other in tokens]
