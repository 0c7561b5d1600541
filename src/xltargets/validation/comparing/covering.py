"""Which cells of the template are hidden, covered, or have lost what the template lays over them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from xltargets.units.days import is_serial
from xltargets.validation.comparing.expected import places_of
from xltargets.views.reading import DATED, NUMERIC
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.templates.schema import Column
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.workbooks.contents import Cell


def hidden_rows(submission: Submission) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Runs of hidden rows, by sheet of the template, in which anything stands; without those that a filter hides."""
    for name in submission.expected.sheets:
        found = submission.surface.sheets.get(name) if submission.surface else None
        if found is None or not found.hidden_rows or found.is_filtered:
            continue
        filled = {row for (row, _column), cell in submission.view.contents.sheets[name].cells.items() if _holds(cell)}
        areas = [table.area for table in submission.view.contents.tables.values() if table.sheet == name]
        rows = [row for row in found.hidden_rows if row in filled or any(a.top <= row <= a.bottom for a in areas)]
        if rows:
            yield name, runs(rows)


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of numbers that follow each other.

    >>> runs([3, 4, 5, 9])
    [(3, 5), (9, 9)]
    """
    groups = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    lines = [[number for _index, number in group] for _step, group in groups]
    return [(line[0], line[-1]) for line in lines]


def hidden_columns(submission: Submission) -> Iterator[tuple[str, range]]:
    """Hidden columns, by sheet of the template, in which anything stands."""
    for name in submission.expected.sheets:
        found = submission.surface.sheets.get(name) if submission.surface else None
        if found is None or not found.hidden_columns:
            continue
        filled = {
            column for (_row, column), cell in submission.view.contents.sheets[name].cells.items() if _holds(cell)
        }
        for columns in found.hidden_columns:
            inside = (
                [column for column in columns if column in filled]
                if len(columns) < _MOST
                else sorted(column for column in filled if column in columns)
            )
            if inside:
                yield name, range(inside[0], inside[-1] + 1)


_MOST = 1000


def _holds(cell: object) -> bool:
    return getattr(cell, "value", None) not in (None, "") or getattr(cell, "formula", None) is not None


def crossing(submission: Submission) -> Iterator[tuple[str, Area]]:
    """Shapes and pictures over cells of the template, by sheet."""
    if submission.surface is None:
        return
    places: dict[str, list[tuple[int, int]]] = {}
    for sheet, row, column in places_of(submission.expected):
        places.setdefault(sheet, []).append((row, column))
    tables = submission.view.contents.tables
    known = {name.lower() for name in (submission.view.template.tables if submission.view.template else ())}
    for name in submission.expected.sheets:
        areas = [table.area for key, table in tables.items() if table.sheet == name and key in known]
        areas += [cell.spill for cell in submission.view.contents.sheets[name].cells.values() if cell.spill is not None]
        surface = submission.surface.sheets.get(name)
        for drawing in surface.drawings if surface is not None else ():
            if any(drawing.overlaps(area) for area in areas) or any(one in drawing for one in places.get(name, ())):
                yield name, drawing


def shown_as_another(submission: Submission) -> Iterator[Slot]:
    """The cells of tables and forms that hold a number whose format does not fit its column."""
    for slot in submission.view.fields.values():
        if slot.cell is not None and _has_another_format(slot.column, [slot.cell]):
            yield slot
    for table in submission.view.tables.values():
        for column in table.columns:
            for cell in _has_another_format(column, table.cells(column.identifier)):
                yield table.slot(column, cell.row)


def _has_another_format(column: Column, cells: list[Cell]) -> list[Cell]:
    """Of the cells of a column those whose number is shown as a date, or whose date is shown as a number."""
    if column.kind in NUMERIC:
        return [cell for cell in cells if cell.is_date and cell.value.__class__ is float]
    if column.kind in DATED:
        return [cell for cell in cells if not cell.is_date and isinstance(cell.value, float) and is_serial(cell.value)]
    return []


def uncovered(submission: Submission, kind: str) -> Iterator[tuple[BoundTable, Column]]:
    """Columns of tables that have a validation or a conditional format in the template, and none in any cell here."""
    drawing = submission.expected.drawing
    if submission.surface is None or drawing is None:
        return
    for name, drawn in submission.expected.sheets.items():
        surface, wanted = submission.surface.sheets.get(name), drawing.covered(drawn, kind)
        if surface is None or not wanted:
            continue
        given = getattr(surface, kind)
        for table in submission.view.tables.values():
            columns = wanted.get(table.declared.name)
            if table.sheet.name != name or not table.rows or not columns:
                continue
            for column in table.columns:
                number = table.column_index[column.identifier]
                here = Area(table.rows[0], number, table.rows[-1], number)
                if column.identifier in columns and not any(one.overlaps(here) for one in given):
                    yield table, column
