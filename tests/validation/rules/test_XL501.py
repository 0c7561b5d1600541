"""XL501 sum-mismatch: the parts do not sum to their whole."""

from __future__ import annotations

from tests.validation.built_plan import cell_of, found, judged, plan, put
from tests.validation.small_plan import typed


def test_the_example() -> None:
    """The monthly targets of Periods come to 99,000, and the total target in Settings is 100,000."""
    workbook = plan()
    put(workbook, "settings.agreed", 100_000.0)
    _sheet, cell = cell_of(workbook, "periods.target", 4)
    assert isinstance(cell.value, float)
    typed_over = put(workbook, "periods.target", cell.value - 1000, 4)
    assert [code for code, _place in found(workbook)] == ["XL518", "XL401"], "the parts are formulas"
    _agreed, overwritten, sum_of_all = judged(workbook, show_all=True).findings
    assert (sum_of_all.code, sum_of_all.follows) == ("XL501", overwritten.fingerprint)
    assert "Target sums to 99,000; expected 100,000, so 1000 is missing." in sum_of_all.message()
    assert overwritten.at.place == typed_over


def test_parts_that_are_inputs() -> None:
    code, place, sentence = typed("Parts", "D5", 40.0)
    assert (code, place.partition(":")[0]) == ("XL501", "Parts!D5")
    assert sentence.startswith("Amount sums to 90; expected 100, so 10 is missing.")
