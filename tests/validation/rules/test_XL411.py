"""XL411 spill-collapsed: a formula that fills many cells fills fewer of them, or only its own."""

from __future__ import annotations

from tests.validation.built_plan import found, plan

from xltargets.workbooks.contents import Area


def test_the_example() -> None:
    """The grid shows its first cell only, after a script had saved the workbook."""
    workbook = plan()
    grid = workbook.sheets["Grid"]
    anchor = next(cell for cell in grid.cells.values() if cell.spill is not None)
    for spot in list(anchor.spill.positions()):
        if spot != (anchor.row, anchor.column):
            del grid.cells[spot]
    anchor.spill = Area(anchor.row, anchor.column, anchor.row, anchor.column)
    assert ("XL411", f"Grid!{anchor.address}") in found(workbook)
