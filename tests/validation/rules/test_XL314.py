"""XL314 name-not-known: a name is none of those that are known."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """An action belongs to Zoe Quist, whom no list has."""
    workbook = plan()
    put(workbook, "actions.task", "Call all customers", settled=False)
    put(workbook, "actions.due", 46200.0, settled=False)
    place = put(workbook, "actions.owner", "Zoe Quist")
    assert found(workbook) == [("XL314", place)]
