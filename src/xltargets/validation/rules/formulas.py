"""XL4: formulas that were lost or changed, and results that cannot be relied on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.comparing.formulas import calculated_columns, changed, deleted, overwritten
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location
from xltargets.views.tracing import same, spelt_alike
from xltargets.workbooks.contents import Area
from xltargets.workbooks.formulas import calls_out as outside

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot
    from xltargets.workbooks.contents import Sheet

_ENTER = N_(
    "Enter its formula again as it was, or take it from a fresh template; what stands above is another setting."
)


@rule("XL401", "formula-overwritten", Severity.ERROR, root=True)
def formula_overwritten(submission: Submission) -> Iterator[Fault]:
    """A value was typed over a formula.

    What it does
        Looks at each cell that has a formula in the template, for a value without one: in the rows of tables, in
        settings, totals, checks, tiles, grids and their margins, and in the Guide.

    Why it matters
        The cell no longer follows the inputs. The parts stop adding up to the whole as soon as anything changes.

    Example
        In Periods, March's share is the number 0.5 that somebody typed.

    How to repair
        Copy the cell above or below over it, or choose Undo. To plan another amount for a month, change its weight.

    Safe repair
        Yes: the formula is known.
    """
    for slot in submission.view.without_formula:
        if slot.value not in (None, "") and slot.place not in submission.results_only:
            yield Fault(
                slot.at,
                N_("{label} is {found}, typed over its formula."),
                N_("Copy the formula from a cell above or below, and change the inputs instead.")
                if slot.bound is not None
                else _ENTER,
                slot.value,
                "=" + submission.view.expected_formula(slot.column),
                {"label": slot.label},
            )
    yield from overwritten(submission)
    for matrix, sheet, arrays in submission.view.matrices:
        anchor = submission.expected.anchors.get(matrix.name)
        if not arrays and not submission.results_only and not _has_formula(sheet, anchor):
            yield Fault(
                Location(sheet.name, matrix.name, cell=anchor),
                N_("The formula of {label} is gone, and values stand in its place."),
                N_("Choose Undo, or enter the formula again in the first cell of the grid."),
                expected="=" + submission.view.expected_matrix(matrix),
                values={"label": submission.view.translate(matrix.title)},
            )


@rule("XL402", "formula-changed", Severity.ERROR, root=True)
def formula_changed(submission: Submission) -> Iterator[Fault]:
    """A formula is another one than in the template.

    What it does
        Compares each formula of the template with what the template, in the workbook's own version, has there,
        whichever program wrote it: function prefixes, spaces, and the spelling of references make no difference. So
        tables, settings, totals, checks, tiles, margins and the formula that a table gives its new rows. While sheets,
        tables, columns or names of the template are missing or renamed, formulas are not compared.

    Why it matters
        The column has the same name in every team's workbook, and another meaning in this one.

    Example
        In Periods, March's share is the formula =0.1.

    How to repair
        Copy the formula from a cell above or below. For a calculation of your own, add a column at the right.

    Safe repair
        None: the change may have been meant.
    """
    if not submission.view.is_whole:
        return
    for slot in _otherwise_spelt(submission):
        formula, expected = slot.formula or "", submission.view.expected_formula(slot.column)
        if slot.place in submission.results_only:
            continue
        if not same(expected, formula, submission.view.contents, slot.place, slot.column.table):
            yield Fault(
                slot.at,
                N_("{label} has another formula than in the template: {found}."),
                N_("Copy the formula from a cell above or below; put your own in a column at the right.")
                if slot.bound is not None
                else _ENTER,
                "=" + formula,
                "=" + expected,
                {"label": slot.label},
            )
    yield from changed(submission)
    yield from calculated_columns(submission)
    for matrix, sheet, arrays in submission.view.matrices:
        expected = submission.view.expected_matrix(matrix)
        contents = submission.view.contents
        places = [(sheet.name, cell.row, cell.column) for cell in arrays]
        if arrays and not any(
            same(expected, submission.view.formula(place), contents, place, matrix.name) for place in places
        ):
            yield Fault(
                Location(sheet.name, matrix.name, cell=arrays[0].address),
                N_("{label} has another formula than in the template: {found}."),
                N_("Take the sheet from a fresh template, and copy your inputs into it."),
                "=" + submission.view.formula(places[0]),
                "=" + expected,
                {"label": submission.view.translate(matrix.title)},
            )


def _otherwise_spelt(submission: Submission) -> Iterator[Slot]:
    """The cells whose formula is not the template's by its spelling alone; down a column each is looked at once."""
    yield from (slot for slot in submission.view.calculated_fields if slot.formula is not None)
    for table, column in submission.view.calculated_columns:
        expected = submission.view.expected_formula(column)
        formulas = table.formulas(column.identifier)
        others = {one for one in set(formulas) if one is not None and not spelt_alike(expected, one, column.table)}
        if others:
            yield from (table.slot(column, row) for row, one in zip(table.rows, formulas, strict=True) if one in others)


@rule("XL408", "formula-deleted", Severity.ERROR, root=True)
def formula_deleted(submission: Submission) -> Iterator[Fault]:
    """A formula was deleted.

    What it does
        Looks at each cell that has a formula in the template, in the rows that are in use and outside of tables, for an
        empty one.

    Why it matters
        The row has no result, and totals are too small by it.

    Example
        In Periods, the formula of March's share was deleted.

    How to repair
        Copy the cell above or below into it.

    Safe repair
        Yes: the formula is known.
    """
    for slot in submission.view.without_formula:
        empty = slot.value in (None, "") and (slot.in_use or _is_all_formulas(slot) or _is_lost_key(slot))
        if empty and slot.place not in submission.results_only:
            yield Fault(
                slot.at,
                N_("{label} is empty; expected its formula."),
                N_("Copy the formula from a cell above or below.") if slot.bound is not None else _ENTER,
                None,
                "=" + submission.view.expected_formula(slot.column),
                {"label": slot.label},
            )
    yield from deleted(submission)


def _has_formula(sheet: Sheet, cell: str | None) -> bool:
    """Whether a cell holds a formula, of whatever kind."""
    if cell is None:
        return False
    area = Area.parse(cell)
    found = sheet.cells.get((area.top, area.left))
    return found is not None and found.formula is not None


def _is_lost_key(slot: Slot) -> bool:
    """Whether its formula would have named the row, whose other formulas are there: without it, none seems in use."""
    table = slot.bound
    if table is None or not slot.column.key:
        return False
    cells = (table.sheet.cells.get((slot.row, number)) for number in table.column_index.values())
    return any(cell is not None and cell.formula is not None for cell in cells)


def _is_all_formulas(slot: Slot) -> bool:
    """Whether its table has no inputs that could say which rows are in use: then all of them are."""
    return slot.bound is not None and not any(column.is_input for column in slot.bound.columns)


@rule("XL405", "calls-out", Severity.ERROR, scope=Scope.WORKBOOK)
def calls_out(submission: Submission) -> Iterator[Fault]:
    """A formula reaches outside the workbook.

    What it does
        Finds formulas that call a web service, start a program (DDE), open a file or address by HYPERLINK, or read
        another workbook. A link to the add-in itself is none of these. Nothing is called while checking.

    Why it matters
        Whoever opens the workbook may send figures out or start a program without noticing, and the result depends on
        something that is not handed in.

    Example
        =WEBSERVICE("http://example.com/rate") in a cell of Settings.

    How to repair
        Replace the formula by its value, and say beside it where the value is from.

    Safe repair
        None.
    """
    known: dict[str, str | None] = {}
    for sheet in submission.view.contents.sheets.values():
        for cell in sheet.cells.values():
            if cell.formula is None:
                continue
            if cell.formula not in known:
                known[cell.formula] = outside(cell.formula)
            if (what := known[cell.formula]) is not None:
                yield Fault(
                    Location(sheet.name, row_key=what, cell=cell.address),
                    N_("The formula reaches outside the workbook: {what}."),
                    N_("Replace it by its value, and say beside it where that is from."),
                    "=" + cell.formula,
                    values={"what": what},
                )
