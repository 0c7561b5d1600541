"""XL404 stored-value-differs: the result stored in a cell is not what its formula gives."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import as_written, cell_of, found, plan, put
from tests.validation.small_plan import contents, findings
from tests.validation.small_plan import put as type_in


def test_the_example() -> None:
    """The total target was changed by a program that does not recalculate, and the monthly targets are still the old
    ones.
    """
    workbook = plan()
    put(workbook, "settings.agreed", 300_000.0, settled=False)
    sheet, cell = cell_of(workbook, "settings.first_total")
    assert found(workbook) == [("XL404", f"{as_written(sheet.name)}!{cell.address}")]


def test_an_old_result_is_told_where_it_begins() -> None:
    workbook = contents()
    type_in(workbook.sheets["Guide"], "A1", 0.5)
    workbook.sheets["Guide"].cells[1, 1].formula = "Parts!G6*2"
    type_in(workbook.sheets["Parts"], "D6", 20.0)
    type_in(workbook.sheets["Parts"], "D7", 30.0)
    assert small_plan.found(workbook) == [("XL404", "Parts!G6"), ("XL404", "Parts!G7")]
    assert findings(workbook)[0].message() == "Share shows 0.25; its formula gives 0.2."
