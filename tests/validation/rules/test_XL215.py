"""XL215 header-cell-differs: the cell of a header shows another text than the table's column is named."""

from __future__ import annotations

from tests.validation.built_plan import found, plan


def test_the_example() -> None:
    """The header cell of Target in Periods says Forecast, and the table's column is still named Target."""
    workbook = plan()
    header = next(
        cell for cell in workbook.sheets["Periods"].cells.values() if cell.row == 4 and cell.value == "Target"
    )
    header.value = "Forecast"
    assert found(workbook) == [("XL215", f"Periods!{header.address}")]
