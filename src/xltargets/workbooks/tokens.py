"""A formula as tokens: enough of the grammar to rewrite references, and no more."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    ERROR = "error"
    STRUCTURED = "structured"
    FUNCTION = "function"
    REFERENCE = "reference"
    NUMBER = "number"
    NAME = "name"
    SPACE = "space"
    MARK = "mark"


class Token(NamedTuple):
    """A piece of a formula. `sheet` is the prefix of a reference or name as written, with its `!`."""

    kind: Kind
    text: str
    sheet: str = ""


_INNER = r"(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*"
_TOKEN = re.compile(
    rf"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<error>\#(?:N/A|[A-Z0-9/_]+[!?]))
  | (?P<sheet>(?:'(?:[^']|'')*'|(?:\[[^\[\]]*\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?|\[\d+\])!)?
    (?:
        (?P<function>(?:[^\W\d]|_)[\w.]*)\(
      | (?P<structured>(?:[^\W\d][\w.]*)?\[{_INNER}\])
      | (?P<reference>\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}(?::\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}})?\#?(?![\w.(])
          |\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(])|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}(?![\w.]))
      | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![\w]))
      | (?P<name>(?:[^\W\d]|[\\_])[\w.\\?]*)
    )
  | (?P<space>\s+)
  | (?P<mark><=|>=|<>|.)
    """,
    re.VERBOSE | re.DOTALL,
)


_KINDS = {kind.value: kind for kind in Kind}


def tokens(formula: str) -> list[Token]:
    """Take a formula (without its `=`) apart; joining prefix and text of all tokens gives it back.

    >>> [token.text for token in tokens("SUM(A1,'My plan'!B2:B3)*1.5")]
    ['SUM(', 'A1', ',', 'B2:B3', ')', '*', '1.5']
    """
    return list(_tokens(formula))


@lru_cache(maxsize=4096)
def _tokens(formula: str) -> tuple[Token, ...]:
    """The same, which several ask of each formula."""
    found = []
    for match in _TOKEN.finditer(formula):
        # The prefix of a sheet is matched first, so the last group is always the token's own.
        group = match.lastgroup or ""
        kind = _KINDS[group]
        text = match[group] + ("(" if kind is Kind.FUNCTION else "")
        found.append(Token(kind, text, match["sheet"] or ""))
    return tuple(found)


def untokenised(pieces: list[Token]) -> str:
    """The formula again."""
    return "".join(piece.sheet + piece.text for piece in pieces)
