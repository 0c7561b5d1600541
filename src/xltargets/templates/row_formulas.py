"""Parts of formulas that many tables share: a row of a spilled result, and the words for codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xltargets.templates.schema import Choices


def own_row(result: str, table: str, key: str = "month") -> str:
    """The element of a spilled result that belongs to this row: a spill cannot live inside an Excel table."""
    return f"INDEX({result},{row_number(table, key)})"


def row_number(table: str, key: str = "month") -> str:
    """The number of this row in its table. One header cell, because LibreOffice takes no row of several."""
    return f"ROW()-ROW({table}[[#Headers],[{key}]])"


def shown(choices: Choices, code: str) -> str:
    """The word, in the workbook's language, for the code that a formula gives. An unknown code is #N/A."""
    return f"INDEX(labels.{choices.key},MATCH({code},codes.{choices.key},0))"


def coded(choices: Choices, word: str) -> str:
    """The code of a word that somebody chose from a drop-down."""
    return f"INDEX(codes.{choices.key},MATCH({word},labels.{choices.key},0))"
