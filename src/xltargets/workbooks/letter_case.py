"""Texts that differ only in the case of letters beyond A to Z, written so that the engine takes them for equal.

Spreadsheets compare without case in every script: Éva is éva, Мария is МАРИЯ. formualizer does so for A to Z only.
Where a workbook has such a text in two spellings, each of these letters is given to it as the small one, a mark, and
an A to Z letter whose case is the letter's. Texts in one spelling, which nearly all are, stay as they are. What counts
the letters of a text, such as LEN, counts the marks, too: no template does so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents

_MARK = "\ue001"
_MARKED = re.compile(f"(.){_MARK}([Uu])", re.DOTALL)
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


class LetterCase:
    """The texts of a workbook that stand in it in more than one spelling."""

    def __init__(self, contents: Contents) -> None:
        """Look through all texts that somebody typed."""
        first: dict[str, str] = {}
        self._several: set[str] = set()
        for sheet in contents.sheets.values():
            for cell in sheet.cells.values():
                text = cell.value
                if isinstance(text, str) and not text.isascii():
                    small = _small(text)
                    if first.setdefault(small, text) != text:
                        self._several.add(small)

    def marked(self, text: str) -> str:
        """A text as the engine gets it."""
        if not self._several or text.isascii() or _small(text) not in self._several:
            return text
        return "".join(map(_letter, text))

    def marked_literals(self, formula: str) -> str:
        """A formula with its literal texts as the engine gets them."""
        if not self._several or formula.isascii():
            return formula
        return _LITERAL.sub(lambda found: f'"{self.marked(found[1])}"', formula)


def unmarked(text: str) -> str:
    """A text of the engine as it was.

    >>> unmarked("\\u00e9\\ue001Uva") == "\\u00c9va"
    True
    """
    if _MARK not in text:
        return text
    return _MARKED.sub(lambda found: found[1].upper() if found[2] == "U" else found[1], text)


def _small(text: str) -> str:
    """Letter by letter, so that none depends on its neighbours, as the Greek sigma does."""
    return "".join(map(str.lower, text))


def _letter(letter: str) -> str:
    small = letter.lower()
    if letter.isascii() or len(small) != 1 or small.upper() == small or (letter != small and small.upper() != letter):
        return letter
    return f"{small}{_MARK}{'u' if letter == small else 'U'}"
