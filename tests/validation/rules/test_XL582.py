"""XL582 target-below-zero: the changes in force take more from a period than it has."""

from __future__ import annotations

from tests.validation.built_plan import cell_of, found, plan, settle
from tests.validation.changed import approve


def test_the_example() -> None:
    """A period of 19,800 gives 30,000 to another."""
    # May of last year was 18,000; growth is a tenth.
    workbook = plan()
    approve(workbook, {"kind": "Phasing", "scope": "2026-05", "counterpart": "2026-07"}, by_how_much=-30_000.0)
    settle(workbook)
    sheet, cell = cell_of(workbook, "periods.target", 4)
    assert ("XL582", f"{sheet.name}!{cell.address}") in found(workbook)


def test_what_leaves_a_part_is_none() -> None:
    workbook = plan()
    approve(workbook, {"kind": "Phasing", "scope": "2026-05", "counterpart": "2026-07"}, by_how_much=-5_000.0)
    settle(workbook)
    assert found(workbook) == []
