"""XL518 change-without-entry."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """The agreed target is 35 % below the planned one, and Changes has no entry for it."""
    workbook = plan()
    place = put(workbook, "settings.agreed", 65_000.0)
    assert ("XL518", place) in found(workbook)


def test_with_an_entry() -> None:
    workbook = plan()
    entry = {"day": 46090.0, "scope": "The whole year", "before": 99_000.0, "after": 65_000.0}
    for column, value in {**entry, "reason": "Two customers left.", "by": "Dana Fox"}.items():
        put(workbook, f"changes.{column}", value, settled=False)
    put(workbook, "settings.agreed", 65_000.0)
    assert "XL518" not in dict(found(workbook))
