"""Columns of texts: tidy, without error values, and each name in one spelling."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.importing.account import Remark
from xltargets.units.names import first_spellings, name_key, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
"""What a lookup that failed leaves behind in an export."""


def text_of(values: pd.Series[Any]) -> pd.Series[str]:
    """A column as tidy text; missing cells and a spreadsheet's error values as \"\"."""
    text = values.astype(object).where(values.notna(), "").map(_as_text).astype(str)
    text = text.map({one: tidy(one) for one in text.unique()}).astype(str)
    return text.mask(text.isin(ERRORS), "")


def keys_of(texts: pd.Series[str]) -> pd.Series[str]:
    """A column of names as they are compared; each is folded once, however often it stands there."""
    return texts.map({text: name_key(text) for text in texts.unique()}).astype(str)


def _as_text(cell: Any) -> str:
    """A cell as text; a whole number as a spreadsheet shows it."""
    return f"{cell:.15g}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def one_spelling(
    values: pd.Series[str], column: str, not_used: list[Remark], listed: Iterable[str] = ()
) -> pd.Series[str]:
    """Names that are the same, but are written in several ways, all written in one: as in a list, else as first met.

    A workbook's own formulas look names up as they are written. Which names that concerns is remarked on.
    """
    spelt = values.unique()
    first = first_spellings((*listed, *spelt))
    others = {name: first[name_key(name)] for name in spelt if name and name != first[name_key(name)]}
    if others:
        example, chosen = next(iter(others.items()))
        message = N_(
            "Names in {column} that are written in several ways count as one: {count} of them, "
            "such as {example} for {chosen}."
        )
        told = {"column": Phrase(column), "example": repr(example), "chosen": repr(chosen)}
        not_used.append(Remark(message, len(set(others.values())), told))
    return values.map(lambda name: others.get(name, name))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is spelt most like this one, \"\" if none is near."""
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.8)), "")
