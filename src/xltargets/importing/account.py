"""What became of each row of a file: used, or left out and why. Together they are what is there."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Message, Translate, fill, in_english
from xltargets.importing.raw import filled
from xltargets.units.defusing import defused
from xltargets.workbooks.temporary import whole_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from xltargets.importing.tables_in_files import Source


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


@dataclass(slots=True)
class Told:
    """What to say of the data: what was used, and what people should look at."""

    used: list[Remark] = field(default_factory=list)
    not_used: list[Remark] = field(default_factory=list)


ROWS = N_("Of the {count} {count:row|rows} of {path}, {used} {used:is|are} used and {left} {left:is|are} left out.")


def example_of(source: Source, rows: Iterable[Any], key: str) -> list[Remark]:
    """One of some rows by its number, with what stands in a column: of no use, or nothing. Nothing without a column."""
    here = [int(row) for row in rows]
    if not here or key not in source.columns:
        return []
    row = next((one for one in here if filled(source.frame[key][one])), here[0])
    cell = source.frame[key][row]
    values: dict[str, object] = {"row": row, "header": source.columns[key]}
    if not filled(cell):
        return [Remark(N_("For example, row {row}: {header} is blank."), 1, values)]
    message = N_("For example, row {row}: {header} is {found}.")
    return [Remark(message, 1, {**values, "found": repr(str(cell))})]


@dataclass(slots=True)
class Account:
    """The rows of one file with their amounts, and why rows of it are left out."""

    source: Source
    amounts: pd.Series[float]
    """By the row's number; what is no number is missing."""
    reasons: dict[int, Message] = field(default_factory=dict)

    def leave_out(self, rows: Iterable[Any], reason: Message) -> None:
        """Note why rows are not used; the first reason holds."""
        for row in rows:
            self.reasons.setdefault(int(row), reason)

    @property
    def left_out(self) -> list[int]:
        """The numbers of the rows that are not used."""
        return sorted(self.reasons)

    def total(self, rows: Iterable[int]) -> float:
        """The sum of some rows' amounts, exact to the cent."""
        return exact_sum(self.amounts.reindex(list(rows)))

    def remark(self, *, of_several: bool = False, of_amounts: bool = True) -> Remark:
        """How many rows there are, used and left out, and their amounts unless these are of several currencies."""
        used = [int(row) for row in self.amounts.index if int(row) not in self.reasons]
        message = N_(
            "Of the {count} {count:row|rows} of {path}, {used} {used:is|are} used ({amount}) and {left} "
            "{left:is|are} left out ({rest})."
        )
        if of_several:
            message = N_(
                "Of the {count} {count:row|rows} of {path}, {used} {used:is|are} used ({amount}) and {left} "
                "{left:is|are} left out."
            )
        if not of_amounts:
            message = ROWS
        values: dict[str, object] = {
            "path": self.source.path.name,
            "used": f"{len(used):,}",
            "amount": shown(self.total(used)),
            "left": f"{len(self.reasons):,}",
            "rest": shown(self.total(self.left_out)),
        }
        return Remark(message, len(self.amounts), values)

    def write_rejects(self, path: Path, translate: Translate = in_english) -> None:
        """Each row that is left out, with its number and the reason, as a CSV that spreadsheets open."""
        raw = self.source.raw
        with whole_text(path, "utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow([translate(N_("Row")), translate(N_("Reason")), *map(defused, raw.headers)])
            for row in self.left_out:
                cells = (defused(cell) if filled(cell) else "" for cell in raw.frame.loc[row])
                writer.writerow([row, self.reasons[row].sentence(translate), *cells])


def exact_sum(amounts: Iterable[float]) -> float:
    """A sum without the errors of adding one after the other, to the ten-thousandth.

    >>> exact_sum([0.1] * 10), exact_sum([5, float("nan")])
    (1.0, 5.0)
    """
    return round(math.fsum(filter(filled, amounts)), 4)


def shown(amount: float) -> str:
    """An amount to the cent, without a fraction that is nothing.

    >>> shown(20700.49), shown(10005534.0), shown(-187.5)
    ('20,700.49', '10,005,534', '-187.50')
    """
    return f"{amount:,.2f}".removesuffix(".00")
