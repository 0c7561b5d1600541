"""XL407 circular-reference: formulas refer to each other in a circle."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan, type_anywhere
from tests.validation.small_plan import contents, put

from xltargets.workbooks.contents import Area


def test_the_example() -> None:
    """The cell H40 of the Guide has the formula =H40+1."""
    workbook = plan()
    place = type_anywhere(workbook, "Guide", "H40", 0.0, "H40+1")
    assert found(workbook) == [("XL407", place)]


def test_a_circle_of_two_is_told_once() -> None:
    workbook = contents()
    for cell, formula in {"A1": "B1+1", "B1": "A1+1"}.items():
        put(workbook.sheets["Guide"], cell, 0.0)
        area = Area.parse(cell)
        workbook.sheets["Guide"].cells[area.top, area.left].formula = formula
    assert small_plan.found(workbook) == [("XL407", "Guide!A1")]
