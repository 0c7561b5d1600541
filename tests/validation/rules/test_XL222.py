"""XL222 name-broken: A defined name points nowhere."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The row of a setting was deleted."""
    workbook = plan()
    name = next(name for name in workbook.names if name.name == "settings_organisation")
    name.refers_to = "Settings!#REF!"
    assert found(workbook) == [("XL222", "")]


def test_another_setting() -> None:
    workbook = contents()
    workbook.names[1].refers_to = "Settings!#REF!"
    assert small_plan.found(workbook) == [("XL222", "")]
