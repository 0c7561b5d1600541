"""Which deals of a CRM's export were won, by whom, when and for how much, and an account of the others."""

from __future__ import annotations

import datetime
import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.building.validations import EARLIEST, LATEST
from xltargets.errors import N_, Phrase
from xltargets.importing.figures_in_files import Ambiguous, read_amounts, read_dates
from xltargets.importing.sources import LOST, WON
from xltargets.importing.tables_in_files import Source, SourceProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
"""What a lookup that failed leaves behind in an export."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the source to tell: how many rows, and an untranslated message with `{count}` and more.

    A value that is a dictionary has labels, which are translated, and what stands for each; a problem is a sentence.
    """

    message: str
    count: int
    values: dict[str, object] = field(default_factory=dict)

    def sentence(self, translate: Any = lambda message: message) -> str:
        """The remark as a line."""

        def shown(value: object) -> object:
            if isinstance(value, dict):
                return ", ".join(f"{translate(label)} = {what}" for label, what in value.items())
            if isinstance(value, Phrase):
                return translate(value.message).format(**value.values)
            return value.sentence(translate) if isinstance(value, SourceProblem) else value

        values = {key: shown(value) for key, value in self.values.items()}
        return str(translate(self.message)).format(count=f"{self.count:,}", **values)


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
        reason = Phrase(problem.message, example=problem.example)
        raise SourceProblem(N_("In {path}, {reason}."), path=source.path, reason=reason) from None
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
    plain = stages.str.casefold()
    is_won = plain.isin([*WON, *(word.casefold() for word in won_words)])
    is_lost = plain.isin(LOST) & ~is_won
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
    """A column as text without stray spaces; missing cells and a spreadsheet's error values as \"\"."""
    text = values.fillna("").astype(str).str.strip()
    return text.mask(text.isin(ERRORS), "")


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is spelt most like this one, \"\" if none is near."""
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.8)), "")


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The first of the month that lies so many months after a day's.

    >>> months_later(datetime.date(2025, 11, 30), 2)
    datetime.date(2026, 1, 1)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)
