"""XL3 and XL5: inputs held against each other: in a row, down a column, along a series of months."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.schema import Form, Kind, NotBelow
from xltargets.units.days import shown_month
from xltargets.validation.comparing.inputs import Reading, reading_of
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.columns import NUMBER
from xltargets.views.location import Location
from xltargets.views.rows import number_in
from xltargets.views.showing import amount_shown
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.templates.schema import Column
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot

_SCALES_APART = 50
_OUT_OF_LINE = 8
"""So many times the months around it, or as small a part of them, an amount is out of line."""
_FEWEST_AROUND = 3


@rule("XL319", "two-scales", Severity.WARNING, root=True)
def two_scales(submission: Submission) -> Iterator[Fault]:
    """Some rows have a weight of their own, and others one of quite another size.

    What it does
        Compares the weights that were typed with those that the blank rows take from the past.

    Why it matters
        Weights are relative to each other. A typed 1 beside last year's 346,218 is next to nothing.

    Example
        Three months have an own weight of 1, and the others take last year's amounts.

    How to repair
        Fill in all rows, or none.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        if not {"own_weight", "weight"} <= table.column_index.keys():
            continue
        own = [table.slot(table.declared["own_weight"], row) for row in table.rows_in_use]
        whole = [table.slot(table.declared["weight"], row) for row in table.rows_in_use]
        typed = [value for slot in own if (value := number_in(slot))]
        others = [
            value for slot, one in zip(whole, own, strict=True) if number_in(one) is None and (value := number_in(slot))
        ]
        if not typed or not others:
            continue
        ratio = median(others) / median(typed)
        if not 1 / _SCALES_APART <= ratio <= _SCALES_APART:
            first = next(slot for slot in own if number_in(slot))
            yield fault(
                first,
                N_("{label} is {found}, and rows that are blank count {others}: two scales in one column."),
                N_("Fill it in for all rows, or for none."),
                others=f"{median(others):,.4g}",
            )


@rule("XL320", "input-is-formula", Severity.ERROR, root=True)
def input_is_formula(submission: Submission) -> Iterator[Fault]:
    """An input is worked out from what it should be compared with, or from chance.

    What it does
        Looks at formulas in cells that people fill in. One that reads a result of the template, or a random number or
        the clock, is an error; any other, such as a sum of one's own, is told by XL321.

    Why it matters
        An actual that is a formula of its target always attains it.

    Example
        The actual of March is =B7, the cell of March's target.

    How to repair
        Type the figure.

    Safe repair
        None: what the figure is, only you know.
    """
    for slot in _formulas_in_inputs(submission):
        kind = reading_of(submission.view, slot)
        if kind is not Reading.OWN:
            yield fault(
                slot,
                N_("{label} is worked out from a result of the template: {formula}.")
                if kind is Reading.RESULT
                else N_("{label} changes by itself: {formula}."),
                N_("Type the figure that it is."),
                formula="=" + (slot.formula or ""),
            )


@rule("XL321", "input-by-formula", Severity.INFO)
def input_by_formula(submission: Submission) -> Iterator[Fault]:
    """An input is a formula of a person's own.

    What it does
        Looks at formulas in cells that people fill in, and that read no result of the template.

    Why it matters
        A sum of one's own is welcome, but whoever reviews the figure has to look where it comes from.

    Example
        An actual is =1200+350.

    How to repair
        Nothing need be done.

    Safe repair
        None.
    """
    for slot in _formulas_in_inputs(submission):
        if reading_of(submission.view, slot) is Reading.OWN:
            message = N_("{label} is a formula of your own: {formula}.")
            yield fault(slot, message, "", formula="=" + (slot.formula or ""))


def _formulas_in_inputs(submission: Submission) -> Iterator[Slot]:
    view = submission.view
    yield from (slot for slot in view.fields.values() if slot.column.is_input and slot.formula is not None)
    for table in view.tables.values():
        for column in table.columns:
            if column.is_input:
                formulas = table.formulas(column.identifier)
                yield from (
                    table.slot(column, row) for row, one in zip(table.rows, formulas, strict=True) if one is not None
                )


@rule("XL504", "weights-not-whole", Severity.ERROR, root=True)
def weights_not_whole(submission: Submission) -> Iterator[Fault]:
    """The weights of a form do not come to 100 %.

    What it does
        Adds up each form that holds nothing but shares, such as the weights of criteria.

    Why it matters
        People read a weight as its share of the whole. At 90 % in all, each counts for more than is said.

    Example
        The weights of the criteria for channels come to 90 %.

    How to repair
        Correct the weights, so that they come to 100 %.

    Safe repair
        None.
    """
    for form in submission.view.template.tables.values() if submission.view.template else ():
        if not issubclass(form, Form) or not form.columns:
            continue
        if not all(column.kind is Kind.RATIO and column.is_input and column.maximum == 1 for column in form.columns):
            continue
        slots = [slot for column in form.columns if (slot := submission.view.fields.get(str(column))) is not None]
        values = [value for slot in slots if (value := number_in(slot)) is not None]
        if len(values) == len(form.columns) and not math.isclose(math.fsum(values), 1, abs_tol=1e-6):
            first, last = slots[0], slots[-1]
            cells = f"{address(first.row, first.column_index)}:{address(last.row, last.column_index)}"
            yield Fault(
                Location(first.sheet.name, form.name, "weights", None, cells),
                N_("{label} come to {found}; expected {expected}."),
                N_("Correct the weights, so that they come to the whole."),
                f"{math.fsum(values):.0%}",
                "100%",
                {"label": submission.view.translate(form.title)},
            )


@rule("XL505", "less-than-beside", Severity.ERROR, root=True)
def less_than_beside(submission: Submission) -> Iterator[Fault]:
    """A value is less than the one in its row that it cannot be below.

    What it does
        Compares two columns in each row: the day on which feedback was closed with the day on which it came, an
        optimistic estimate with a likely one.

    Why it matters
        One of the two is in the wrong column or mistyped, and everything between them is wrong.

    Example
        Feedback that came on 5 May was closed on 2 May.

    How to repair
        Correct the one that is wrong.

    Safe repair
        None.
    """
    for table, column, check in _not_below(submission):
        if check.column not in table.column_index:
            continue
        other = table.declared[check.column]
        for row in table.rows_in_use:
            slot, beside = table.slot(column, row), table.slot(other, row)
            one, two = number_in(slot), number_in(beside)
            if one is not None and two is not None and one < two:
                yield fault(
                    slot,
                    N_("{label} is {shown}, less than {other_label}, {other}."),
                    N_("Correct the one that is wrong."),
                    Phrase(N_("{other} or more"), other=beside.shown),
                    shown=slot.shown,
                    other_label=beside.label,
                    other=beside.shown,
                )


def _not_below(submission: Submission) -> Iterator[tuple[BoundTable, Column, NotBelow]]:
    for table in submission.view.tables.values():
        for column in table.columns:
            for check in column.judged:
                if isinstance(check, NotBelow):
                    yield table, column, check


@rule("XL516", "out-of-line", Severity.WARNING, root=True)
def out_of_line(submission: Submission) -> Iterator[Fault]:
    """An amount is ten times or a tenth of the months around it.

    What it does
        Compares each amount of a month with those of the months around it, of the same person where the table has
        people: what is eight times their middle, or an eighth, is told.

    Why it matters
        Most such amounts have a zero too many or too few.

    Example
        The actual of March is 210,000, and those of the months around it are about 21,000.

    How to repair
        Correct it, or keep it if the month was like that.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        months = [column for column in table.columns if column.kind is Kind.MONTH]
        amounts = [column for column in table.columns if column.kind is Kind.AMOUNT and column.is_input]
        if len(months) != 1:
            continue
        keys = [column for column in table.columns if column.key and column not in months]
        for column in amounts:
            for series in _series(table, months[0], keys, column):
                yield from _outliers(table, column, series)


def _series(
    table: BoundTable, month: Column, keys: list[Column], amount: Column
) -> list[list[tuple[float, float, int]]]:
    """Month, amount and place in the table, in order, for each of those whom the rows are about."""
    days, amounts = table.column(month.identifier), table.column(amount.identifier)
    places = (table.in_use & days.is_kind(NUMBER) & table.fits(amount)).nonzero()[0].tolist()
    whose = zip(*(table.column(column.identifier).keys.tolist() for column in keys), strict=True) if keys else None
    owners = list(whose) if whose is not None else [()] * len(days)
    found: dict[tuple[int, ...], list[tuple[float, float, int]]] = {}
    for place in places:
        found.setdefault(owners[place], []).append((float(days.values[place]), float(amounts.values[place]), place))
    return [sorted(series, key=lambda one: one[0]) for series in found.values()]


def _outliers(table: BoundTable, column: Column, series: list[tuple[float, float, int]]) -> Iterator[Fault]:
    for index, (day, value, place) in enumerate(series):
        around = [
            abs(one) for _day, one, _place in (*series[max(0, index - 3) : index], *series[index + 1 : index + 4])
        ]
        around = [one for one in around if one]
        if len(around) < _FEWEST_AROUND or not value:
            continue
        middle = median(around)
        if max(around) > _OUT_OF_LINE * min(around) or 1 / _OUT_OF_LINE < abs(value) / middle < _OUT_OF_LINE:
            continue
        slot = table.slot(column, table.rows.start + place)
        yield fault(
            slot,
            N_("{label} of {month} is {shown}; the months around it are about {middle}."),
            N_("Look for a zero too many or too few, or keep it if the month was like that."),
            month=shown_month(day),
            shown=slot.shown,
            middle=amount_shown(middle),
        )
