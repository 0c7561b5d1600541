"""XL516 out-of-line: an amount is ten times or a tenth of the months around it."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """The actual of March is 210,000, and those of the months around it are about 21,000."""
    workbook = plan()
    place = put(workbook, "history.amount", 70_000.0, 15)
    assert found(workbook) == [("XL516", place)]
