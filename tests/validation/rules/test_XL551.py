"""XL551 objective-not-smart: an objective fails one of the five criteria."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put, settle


def test_the_example() -> None:
    """An objective has no due day."""
    workbook = plan()
    values = {"objective": "Win 12 new customers", "metric": "New customers", "baseline": 40.0, "target": 52.0}
    for column, value in {**values, "start": 46023.0, "owner": "Ann Lee"}.items():
        put(workbook, f"objectives.{column}", value, settled=False)
    settle(workbook)
    assert found(workbook) == [("XL551", "Objectives!A5")]
