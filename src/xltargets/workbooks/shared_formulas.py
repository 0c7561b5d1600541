"""Writing out a shared formula for the cells that only point to it."""

from __future__ import annotations

import re

from xltargets.workbooks.contents import column_index, column_letters

_PIECE = re.compile(
    r"""
      "(?:[^"]|"")*"                                          # text
    | '(?:[^']|'')*'!?                                        # a quoted sheet name
    | \[[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*\]                     # a structured or an external reference
    | (?<![\w.$])(?P<column>\$?[A-Z]{1,3})(?P<row>\$?[1-9][0-9]{0,6})(?![\w.(!])
    | (?<![\w.$])(?P<first>\$?[A-Z]{1,3}):(?P<last>\$?[A-Z]{1,3})(?![\w.(!])
    | (?<![\w.$:])(?P<top>\$?[1-9][0-9]{0,6}):(?P<bottom>\$?[1-9][0-9]{0,6})(?![\w.(!])
    """,
    re.VERBOSE,
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many rows further down and columns further right.

    >>> shifted("SUM(A1:$B2)*C$3&\\"A1\\"", 1, 1)
    'SUM(B2:$B3)*D$3&"A1"'
    """

    def move(match: re.Match[str]) -> str:
        if match["column"]:
            return _column(match["column"], columns) + _row(match["row"], rows)
        if match["first"]:
            return f"{_column(match['first'], columns)}:{_column(match['last'], columns)}"
        if match["top"]:
            return f"{_row(match['top'], rows)}:{_row(match['bottom'], rows)}"
        return match[0]

    return _PIECE.sub(move, formula)


def _column(reference: str, columns: int) -> str:
    return (
        reference if reference.startswith("$") else column_letters((column_index(reference) + columns - 1) % 16384 + 1)
    )


def _row(reference: str, rows: int) -> str:
    return reference if reference.startswith("$") else str((int(reference) + rows - 1) % 1_048_576 + 1)
