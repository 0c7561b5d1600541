"""XL585 fixed-not-fitting: the months that are fixed come to more than the year, or all are fixed and come to less."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put, settle


def test_the_example() -> None:
    """The year is 19,800, and January alone is fixed at 30,000."""
    workbook = plan()
    put(workbook, "settings.agreed", 19_800.0)
    place = put(workbook, "periods.fixed", 30_000.0)
    settle(workbook)
    assert ("XL585", place) in found(workbook)


def test_all_fixed_and_less() -> None:
    workbook = plan()
    put(workbook, "settings.agreed", 19_800.0)
    places = [put(workbook, "periods.fixed", 1_000.0 + row, row) for row in range(12)]
    settle(workbook)
    assert ("XL585", places[-1]) in found(workbook)


def test_what_leaves_a_rest_is_none() -> None:
    workbook = plan()
    put(workbook, "periods.fixed", 19_800.0)
    settle(workbook)
    assert found(workbook) == []
