"""XL313 name-misspelt: a name is none of those that are known, and close to one of them."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put, settle


def test_the_example() -> None:
    """Alice Moreu stands in the sales history, and Alice Moreau in Units."""
    workbook = plan()
    places = [put(workbook, "history.person", "Ann Le", row, settled=False) for row in range(0, 36, 3)]
    settle(workbook)
    assert found(workbook) == [("XL313", places[0])]
