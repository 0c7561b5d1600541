"""How a whole column reads against its declaration: which of its rows have to be looked at one by one.

`reading.read` says what is wrong with a value. Most columns have nothing wrong, and that is seen here at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.templates.schema import Kind
from xltargets.units.days import FIRST_DAY, LAST_DAY
from xltargets.views.columns import BLANK, BOOLEAN, NUMBER, TEXT, places_of
from xltargets.views.reading import DATED, NUMERIC, Verdict, most_usual, read

if TYPE_CHECKING:
    from xltargets.templates.schema import Column
    from xltargets.views.columns import Mask, TypedColumn


def faulty(column: Column, held: TypedColumn, words: frozenset[str] = frozenset()) -> Mask:
    """Where `read` finds a value that neither fits nor is empty; `words` are what a choice column accepts.

    >>> from xltargets.templates.schema import Column
    >>> from xltargets.views.columns import TypedColumn
    >>> faulty(Column(Kind.COUNT, "Heads"), TypedColumn.of([3.0, None, 2.5, "3", True])).tolist()
    [False, False, True, True, True]
    """
    if held.kind == BLANK:
        return ~held.is_empty
    if column.kind in NUMERIC:
        fits = _numbers_that_fit(column, held)
    elif column.kind in DATED:
        fits = (held.kinds == NUMBER) & (held.values >= FIRST_DAY) & (held.values <= LAST_DAY)
    elif column.kind is Kind.FLAG and not words:
        fits = (held.kinds == BOOLEAN) | ((held.kinds == NUMBER) & ((held.values == 0) | (held.values == 1)))
    else:
        return _texts_at_fault(column, held, words)
    unfit: Mask = ~(fits | held.is_empty)
    return unfit


def _numbers_that_fit(column: Column, held: TypedColumn) -> Mask:
    import numpy as np

    values, low, high = held.values, column.minimum, column.maximum
    fits: Mask = (held.kinds == NUMBER) & np.isfinite(values)
    if low is not None:
        fits &= values >= low
    if high is not None:
        fits &= values <= high
    if column.kind is Kind.RATIO:
        part = values / 100
        percent = (values > most_usual(column)) & (values > 1)
        if low is not None:
            percent &= part >= low
        if high is not None:
            percent &= part <= high
        fits &= ~percent
    elif column.kind is Kind.COUNT:
        fits &= (values >= 0) & (values == np.floor(values))
    return fits


def _texts_at_fault(column: Column, held: TypedColumn, words: frozenset[str]) -> Mask:
    """Where a text column is at fault: each distinct text is read once."""
    fine = (Verdict.FITS, Verdict.EMPTY)
    unfit: Mask = (held.kinds > NUMBER) | places_of(
        held, TEXT, lambda text: read(column, text, words).verdict not in fine
    )
    if words and bool((numbers := held.is_kind(NUMBER)).any()):
        # Words may be digits, such as marks from 1 to 5: then a number is one of them or is none.
        for position in numbers.nonzero()[0].tolist():
            unfit[position] = read(column, held.value(position), words).verdict not in fine
    return unfit
