"""Formulas that the template has outside the rows of its tables: typed over, changed, gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.comparing.expected import Expected, Part
from xltargets.validation.finding import Fault
from xltargets.views.location import Location
from xltargets.views.showing import shown
from xltargets.views.tracing import same, spelt_alike
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission
    from xltargets.workbooks.contents import Cell

_REPAIRS = {
    Part.TOTAL: N_("Enter the formula again; it adds up the whole column, and nothing else."),
    Part.CHECK: N_("Enter the formula again, and mend what it tells of; a typed sign checks nothing."),
    Part.MARGIN: N_("Enter the formula again, or take the sheet from a fresh template."),
    Part.FIGURE: N_("Enter the formula again; it only shows a figure, which is changed where it is worked out."),
}


def overwritten(submission: Submission) -> Iterator[Fault]:
    """Where a value stands in place of a formula."""
    for expected, cell in _cells(submission):
        if cell is not None and cell.formula is None and cell.value not in (None, ""):
            message = N_("{label} is {found}, typed over its formula.")
            yield _fault(expected, message, cell.value)


def deleted(submission: Submission) -> Iterator[Fault]:
    """Where nothing stands in place of a formula."""
    for expected, cell in _cells(submission):
        if cell is None or (cell.formula is None and cell.value in (None, "")):
            yield _fault(expected, N_("{label} is empty; expected its formula."), None)


def changed(submission: Submission) -> Iterator[Fault]:
    """Where another formula stands in its place."""
    contents = submission.view.contents
    for expected, cell in _cells(submission):
        if cell is None or cell.formula is None:
            continue
        if not same(expected.formula, cell.formula, contents, expected.place, expected.table):
            yield _fault(expected, N_("{label} has another formula than in the template: {found}."), "=" + cell.formula)


def calculated_columns(submission: Submission) -> Iterator[Fault]:
    """Where a table would give its new rows another formula than the template's."""
    for table, column in submission.view.calculated_columns:
        number = table.column_index[column.identifier]
        area = table.found.area
        given = table.found.columns[number - area.left].formula
        expected = submission.view.expected_formula(column)
        if given and not spelt_alike(expected, given, column.table):
            place = (table.sheet.name, area.top + 1, number)
            if same(expected, given, submission.view.contents, place, column.table):
                continue
            yield Fault(
                Location(table.sheet.name, column.table, None, column.identifier, address(area.top, number)),
                N_("New rows of {label} would get another formula than in the template: {found}."),
                N_("Copy a formula of the template over the whole column, so that the table takes it for new rows."),
                "=" + given,
                "=" + expected,
                {"label": table.heading(column).label},
            )


def _cells(submission: Submission) -> Iterator[tuple[Expected, Cell | None]]:
    """Each formula of the template outside its tables, and the cell where it belongs."""
    sheets = submission.view.contents.sheets
    for expected in submission.expected.formulas:
        yield expected, sheets[expected.place[0]].cells.get(expected.place[1:])


def _fault(expected: Expected, message: str, found: object) -> Fault:
    sheet, row, column = expected.place
    values: dict[str, object] = {"label": expected.label}
    if expected.kind is not None and isinstance(found, float):
        values["found"] = shown(expected.kind, found)
    return Fault(
        Location(sheet, expected.table, _key(expected), expected.column, address(row, column)),
        message,
        _REPAIRS[expected.part],
        found,
        "=" + expected.formula,
        values,
    )


def _key(expected: Expected) -> str:
    """What tells it from its like, in a copy of the file with more rows as well."""
    if expected.part in (Part.TOTAL, Part.CHECK):
        return str(expected.part.value)
    return address(*expected.place[1:])
