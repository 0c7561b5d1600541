"""A change typed and approved in the built plan, on 5 March 2026."""

from __future__ import annotations

from collections.abc import Mapping

from tests.validation.built_plan import cell_of, put

from xltargets.workbooks.contents import Contents

MARCH_5 = 46086.0
APPROVER = "Hanna Weiss"


def approve(
    workbook: Contents,
    change: Mapping[str, object],
    *,
    approved: str | None = APPROVER,
    by_how_much: float = -500.0,
    row: int = 0,
) -> str:
    """Enter it without recalculating; the place of its approval."""
    put(workbook, "approvers.approver", APPROVER, settled=False)
    given = {"day": MARCH_5, "before": 40_000.0, "after": 40_000.0 + by_how_much, "reason": "Ports are late"}
    for column, value in {**given, "by": "Dana Fox", "approved": approved, **change}.items():
        if value is not None:
            put(workbook, f"changes.{column}", value, row, settled=False)
    sheet, cell = cell_of(workbook, "changes.approved", row)
    return f"{sheet.name}!{cell.address}"
