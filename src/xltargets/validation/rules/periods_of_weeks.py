"""XL3: months that name the periods of a year of weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.calc.named_year import first_of_month
from xltargets.errors import N_, Phrase
from xltargets.templates.schema import Kind
from xltargets.units.days import day_of, shown_month
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.columns import NUMBER
from xltargets.views.reading import Verdict
from xltargets.views.year_kinds import year_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot


@rule("XL324", "day-of-another-period", Severity.ERROR, since="0.4.0", root=True)
def day_of_another_period(submission: Submission) -> Iterator[Fault]:
    """In a year of weeks, a day stands for the period of one month by its month, and lies in that of another.

    What it does
        Looks at the months that people enter where Settings divide the year into weeks. The first of a month names a
        period; another day has to lie in the period that its month names.

    Why it matters
        Periods are called after months, and begin and end in others: nobody can tell which of the two is meant.

    Example
        The retail year 2023 has an actual of 31 December 2023, the first day of its January.

    How to repair
        Enter the first day of the month after which the period is called.

    Safe repair
        None: only the team knows which period is meant.
    """
    year = year_in(submission.view)
    if year is None or year.pattern is None:
        return
    for slot, day in _months(submission):
        named, lies_in = first_of_month(day), year.name(day)
        if day_of(day).day != 1 and year.first <= day < year.end + 1 and named != lies_in:
            yield fault(
                slot,
                N_("{label} is {day}: that names {named}, and lies in the period called {period}."),
                N_("Enter the first day of the month after which the period is called."),
                Phrase(N_("{named} or {period}"), named=shown_month(named), period=shown_month(lies_in)),
                day=day_of(day).isoformat(),
                named=shown_month(named),
                period=shown_month(lies_in),
            )


def _months(submission: Submission) -> Iterator[tuple[Slot, float]]:
    """The months that people entered in tables, as far as they can be read."""
    for table in submission.view.tables.values():
        for column in table.columns:
            if column.kind is not Kind.MONTH or not column.is_input:
                continue
            held = table.column(column.identifier)
            for position in held.is_kind(NUMBER).nonzero()[0].tolist():
                slot = table.slot(column, held.start + position)
                if slot.reading.verdict is Verdict.FITS:
                    yield slot, float(held.values[position])
