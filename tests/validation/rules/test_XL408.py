"""XL408 formula-deleted: A formula was deleted."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """In Periods, the formula of March's share was deleted."""
    workbook = plan()
    place = put(workbook, "periods.share", None, 2)
    assert found(workbook) == [("XL408", place)]


def test_a_figure_that_was_moved_on_its_sheet_is_not_deleted() -> None:
    """Pace and its label stand further down in the Guide now."""
    workbook = plan()
    guide = workbook.sheets["Guide"]
    for column in (2, 3):
        cell = guide.cells.pop((10, column))
        cell.row, cell.column = 20, column + 4
        guide.cells[20, column + 4] = cell
    assert found(workbook) == []


def test_what_it_says() -> None:
    code, place, sentence = typed("Parts", "G6", None)
    assert (code, place) == ("XL408", "Parts!G6")
    assert sentence.startswith("Share is empty; expected its formula.")
