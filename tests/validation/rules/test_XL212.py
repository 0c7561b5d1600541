"""XL212 header-changed: A column has another header than in the template."""

from __future__ import annotations

from dataclasses import replace

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The header Weight was changed to "Share of the year"."""
    workbook = plan()
    columns = workbook.tables["periods"].columns
    columns[4] = replace(columns[4], name="Share of the year")
    assert found(workbook) == [("XL212", "Periods!E4")]


def test_an_input() -> None:
    workbook = contents()
    columns = workbook.tables["parts"].columns
    columns[2] = replace(columns[2], name="Portion")
    assert small_plan.found(workbook) == [("XL212", "Parts!C4")]
