"""XL303 number-as-text: A number is stored as text."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import JANUARY, contents, findings, settle, typed
from tests.validation.small_plan import put as type_in

from xltargets.workbooks.contents import Area


def test_the_example() -> None:
    """A month's weight is the text "12"."""
    workbook = plan()
    place = put(workbook, "periods.own_weight", "12", 2)
    assert found(workbook) == [("XL303", place)]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Parts", "C7", "12", 'Weight is the text "12"; expected the number 12. Type the number again, or choose'),
    ],
)
def test_what_it_says(sheet: str, cell: str, value: object, words: str) -> None:
    code, place, sentence = typed(sheet, cell, value)
    assert (code, place) == ("XL303", f"{sheet}!{cell}")
    assert sentence.startswith(words)


def test_a_whole_column_that_is_wrong_alike_is_one_finding() -> None:
    workbook = contents()
    parts = workbook.tables["parts"]
    for row in range(5, 9):
        type_in(workbook.sheets["Parts"], f"A{row}", JANUARY + row)
        type_in(workbook.sheets["Parts"], f"C{row}", "1")
        type_in(workbook.sheets["Parts"], f"D{row}", 25.0)
    settle(workbook)
    (only,) = findings(workbook)
    assert only.code == "XL303"
    assert only.cells == ("C5", "C6", "C7", "C8")
    assert "The same in 4 cells: C5:C8." in only.message()
    assert parts.data == Area(5, 1, 8, 7)
