"""An upgrade's step for tiles: an amount in the unit that the settings name, and the label that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.building.tiles import figure
from xltargets.templates.schema import Tiles
from xltargets.views.tracing import same
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.templates.schema import Template
    from xltargets.views.view import View
    from xltargets.workbooks.contents import Cell, CellValue

    Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reworded:
    """A tile that the newer version words differently, in a workbook where label and figure still are as they were."""

    sheet: str
    formulas: tuple[tuple[Spot, str, CellValue], ...]
    """Of the label and of the figure below it: where, the newer formula, and what the cell shows."""
    area: Area
    """The cells of the figure."""
    donor: tuple[str, int, int]
    """The figure in a fresh workbook."""


def renewed_tiles(view: View, donor: View) -> Iterator[Reworded]:
    """The tiles that are to be renewed, where they stand in the workbook: an older one keeps its places.

    A label that is somebody's own would not say in what the figure below it is shown, so that figure stays in full.
    """
    assert view.template is not None
    assert donor.template is not None
    for title, reference in _fields(view, view.template):
        before, after = figure(view.template, reference), figure(donor.template, reference)
        if before == after:
            continue
        for theirs, _reference in (one for one in _fields(donor, donor.template) if one[1] == reference):
            source = _place(donor, theirs, after)
            ours = _place(view, title, before)
            if source is None or ours is None:
                continue
            label = view.contents.sheets[title].cells.get((ours.row - 1, ours.column))
            wanted = donor.contents.sheets[theirs].cells.get((source.row - 1, source.column))
            was = view.translate(view.template.column(reference).label)
            if label is None or label.formula is not None or label.value != was or not wanted or not wanted.formula:
                continue
            spots = (ours.row - 1, ours.column), (ours.row, ours.column)
            merged = view.contents.sheets[title].merged
            area = next((one for one in merged if spots[1] in one), Area(*spots[1], *spots[1]))
            formulas = (spots[0], wanted.formula, label.value), (spots[1], after, ours.value)
            yield Reworded(title, formulas, area, (theirs, source.row, source.column))


def _fields(view: View, template: Template) -> Iterator[tuple[str, str]]:
    """The fields that tiles show, each with the title of its sheet."""
    for sheet in template.sheets:
        for block in sheet.blocks:
            if isinstance(block, Tiles):
                yield from ((view.translate(sheet.title), reference) for reference in block.fields)


def _place(view: View, title: str, formula: str) -> Cell | None:
    """The first cell of a sheet with a formula."""
    cells = sorted(view.contents.sheets[title].cells.items())
    return next(
        (
            cell
            for spot, cell in cells
            if cell.formula is not None and same(formula, cell.formula, view.contents, (title, *spot))
        ),
        None,
    )
