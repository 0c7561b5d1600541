"""XL576 fixed-cells-not-fitting: the fixed cells leave no Grid that sums to the targets of people and periods."""

from __future__ import annotations

from tests.validation.built_plan import cell_of, found, plan
from tests.validation.rules.test_XL575 import fix


def test_the_example() -> None:
    """Ann Lee has 5,000 of the year, and March alone is fixed at 8,000 for Ann Lee."""
    workbook = plan()
    year = cell_of(workbook, "units.first_plan")[1].value
    assert isinstance(year, float)
    assert found(workbook) == []
    place = fix(workbook, "Ann Lee", year + 3_000)
    assert found(workbook) == [("XL576", place)]


def test_what_leaves_a_rest_is_none_and_the_grid_has_it() -> None:
    """March of Ann Lee is 100; her year and the month's total stay."""
    workbook = plan()
    fix(workbook, "Ann Lee", 100.0)
    assert found(workbook) == []
    grid = workbook.sheets["Grid"]
    assert grid.value(5, 4) == 100.0
    assert sum(grid.value(5, column) for column in range(2, 14)) == cell_of(workbook, "units.first_plan")[1].value
