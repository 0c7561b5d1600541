"""XL5: what only a target plan can get wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.target_plan.periods import Periods
from xltargets.templates.target_plan.review import Review
from xltargets.templates.target_plan.settings import Settings
from xltargets.units.days import day_of
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.reading import Verdict
from xltargets.views.year_kinds import pattern_in

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot
    from xltargets.workbooks.contents import CellValue

ONLY = (TARGET_PLAN.key,)
WEEK = 7


@rule("XL511", "actual-in-future", Severity.ERROR, templates=ONLY)
def actual_in_future(submission: Submission) -> Iterator[Fault]:
    """A month has an actual and has not begun yet.

    What it does
        Compares the months in Review that have an actual with the day to judge by (--as-of, or today).

    Why it matters
        The actual is a guess, or stands in the wrong row. The pace and the forecast take it for a fact.

    Example
        It is the middle of March, and April has an actual.

    How to repair
        Delete it, or move it to the row of its own month.

    Safe repair
        None.
    """
    begins = _begins(submission)
    for place, (month, actual) in enumerate(_months(submission)):
        first = begins[place] if place < len(begins) else month.value
        if _holds(actual) and isinstance(first, float) and first > submission.as_of:
            yield Fault(
                actual.at,
                N_("{label} of {month} is {found}, but that month has not begun on {day}."),
                N_("Delete it, or move it to the month that it belongs to."),
                actual.value,
                Phrase(N_("a blank until the month has begun")),
                {"label": actual.label, "month": month.shown, "day": day_of(submission.as_of).isoformat()},
            )


@rule("XL512", "actual-missing", Severity.ERROR, templates=ONLY)
def actual_missing(submission: Submission) -> Iterator[Fault]:
    """A month has no actual, and a later one has.

    What it does
        Looks in Review for blank actuals above the last one that is filled in.

    Why it matters
        The number of actuals says how far the year has come, so pace, run rate and forecast look at the wrong day. A
        month in which nothing was sold has the actual 0.

    Example
        January and March have actuals, February has none.

    How to repair
        Enter the month's actual, or 0 if nothing was sold.

    Safe repair
        None: a blank is not zero.
    """
    months = list(_months(submission))
    filled = [index for index, (_month, actual) in enumerate(months) if _holds(actual)]
    for month, actual in months[: filled[-1]] if filled else ():
        if actual.reading.verdict is Verdict.EMPTY:
            yield Fault(
                actual.at,
                N_("{label} of {month} is empty, but a later month has one."),
                N_("Enter it, or 0 if nothing was sold."),
                expected=Phrase(N_("an amount")),
                values={"label": actual.label, "month": month.shown},
            )


@rule("XL513", "year-not-from-first", Severity.ERROR, templates=ONLY)
def year_not_from_first(submission: Submission) -> Iterator[Fault]:
    """The year does not begin on the first day of a month, or one of weeks within a week of it.

    What it does
        Looks at the day of the first day of the year in Settings.

    Why it matters
        The plan has twelve months. From another day on, each of its rows would be half of two months. Periods of weeks
        are named after the month in which most of their days lie.

    Example
        The first day of the year is 15 January.

    How to repair
        Enter the first day of the month in which the year begins.

    Safe repair
        None: whether that month or the next is meant is yours to say.
    """
    slot = submission.view.fields.get(str(Settings.year_start))
    if slot is not None and slot.reading.verdict is Verdict.FITS and isinstance(slot.value, float):
        day = day_of(slot.value)
        if pattern_in(submission.view) is not None:
            if day.day > WEEK + 1 and (day + timedelta(days=WEEK)).month == day.month:
                yield Fault(
                    slot.at,
                    N_("{label} is {day}; expected {expected}."),
                    N_("Enter the first day of the first week of the year."),
                    slot.value,
                    Phrase(N_("a day within a week of the first of a month, as the year is one of weeks")),
                    {"label": slot.label, "day": day.isoformat()},
                )
        elif day.day != 1:
            yield Fault(
                slot.at,
                N_("{label} is {day}; expected {expected}."),
                N_("Enter the first day of the month in which the year begins."),
                slot.value,
                Phrase(N_("the first of a month")),
                {"label": slot.label, "day": day.isoformat()},
            )


def _months(submission: Submission) -> Iterator[tuple[Slot, Slot]]:
    """Month and actual of each row of Review, if both columns are there."""
    table = submission.view.tables.get(Review.name)
    if table is not None and {Review.month.identifier, Review.actual.identifier} <= table.column_index.keys():
        for row in table.rows:
            yield table.slot(Review.month, row), table.slot(Review.actual, row)


def _begins(submission: Submission) -> list[CellValue]:
    """The first day of each period, where the plan has them: one of weeks may begin before the month of its name."""
    table = submission.view.tables.get(Periods.name)
    if table is None or Periods.first.identifier not in table.column_index:
        return []
    return [table.slot(Periods.first, row).value for row in table.rows]


def _holds(slot: Slot) -> bool:
    return slot.reading.verdict is not Verdict.EMPTY
