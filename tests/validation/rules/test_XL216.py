"""XL216 label-changed: a label says something else than in the template."""

from __future__ import annotations

from tests.validation.built_plan import cell_of, found, plan


def test_the_example() -> None:
    """In Settings, the label of Growth says Discount."""
    workbook = plan()
    sheet, cell = cell_of(workbook, "settings.growth")
    sheet.cells[cell.row, cell.column - 1].value = "Discount"
    assert found(workbook) == [("XL216", f"Settings!A{cell.row}")]
