"""XL401 formula-overwritten: A value was typed over a formula."""

from __future__ import annotations

from tests.validation.built_plan import TEMPLATE, found, judged, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """In Periods, March's share is the number 0.5 that somebody typed."""
    workbook = plan()
    place = put(workbook, "periods.share", 0.5, 2)
    assert found(workbook) == [("XL401", place)]


def test_what_it_says() -> None:
    code, place, sentence = typed("Parts", "G6", 0.3)
    assert (code, place) == ("XL401", "Parts!G6")
    assert sentence.startswith("Share is 0.3, typed over its formula.")


def test_what_a_typed_target_leaves_missing_follows_from_it() -> None:
    workbook = plan()
    place = put(workbook, "periods.target", 1.0, 4)
    assert found(workbook) == [("XL401", place)]
    root, follower = judged(workbook, show_all=True).findings
    assert (root.following, follower.code, follower.follows) == (1, "XL501", root.fingerprint)


def test_a_column_that_was_pasted_over_is_one_finding() -> None:
    workbook = plan()
    places = [put(workbook, "periods.share", 0.1, row) for row in range(12)]
    assert found(workbook) == [("XL401", places[0])]
    assert len(judged(workbook).findings[0].cells) == 12


def test_the_grid_typed_over() -> None:
    workbook = plan()
    grid = workbook.sheets[next(sheet.title for sheet in TEMPLATE.sheets if sheet.key == "grid")]
    anchor = next(cell for cell in grid.cells.values() if cell.spill is not None)
    anchor.formula = anchor.spill = None
    assert ("XL401", f"{grid.name}!{anchor.address}") in found(workbook)
