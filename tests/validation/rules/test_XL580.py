"""XL580 approval-not-valid: a change is approved by the one who made it, or by nobody of the list."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, settle
from tests.validation.changed import approve


def test_the_example() -> None:
    """Dana Fox asks for a new total and approves it as well."""
    workbook = plan()
    place = approve(workbook, {"kind": "New total", "scope": "Year"}, approved="Dana Fox")
    settle(workbook)
    assert found(workbook) == [("XL580", place)]


def test_nobody_of_the_list() -> None:
    workbook = plan()
    place = approve(workbook, {"kind": "New total", "scope": "Year"}, approved="Ann Lee")
    settle(workbook)
    assert found(workbook) == [("XL580", place)]


def test_what_is_approved_well_and_what_only_steers_are_none() -> None:
    workbook = plan()
    approve(workbook, {"kind": "New total", "scope": "Year"})
    approve(workbook, {"kind": "Catch-up", "scope": "Year"}, approved="Ann Lee", row=1)
    settle(workbook)
    assert found(workbook) == []
