"""XL402 formula-changed: A formula is another one than in the template."""

from __future__ import annotations

from tests.validation.built_plan import cell_of, found, judged, plan, set_formula


def test_the_example() -> None:
    """In Periods, March's share is the formula =0.1."""
    workbook = plan()
    place = set_formula(workbook, "periods.share", "0.1", 2)
    assert found(workbook) == [("XL402", place)]


def test_what_a_changed_target_makes_too_much_follows_from_it() -> None:
    workbook = plan()
    _sheet, cell = cell_of(workbook, "periods.target", 2)
    place = set_formula(workbook, "periods.target", f"{cell.formula}+1000", 2)
    assert found(workbook) == [("XL402", place)]
    assert [one.code for one in judged(workbook, show_all=True).findings] == ["XL402", "XL501"]


def test_the_same_formula_in_another_spelling_is_no_other() -> None:
    workbook = plan()
    _sheet, cell = cell_of(workbook, "periods.share", 2)
    written = str(cell.formula).replace("periods[[#This Row],[Target]]", "F7")
    assert written != cell.formula
    set_formula(workbook, "periods.share", written, 2)
    assert found(workbook) == []
