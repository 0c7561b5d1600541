"""XL502 not-ascending: A column that must rise from row to row does not."""

from __future__ import annotations

from dataclasses import replace

from tests.validation import small_plan
from tests.validation.built_scorecard import scorecard
from tests.validation.small_plan import FEBRUARY, MARCH, contents, findings, put
from tests.validation.typed_book import TypedBook

from xltargets.templates.team_scorecard.rates import Terms
from xltargets.workbooks.contents import Cell


def test_the_example() -> None:
    """In a table of months, March stands above February."""
    workbook = contents()
    put(workbook.sheets["Parts"], "A6", MARCH)
    put(workbook.sheets["Parts"], "A7", FEBRUARY)
    assert small_plan.found(workbook) == [("XL502", "Parts!A7")]
    assert findings(workbook)[0].message() == "Month is 2026-02, less than 2026-03 in the row above."


def test_two_terms_of_one_day() -> None:
    """Nobody can say which of them holds; with a day each, one follows the other."""
    book = scorecard()
    first = book.slot(Terms.effective, 0).value
    assert isinstance(first, float)
    terms = book.contents.tables[Terms.name]
    terms.area = replace(terms.area, bottom=terms.area.top + 2)
    place = _second(book, first)
    told = [one for one in book.judged().findings if one.code == "XL502"]
    assert [one.at.place for one in told] == [place]
    assert told[0].message().endswith(", the same as in the row above.")
    _second(book, first + 31)
    assert "XL502" not in {one.code for one in book.judged().findings}


def _second(book: TypedBook, day: float) -> str:
    """Type a day into the second row."""
    table = book.submission().view.tables[Terms.name]
    slot = table.slot(Terms.effective, table.rows.start + 1)
    cell = slot.sheet.cells.setdefault((slot.row, slot.column_index), Cell(slot.row, slot.column_index))
    cell.value, cell.formula = day, None
    return slot.at.place


def test_two_rows_of_one_month_are_told_once() -> None:
    """By their key."""
    workbook = contents()
    put(workbook.sheets["Parts"], "A6", FEBRUARY)
    put(workbook.sheets["Parts"], "A7", FEBRUARY)
    assert [code for code, _place in small_plan.found(workbook)] == ["XL306"]
