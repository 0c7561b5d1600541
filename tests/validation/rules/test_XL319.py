"""XL319 two-scales: some rows have a weight of their own, and others one of quite another size."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """Three months have an own weight of 1, and the others take last year's amounts."""
    workbook = plan()
    places = [put(workbook, "periods.own_weight", 1.0, row) for row in range(3)]
    assert found(workbook) == [("XL319", places[0])]
