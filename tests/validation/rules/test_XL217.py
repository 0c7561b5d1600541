"""XL217 totals-missing: the row of totals of a table is gone."""

from __future__ import annotations

from dataclasses import replace

from tests.validation.built_plan import found, plan


def test_the_example() -> None:
    """The totals row of Periods was switched off."""
    workbook = plan()
    table = workbook.tables["periods"]
    table.has_totals = False
    table.area = replace(table.area, bottom=table.area.bottom - 1)
    sheet = workbook.sheets["Periods"]
    sheet.cells = {spot: cell for spot, cell in sheet.cells.items() if spot[0] <= table.area.bottom}
    assert ("XL217", "Periods!A17:R17") in found(workbook)
