"""XL318 wrong-form: a text has not the form that its column needs."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """The currency is US$."""
    workbook = plan()
    place = put(workbook, "settings.currency", "US$")
    assert found(workbook) == [("XL318", place)]
