"""XL514 nothing-planned: the target of the year is 0, and people are planned for."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put, settle


def test_the_example() -> None:
    """The sales history was emptied, and Units has people."""
    workbook = plan()
    for row in range(36):
        put(workbook, "history.amount", 0.0, row, settled=False)
    settle(workbook)
    assert found(workbook) == [("XL514", "Settings!B17")]
