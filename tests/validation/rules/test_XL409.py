"""XL409 saved-without-add-in."""

from __future__ import annotations

from tests.validation.built_plan import as_written, cell_of, found, plan

from xltargets.errors import CellError


def test_the_example() -> None:
    """The plan was opened in LibreOffice without the add-in, and saved."""
    workbook = plan()
    sheet, cell = cell_of(workbook, "periods.target", 3)
    cell.value = CellError("#NAME?")
    assert found(workbook) == [("XL409", f"{as_written(sheet.name)}!{cell.address}")]
