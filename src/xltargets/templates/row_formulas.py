"""Parts of formulas that many tables share: a row of a spilled result, the words for codes, what belongs to a name."""

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


# What people type is data. SUMIFS, COUNTIFS and MATCH read a text as a pattern or a comparison: `Li*` would take in
# Lina, `>Sales` all that comes after it, and 007 would be 7. `=` compares, without case, and no more. Both arguments
# are arrays of their functions anyway, so that nothing has to be entered as an array formula.


def sum_where(amounts: str, *conditions: str) -> str:
    """The sum of a column's numbers in the rows where all conditions hold, such as `history[person]=[@person]`.

    A blank cell equals a blank one: leave out rows without a name beforehand.
    """
    return f"SUMPRODUCT({_together(conditions)},{amounts})"


def count_where(*conditions: str) -> str:
    """In how many rows all conditions hold."""
    return f"SUMPRODUCT({_together(conditions)})"


def row_where(condition: str) -> str:
    """The first row in which a condition holds, #N/A if there is none: in place of MATCH for a name."""
    return f"MATCH(TRUE,INDEX({condition},0),0)"


def both_the_same(ids: str, own_id: str, names: str, own_name: str) -> str:
    """In which rows a person stands: by id where the row and the person have one, else by name.

    >>> both_the_same("leave[person_id]", "[@person_id]", "leave[person]", "[@person]").count("leave[person_id]")
    3
    """
    known = f'({ids}<>"")*({own_id}<>"")'
    return f"{known}*({ids}={own_id})+(1-{known})*({names}={own_name})"


def _together(conditions: tuple[str, ...]) -> str:
    return "1*" + "*".join(f"({condition})" for condition in conditions)
