"""XL581 change-without-effect: an approved change is not in force, because of what it names."""

from __future__ import annotations

import datetime

import pytest
from tests.validation.built_plan import cell_of, found, plan, settle
from tests.validation.changed import approve

from xltargets.units.days import serial_of
from xltargets.workbooks.contents import Contents

JANUARY_2027 = float(serial_of(datetime.date(2027, 1, 1)))


def place_of(workbook: Contents, column: str) -> str:
    sheet, cell = cell_of(workbook, f"changes.{column}")
    return f"{sheet.name}!{cell.address}"


def test_the_example() -> None:
    """A change in force moves target from 2026-05 to Bo Chen, a month to a person."""
    workbook = plan()
    approve(workbook, {"kind": "Phasing", "scope": "2026-05", "counterpart": "Bo Chen"})
    settle(workbook)
    assert found(workbook) == [("XL581", place_of(workbook, "counterpart"))]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"kind": "Phasing", "scope": "2026-05"}, "counterpart"),
        ({"kind": "New total", "scope": "Year", "counterpart": "2026-07"}, "counterpart"),
        ({"kind": "New total", "scope": "2026-02"}, "scope"),
        ({"kind": "New total", "scope": "Year", "effective": JANUARY_2027}, "effective"),
    ],
    ids=str,
)
def test_what_else_stands_in_the_way(change: dict[str, object], column: str) -> None:
    workbook = plan()
    approve(workbook, change)
    settle(workbook)
    assert ("XL581", place_of(workbook, column)) in found(workbook)


def test_one_that_is_in_force_or_waits_is_none() -> None:
    workbook = plan()
    approve(workbook, {"kind": "Phasing", "scope": "2026-05", "counterpart": "2026-07"})
    approve(workbook, {"kind": "Phasing", "scope": "2026-05", "counterpart": "Bo Chen"}, approved=None, row=1)
    settle(workbook)
    assert found(workbook) == []
