"""Which deals of a CRM's export were won, by whom, when and for how much, and an account of the others."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Message, Phrase, Translate, fill, in_english
from xltargets.importing.figures_in_files import Ambiguous, read_amounts, read_dates
from xltargets.importing.sources import LOST, WON
from xltargets.importing.tables_in_files import Source, SourceProblem
from xltargets.units.days import EARLIEST, LATEST
from xltargets.units.names import first_spellings, name_key, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
"""What a lookup that failed leaves behind in an export."""


@dataclass(frozen=True, slots=True)
class Remark(Message):
    """Something about the source to tell: how many rows, and an untranslated message with `{count}` and more.

    A value that is a dictionary has labels, which are translated, and what stands for each; a problem is a sentence.
    """

    message: str
    count: int
    values: dict[str, object] = field(default_factory=dict)

    def sentence(self, translate: Translate = in_english) -> str:
        """The remark as a line."""
        return fill(self.message, {"count": f"{self.count:,}", **self.values}, translate)


def won_deals(
    source: Source,
    won_words: tuple[str, ...],
    date_order: str | None,
    used: list[Remark],
    not_used: list[Remark],
) -> pd.DataFrame:
    """The won deals with month (a date, its first day), person and amount; what is left out is remarked on."""
    import pandas as pd

    deals = source.frame
    chosen = _is_won(source, won_words, used, not_used)
    amounts, comma = read_amounts(deals["amount"][chosen])
    if comma is not None:
        message = N_("Amounts such as {example} were read with a decimal comma.")
        not_used.append(Remark(message, 0, {"example": comma}))
    try:
        days = read_dates(deals["closed"][chosen], date_order)
    except Ambiguous as problem:
        raise SourceProblem(N_("In {path}, {reason}."), path=source.path, reason=problem) from None
    won = pd.DataFrame(
        {
            "person": list(text_of(deals["person"][chosen])),
            "month": [day.replace(day=1) if day and EARLIEST <= day <= LATEST else None for day in days],
            "amount": amounts,
        }
    )
    for column, message in (
        ("person", N_("{count} won deals name no person.")),
        ("month", N_("{count} won deals have no date of closing, or none between 1990 and 2100.")),
        ("amount", N_("{count} won deals have no amount, or none that is a number.")),
    ):
        wrong = won[column].isna() | (won[column] == "")
        if wrong.any():
            not_used.append(Remark(message, int(wrong.sum())))
            won = won[~wrong]
    if won.empty:
        raise SourceProblem(N_("{path} has no won deal with a date, a person and an amount."), path=source.path)
    used.append(
        Remark(
            N_("{count} won deals, {total} in all, closed from {first} to {last}."),
            len(won),
            {
                "total": f"{won['amount'].sum():,.0f}",
                "first": f"{min(won['month']):%Y-%m}",
                "last": f"{max(won['month']):%Y-%m}",
            },
        )
    )
    return won


def _is_won(source: Source, won_words: tuple[str, ...], used: list[Remark], not_used: list[Remark]) -> pd.Series[bool]:
    """Which deals were won. Without a stage column all were, which is told."""
    import pandas as pd

    stages = text_of(source.frame["stage"])
    if not (stages != "").any():
        used.append(Remark(N_("There is no stage, so that each of the {count} rows counts as won."), len(stages)))
        return pd.Series(True, index=stages.index)
    plain = stages.map(name_key)
    is_won = plain.isin([name_key(word) for word in (*WON, *won_words)])
    is_lost = plain.isin([name_key(word) for word in LOST]) & ~is_won
    for name, count in stages[~is_won & ~is_lost].value_counts().items():
        message = N_("{count} deals were never closed: stage {stage}.") if name else N_("{count} deals have no stage.")
        not_used.append(Remark(message, int(count), {"stage": repr(name)}))
    if is_lost.any():
        not_used.append(Remark(N_("{count} deals were lost."), int(is_lost.sum())))
    if not is_won.any():
        raise SourceProblem(
            N_("No deal of {path} has a stage that means won; there is {stages}. Say which one does with --won STAGE."),
            path=source.path,
            stages=", ".join(sorted(set(stages) - {""})),
        )
    return is_won


def text_of(values: pd.Series[Any]) -> pd.Series[str]:
    """A column as tidy text; missing cells and a spreadsheet's error values as \"\"."""
    text = values.fillna("").astype(str)
    text = text.map({one: tidy(one) for one in text.unique()}).astype(str)
    return text.mask(text.isin(ERRORS), "")


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
