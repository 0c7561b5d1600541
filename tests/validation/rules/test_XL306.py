"""XL306 duplicate-key: two rows of a table have the same key."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import cell_of, found, plan, put, settle
from tests.validation.small_plan import contents, findings
from tests.validation.small_plan import put as type_in

from xltargets.errors import CellError


def test_the_example() -> None:
    """The same month of the same person stands in two rows of Sales history."""
    workbook = plan()
    put(workbook, "history.person", "Ann Lee", 1, settled=False)
    settle(workbook)
    sheet, cell = cell_of(workbook, "history.month", 1)
    assert ("XL306", f"'{sheet.name}'!{cell.address}") in found(workbook)


def test_namesakes_that_their_ids_tell_apart_have_a_month_each() -> None:
    """One row without an ID may be of either, so it repeats the other."""
    workbook = plan()
    for row, person in enumerate(("7", "19")):
        put(workbook, "units.person", "Ann Lee", row, settled=False)
        put(workbook, "units.person_id", person, row, settled=False)
    for row in range(36):
        name, person = (("Ann Lee", "7"), ("Ann Lee", "19"), ("Cy Diaz", None))[row % 3]
        put(workbook, "history.person", name, row, settled=False)
        put(workbook, "history.person_id", person, row, settled=False)
    settle(workbook)
    assert "XL306" not in {code for code, _place in found(workbook)}
    for person in ("7", None):
        put(workbook, "history.person_id", person, 1)
        assert "XL306" in {code for code, _place in found(workbook)}


def test_it_is_told_at_the_second_row_only_whatever_the_case() -> None:
    workbook = contents()
    type_in(workbook.sheets["Units"], "A6", "ANN LEE")
    type_in(workbook.sheets["Parts"], "B6", "Ann Lee")
    assert small_plan.found(workbook) == [("XL306", "Units!A6")]
    assert "the same as in A5" in findings(workbook)[0].message()


def test_errors_are_no_keys() -> None:
    """What gives #VALUE! in every month is told where it begins."""
    workbook = contents()
    for cell in ("A5", "A6"):
        type_in(workbook.sheets["Units"], cell, CellError("#VALUE!"))
    assert "XL306" not in {code for code, _place in small_plan.found(workbook)}
