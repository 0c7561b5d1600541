"""XL3: what people typed, held against the bounds of its column: known names, possible days, usual numbers."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.schema import Kind, When
from xltargets.units.days import day_of, shown_month
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.columns import NUMBER
from xltargets.views.reading import Verdict
from xltargets.views.showing import shown
from xltargets.views.year_kinds import year_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from xltargets.templates.schema import Column
    from xltargets.validation.submission import Submission
    from xltargets.views.columns import Mask
    from xltargets.views.slots import Slot

_LONGEST_AGO = 60 * 365.25
_FURTHEST = 15 * 365.25
"""Days from the day of judging."""
_NEAR = 0.85
"""From this likeness on, a name is one of the known ones, misspelt."""


@rule("XL313", "name-misspelt", Severity.ERROR, root=True)
def name_misspelt(submission: Submission) -> Iterator[Fault]:
    """A name is none of those that are known, and close to one of them.

    What it does
        Looks up names in the columns from which their column offers or expects them, such as a seller in Units. Where
        there is none, but one that differs by a letter or two, that one is told.

    Why it matters
        What stands beside the name counts for nobody. A name typed wrong throughout a year's history makes the
        person's target 0, and everybody else's higher.

    Example
        Alice Moreu stands in the sales history, and Alice Moreau in Units.

    How to repair
        Correct the spelling in all rows; Replace does it at once.

    Safe repair
        None: two people may have names that are so alike.
    """
    for slot, near, source in _strangers(submission):
        if near:
            yield _of_name(
                fault(
                    slot,
                    N_("{label} is {found}; {near} in {source} may be meant."),
                    N_("Correct it wherever it stands; Replace does it at once."),
                    near,
                    near=near,
                    source=source,
                )
            )


@rule("XL314", "name-not-known", Severity.WARNING, root=True)
def name_not_known(submission: Submission) -> Iterator[Fault]:
    """A name is none of those that are known.

    What it does
        Looks up names in the columns from which their column offers or expects them, such as an owner in Units.

    Why it matters
        What stands beside the name counts for nobody here. That is right for somebody who left, and wrong for
        somebody who is missing from the list.

    Example
        An action belongs to Zoe Quist, whom no list has.

    How to repair
        Add the name to the list that is named, or keep it if it belongs to somebody else.

    Safe repair
        None.
    """
    for slot, near, source in _strangers(submission):
        if not near and slot.column.free is None and not slot.column.former:
            yield _of_name(
                fault(
                    slot,
                    N_("{label} is {found}, which is not in {source}."),
                    N_("Add it there, or correct it; keep it if you mean somebody else."),
                    source=source,
                )
            )


@rule("XL322", "name-of-the-past", Severity.INFO)
def name_of_the_past(submission: Submission) -> Iterator[Fault]:
    """What was sold in the past was sold by somebody who is not there any more.

    What it does
        Looks up the sellers of the sales history in Units, and tells of those who are not there and are near nobody.

    Why it matters
        Their sales are in the base of the target and in the season of its months, and give nobody a weight. That is
        right for somebody who left, and wrong for somebody who is missing from Units.

    Example
        Zoe Quist sold in last year's months, and Units has no row of hers.

    How to repair
        Nothing, if the person left. Whoever takes over the customers has a weight of their own in Units.

    Safe repair
        None.
    """
    for slot, near, source in _strangers(submission):
        if not near and slot.column.former:
            yield _of_name(
                fault(
                    slot,
                    N_("{label} is {found}, who is not in {source} any more; the sales count for the whole only."),
                    N_("Nothing is to be done if the person left; add a row there if not."),
                    source=source,
                )
            )


def _of_name(told: Fault) -> Fault:
    """Cells of one name are put together, those of two names are not: each is somebody."""
    return replace(told, apart=name_key(told.found))


def _strangers(submission: Submission) -> Iterator[tuple[Slot, str, str]]:
    """Names that no source of their column has: the cell, the name that it is close to, and the sources."""
    view = submission.view
    for table in view.tables.values():
        for column in table.columns:
            sources = _sources(column)
            if not sources or not column.is_input:
                continue
            known = _known(submission, sources)
            if not known:
                continue
            held = table.column(column.identifier)
            seen: dict[str, str | None] = {}
            title = ""
            for position, text in enumerate(held.texts()):
                if not text:
                    continue
                if text not in seen:
                    key = name_key(text)
                    near = difflib.get_close_matches(key, known, 1, _NEAR) if key not in known else []
                    seen[text] = None if key in known else known[near[0]] if near else ""
                found = seen[text]
                if found is not None:
                    title = title or _titles(submission, sources)
                    yield table.slot(column, held.start + position), found, title


def _sources(column: Column) -> tuple[str, ...]:
    offered = (column.offered,) if isinstance(column.offered, str) else ()
    return (*offered, *column.known)


def _known(submission: Submission, sources: tuple[str, ...]) -> dict[str, str]:
    """The names that stand in columns and fields, by their normal form."""
    view = submission.view
    known: dict[str, str] = {}
    for reference in sources:
        if reference in view.fields:
            value = view.fields[reference].value
            known |= {name_key(value): value} if isinstance(value, str) and value else {}
        elif view.source(reference) is not None:
            known |= view.known(reference)
    return known


def _titles(submission: Submission, sources: tuple[str, ...]) -> str:
    return submission.view.title_of(sources[0])


@rule("XL315", "day-impossible", Severity.ERROR, root=True)
def day_impossible(submission: Submission) -> Iterator[Fault]:
    """A date lies too far away to be meant.

    What it does
        Compares dates with the day on which the workbook is judged: none is more than sixty years before it or
        fifteen after.

    Why it matters
        A year of 1926 for 2026 is in no period, so that its row is in no sum.

    Example
        The first day of the year is 1 January 1926.

    How to repair
        Type the date again with all four digits of its year.

    Safe repair
        None.
    """
    as_of = submission.as_of
    for slot, value in _days(submission, (When.PAST, When.NEAR), lambda days: ~_can_be_meant(days, as_of)):
        if not can_be_meant(value, as_of):
            yield fault(
                slot,
                N_("{label} is {shown}, a year that cannot be meant."),
                N_("Type it again with all four digits of its year."),
                shown=slot.shown,
            )


@rule("XL316", "day-in-future", Severity.ERROR, root=True)
def day_in_future(submission: Submission) -> Iterator[Fault]:
    """What has happened is dated later than the day on which the workbook is judged.

    What it does
        Looks at columns of what has happened: sales, orders, contacts, reviews, feedback. A month counts by its first
        day.

    Why it matters
        A result of a month to come is a plan or a slip of the pen, and makes today's figures too high.

    Example
        An order is dated tomorrow.

    How to repair
        Correct the date, or delete the row until it has happened.

    Safe repair
        None.
    """
    as_of, year = submission.as_of, year_in(submission.view)
    for slot, value in _days(submission, (When.PAST,), lambda days: days > as_of):
        day = value
        if slot.column.kind is Kind.MONTH:
            day = value - (day_of(value).day - 1) if year is None else year.begins(value)
        if as_of < day <= as_of + _FURTHEST:
            yield fault(
                slot,
                N_("{label} is {shown}, after the day of judging, {today}."),
                N_("Correct the date, or leave the row out until it has happened."),
                shown=slot.shown,
                today=shown_month(as_of) if slot.column.kind is Kind.MONTH else day_of(as_of).isoformat(),
            )


def can_be_meant(value: float, as_of: float) -> bool:
    """Whether a day is in a year that somebody may mean."""
    return as_of - _LONGEST_AGO <= value <= as_of + _FURTHEST


def _can_be_meant(days: NDArray[np.float64], as_of: float) -> Mask:
    meant: Mask = (days >= as_of - _LONGEST_AGO) & (days <= as_of + _FURTHEST)
    return meant


def _days(
    submission: Submission, wanted: tuple[When, ...], suspects: Callable[[NDArray[np.float64]], Mask]
) -> Iterator[tuple[Slot, float]]:
    """The dates in fields and columns of these kinds, those that another rule tells of left out.

    Of columns only those that `suspects` marks: a column without any costs next to nothing.
    """
    view = submission.view
    for slot in view.fields.values():
        is_day = slot.reading.verdict is Verdict.FITS and isinstance(slot.value, float)
        if slot.column.is_input and slot.column.when in wanted and is_day:
            yield slot, float(str(slot.value))
    for table in view.tables.values():
        for column in table.columns:
            if column.is_input and column.when in wanted:
                held = table.column(column.identifier)
                marked = held.is_kind(NUMBER) & suspects(held.values)
                for position in marked.nonzero()[0].tolist():
                    slot = table.slot(column, held.start + position)
                    if slot.reading.verdict is Verdict.FITS:
                        yield slot, float(held.values[position])


@rule("XL317", "number-unusual", Severity.WARNING, root=True)
def number_unusual(submission: Submission) -> Iterator[Fault]:
    """A number is possible, but unusual for its column.

    What it does
        Compares each number with what its column usually holds.

    Why it matters
        A growth of 350 % is rarely meant; 3.5 % or 35 % are.

    Example
        The growth is 3.5 where 0.35 is meant.

    How to repair
        Type it again with its percent sign, or keep it if it is meant.

    Safe repair
        None.
    """
    view = submission.view
    slots = [slot for slot in view.fields.values() if slot.column.is_input]
    slots += [
        slot
        for table in view.tables.values()
        for column in table.columns
        if column.is_input and column.usual
        for slot in table.slots(column)
    ]
    for slot in slots:
        usual = slot.column.usual
        if usual is None or slot.reading.verdict is not Verdict.FITS or not isinstance(slot.value, float):
            continue
        if not usual[0] <= slot.value <= usual[1]:
            low, high = (shown(slot.column.kind, one) for one in usual)
            yield fault(
                slot,
                N_("{label} is {shown}, which is unusual; expected {expected}."),
                N_("Type it again, or keep it if it is meant."),
                Phrase(N_("{low} to {high} as a rule"), low=low, high=high),
                shown=slot.shown,
            )


@rule("XL318", "wrong-form", Severity.ERROR, root=True)
def wrong_form(submission: Submission) -> Iterator[Fault]:
    """A text has not the form that its column needs.

    What it does
        Compares it with the form that the column declares, such as the three capital letters of a currency.

    Why it matters
        US$, USD and dollar are three currencies for whoever adds workbooks up.

    Example
        The currency is US$.

    How to repair
        Choose from the cell's list, or type the three letters.

    Safe repair
        None.
    """
    for slot in submission.view.fields.values():
        pattern = slot.column.pattern
        if pattern is None or not isinstance(slot.value, str) or not slot.value:
            continue
        if slot.reading.verdict is Verdict.FITS and not re.fullmatch(pattern, slot.value):
            yield fault(
                slot,
                N_("{label} is {found}; expected {expected}."),
                N_("Choose from the cell's list, or correct it."),
                Phrase(N_("three capital letters, such as {example}"), example=slot.column.default or "USD"),
            )
