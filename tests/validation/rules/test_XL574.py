"""XL574 leaves-overlap: two leaves of one person take more than all of the target off on the same days."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put, settle

from xltargets.workbooks.contents import Contents

MARCH_1, MAY_1, MAY_31, JUNE_1, JUNE_30 = 46082.0, 46143.0, 46173.0, 46174.0, 46203.0


def away(workbook: Contents, row: int, first: float, last: float | None, share: float, person: str = "Ann Lee") -> str:
    put(workbook, "leave.first", first, row, settled=False)
    put(workbook, "leave.last", last, row, settled=False)
    put(workbook, "leave.relieved", share, row, settled=False)
    return put(workbook, "leave.person", person, row, settled=False)


def test_the_example() -> None:
    """Ann Lee is away with 100% from March to June, and once more with 50% in May."""
    workbook = plan()
    away(workbook, 0, MARCH_1, JUNE_30, 1.0)
    place = away(workbook, 1, MAY_1, MAY_31, 0.5)
    settle(workbook)
    assert ("XL574", place) in found(workbook)


@pytest.mark.parametrize(
    ("first", "last", "share", "person"),
    [
        (JUNE_1, JUNE_30, 1.0, "Ann Lee"),
        (MAY_1, MAY_31, 0.5, "Bo Chen"),
        (MAY_1, MAY_31, 0.0, "Ann Lee"),
    ],
    ids=["one after the other", "two people", "nothing is relieved"],
)
def test_what_is_no_overlap(first: float, last: float, share: float, person: str) -> None:
    workbook = plan()
    away(workbook, 0, MARCH_1, MAY_31, 1.0)
    away(workbook, 1, first, last, share, person)
    settle(workbook)
    assert "XL574" not in {code for code, _place in found(workbook)}


def test_a_leave_without_a_last_day_goes_on() -> None:
    workbook = plan()
    away(workbook, 0, MARCH_1, None, 0.6)
    place = away(workbook, 1, JUNE_1, JUNE_30, 0.6)
    settle(workbook)
    assert ("XL574", place) in found(workbook)
