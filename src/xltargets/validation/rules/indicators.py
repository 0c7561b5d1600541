"""XL5: indicators of risk, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.templates.risk_register import RISK_REGISTER
from xltargets.templates.risk_register.kris import Kris
from xltargets.units.days import day_of
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.rows import number_in, rows_with
from xltargets.views.year_kinds import year_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission

MONTHS = 12


@rule("XL548", "indicator-in-future", Severity.ERROR, templates=(RISK_REGISTER.key,))
def indicator_in_future(submission: Submission) -> Iterator[Fault]:
    """An indicator has a value for a month that has not begun.

    What it does
        Compares the months of the year that have a value with the day on which the workbook is judged.

    Why it matters
        The latest value is the one that counts: a value of December decides the status in June.

    Example
        It is the end of May, and Month 12 of an indicator has a value.

    How to repair
        Delete it until the month has begun, or move it to its own month.

    Safe repair
        None.
    """
    year = year_in(submission.view)
    if year is None:
        return
    columns = [Kris[f"m{number}"] for number in range(1, MONTHS + 1)]
    begins = year.periods.firsts.tolist()
    for table, row in rows_with(submission.view, Kris.indicator, *columns):
        for column, begin in zip(columns, begins, strict=True):
            slot = table.slot(column, row)
            if begin > submission.as_of and number_in(slot) is not None:
                yield fault(
                    slot,
                    N_("{label} is {found}, but that month begins on {day}."),
                    N_("Delete it until the month has begun, or move it to its own month."),
                    day=day_of(begin).isoformat(),
                )
                break
