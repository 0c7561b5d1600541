"""XL403 error-value: A cell shows an error value."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import contents, findings
from tests.validation.small_plan import put as type_in

from xltargets.errors import CellError


def test_the_example() -> None:
    """A weight is #N/A, pasted from a look-up that found nothing."""
    workbook = plan()
    place = put(workbook, "periods.own_weight", CellError("#N/A"), 2)
    assert found(workbook) == [("XL403", place)]


def test_a_gap_in_a_chart_is_none() -> None:
    """The grey cells beside a table, over which a line is drawn; another formula there is told as that."""
    workbook = plan()
    sheet = workbook.sheets["Ways to a target"]
    gaps = [cell for cell in sheet.cells.values() if cell.value == CellError("#N/A")]
    assert len(gaps) > 70
    assert found(workbook) == []
    gaps[0].formula = "NA()"
    assert found(workbook) == [("XL402", f"'Ways to a target'!{gaps[0].address}")]


def test_it_is_told_where_it_begins_and_the_sum_is_not_called_wrong() -> None:
    workbook = contents()
    type_in(workbook.sheets["Parts"], "D5", CellError("#VALUE!"))
    for row in range(5, 9):
        workbook.sheets["Parts"].cells[row, 7].value = CellError("#VALUE!")
    workbook.sheets["Parts"].cells[9, 4].value = CellError("#VALUE!")
    assert small_plan.found(workbook) == [("XL403", "Parts!D5")]
    assert findings(workbook)[0].message() == "Amount is #VALUE!."
