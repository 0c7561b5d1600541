"""XL221 name-missing: A defined name of the template is not there."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The name settings_organisation was deleted."""
    workbook = plan()
    workbook.names = [name for name in workbook.names if name.name != "settings_organisation"]
    assert found(workbook) == [("XL221", "Settings")]


def test_another_setting() -> None:
    workbook = contents()
    workbook.names.pop()
    assert small_plan.found(workbook) == [("XL221", "Settings")]
