"""XL515 leave-without-membership: a leave meets no membership."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put, settle

AUGUST_31, SEPTEMBER_1 = 46265.0, 46266.0


def test_the_example() -> None:
    """A leave from 1 September, of somebody who left on 31 August."""
    workbook = plan()
    put(workbook, "units.member_until", AUGUST_31, 0, settled=False)
    put(workbook, "leave.person", "Ann Lee", 0, settled=False)
    put(workbook, "leave.relieved", 1.0, 0, settled=False)
    place = put(workbook, "leave.first", SEPTEMBER_1, 0)
    assert found(workbook) == [("XL515", place)]
    put(workbook, "leave.first", AUGUST_31, 0)
    assert found(workbook) == []


def test_one_of_two_with_that_name() -> None:
    workbook = plan()
    put(workbook, "units.person", "Ann Lee", 1, settled=False)
    for row, known in enumerate(("7", "9")):
        put(workbook, "units.person_id", known, row, settled=False)
    put(workbook, "leave.first", SEPTEMBER_1, 0, settled=False)
    put(workbook, "leave.relieved", 1.0, 0, settled=False)
    place = put(workbook, "leave.person", "Ann Lee", 0, settled=False)
    settle(workbook)
    assert ("XL515", place) in found(workbook)
    put(workbook, "leave.person_id", "9", 0)
    assert "XL515" not in {code for code, _place in found(workbook)}
