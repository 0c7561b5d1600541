"""XL575 fixed-cell-of-nobody: a row of Fixed cells means no row of Units, several of them, or no period of the year."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put, settle

MARCH = 46082.0


def fix(workbook, person: str, amount: float, month: float = MARCH, row: int = 0) -> str:
    """Enter a fixed cell; its amount is the cell that is given."""
    for key, value in (("person", person), ("month", month), ("reason", "It was promised.")):
        put(workbook, f"fixed_cells.{key}", value, row, settled=False)
    return put(workbook, "fixed_cells.amount", amount, row)


def test_the_example() -> None:
    """Ann Lee stands in Units with two products, and the fixed cell names none."""
    workbook = plan()
    for row, product in ((0, "Pumps"), (1, "Valves")):
        put(workbook, "units.product", product, row, settled=False)
    put(workbook, "units.person", "Ann Lee", 1, settled=False)
    fix(workbook, "Ann Lee", 1_000.0)
    assert ("XL575", "'Fixed cells'!A5") in found(workbook)
    put(workbook, "fixed_cells.product", "Valves")
    assert "XL575" not in dict(found(workbook))


def test_a_month_of_another_year() -> None:
    workbook = plan()
    fix(workbook, "Ann Lee", 1_000.0, MARCH + 366)
    settle(workbook)
    assert ("XL575", "'Fixed cells'!D5") in found(workbook)
