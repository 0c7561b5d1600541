"""The rules that follow from declarations: a workbook broken in one way gives exactly that code, at that cell."""

# ruff: noqa: E501  (a case on a line reads best)

from __future__ import annotations

from dataclasses import replace

import pytest
from small_plan import FEBRUARY, JANUARY, contents, put, settle, submission

from xltargets.errors import CellError
from xltargets.validation.registry import rules
from xltargets.workbooks.contents import Area, Sheet, TableColumn

DECLARED = [rule for rule in rules().values() if rule.family in ("XL2", "XL3", "XL4", "XL5")]


def findings(workbook):
    judged = submission(workbook)
    return [finding for rule in DECLARED for finding in rule.findings(judged)]


def test_a_workbook_without_a_fault_has_no_finding():
    assert findings(contents()) == []


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code", "sentence"),
    [
        ("Settings", "B5", None, "XL301", "Total is empty; expected an amount. Fill it in: the target of the year."),
        ("Settings", "B5", "", "XL301", "Total is empty; expected an amount. Fill it in: the target of the year."),
        ("Parts", "C7", True, "XL302", "Weight is TRUE; expected a number. Enter it anew: the month's relative size, e.g. 1."),
        ("Parts", "C7", "high", "XL302", 'Weight is "high"; expected a number. Enter it anew: the month\'s relative size, e.g. 1.'),
        ("Parts", "E5", 20260101.0, "XL302", "Start is 20260101; expected a date. Enter it anew."),
        ("Parts", "C7", "12", "XL303", 'Weight is the text "12"; expected the number 12. Type the number again, or choose'),
        ("Parts", "C7", -2.0, "XL304", "Weight is -2; expected 0 or more. Correct it: the month's relative size, e.g. 1."),
        ("Units", "B5", "Rde", "XL305", 'Colour is "Rde"; expected one of: Red, Green. Choose from the cell\'s list; Red is near it.'),
        ("Parts", "B7", "Ann Leh", "XL307", 'Person is "Ann Leh"; expected a name that stands in units, Person. Correct it; Ann Lee is near it.'),
        ("Settings", "B6", 10.0, "XL308", "Growth is 10, which is 1,000 %; 0.1 may be meant."),
        ("Parts", "E5", "2026-01-01", "XL309", 'Start is the text "2026-01-01"; expected the date 2026-01-01.'),
        ("Units", "A5", "Ann Lee ", "XL310", 'Person is "Ann Lee ", with spaces that do not belong; expected "Ann Lee".'),
        ("Parts", "C7", "１２", "XL311", 'Weight is "１２", in characters of double width; expected 12.'),
        ("Parts", "C7", "1O", "XL312", 'Weight is "1O", with letters in place of digits; expected 10.'),
        ("Parts", "D5", 40.0, "XL501", "Amount sums to 90; expected 100, so 10 is missing."),
        ("Parts", "E5", FEBRUARY, "XL503", "Start is 2026-02-01, not before Due, 2026-02-01."),
        ("Parts", "G6", 0.3, "XL401", "Share is 0.3, typed over its formula."),
        ("Parts", "G6", None, "XL408", "Share is empty; expected its formula."),
        ("Parts", "A9", "more", "XL232", '"more" stands directly below the table parts, which does not cover it.'),
        ("Parts", "H6", "note", "XL233", '"note" stands directly beside the table parts, which does not cover it.'),
    ],
)  # fmt: skip
def test_one_wrong_cell_gives_one_finding(sheet, cell, value, code, sentence):
    workbook = contents()
    put(workbook.sheets[sheet], cell, value)
    settle(workbook)
    (found,) = findings(workbook)
    assert found.code == code
    assert found.sentence().startswith(sentence)
    assert found.at.place.startswith(f"{sheet}!{cell}")


def test_a_row_without_its_key_is_in_use_when_anything_is_filled_in():
    workbook = contents()
    put(workbook.sheets["Parts"], "C8", 1.0)
    put(workbook.sheets["Parts"], "D8", 0.0)
    (found,) = findings(workbook)
    assert (found.code, found.at.cell) == ("XL301", "A8")


def test_the_same_key_twice_is_told_at_the_second_row_only():
    workbook = contents()
    put(workbook.sheets["Units"], "A6", "ANN LEE")
    put(workbook.sheets["Parts"], "B6", "Ann Lee")
    (found,) = findings(workbook)
    assert (found.code, found.at.cell) == ("XL306", "A6")
    assert "the same as in A5" in found.message()


def test_rows_out_of_order():
    workbook = contents()
    put(workbook.sheets["Parts"], "A5", FEBRUARY)
    put(workbook.sheets["Parts"], "A6", JANUARY)
    (found,) = findings(workbook)
    assert (found.code, found.at.cell) == ("XL502", "A6")
    assert found.message() == "Month is 2026-01, less than 2026-02 in the row above."


def test_an_error_is_told_where_it_begins_and_the_sum_is_not_called_wrong():
    workbook = contents()
    put(workbook.sheets["Parts"], "D5", CellError("#VALUE!"))
    for row in range(5, 9):
        workbook.sheets["Parts"].cells[row, 7].value = CellError("#VALUE!")
    (found,) = findings(workbook)
    assert (found.code, found.at.cell, found.message()) == ("XL403", "D5", "Amount is #VALUE!.")


def test_an_error_that_comes_from_a_wrong_input_is_told_with_the_input_only():
    workbook = contents()
    put(workbook.sheets["Parts"], "D5", "fifty")
    settle(workbook)
    assert workbook.sheets["Parts"].value(5, 7) == CellError("#VALUE!")
    (found,) = findings(workbook)
    assert (found.code, found.at.cell) == ("XL302", "D5")


@pytest.mark.parametrize(
    ("formula", "what"),
    [
        ('WEBSERVICE("http://example.com")', "WEBSERVICE"),
        ("[1]Plan!A1", "[1]Plan!A1"),
        ("cmd|'/c calc'!A0", "|"),
        ('HYPERLINK("file:///c:/x.exe")', 'HYPERLINK("file:///c:/x.exe")'),
    ],
)
def test_a_formula_that_reaches_outside(formula, what):
    workbook = contents()
    put(workbook.sheets["Guide"], "B2", 1.0)
    workbook.sheets["Guide"].cells[2, 2].formula = formula
    settle(workbook)
    (found,) = findings(workbook)
    assert (found.code, found.at.place) == ("XL405", "Guide!B2")
    assert found.message() == f"The formula reaches outside the workbook: {what}."


def test_a_whole_column_that_is_wrong_alike_is_one_finding():
    workbook = contents()
    parts = workbook.tables["parts"]
    for row in range(5, 9):
        put(workbook.sheets["Parts"], f"A{row}", JANUARY + row)
        put(workbook.sheets["Parts"], f"C{row}", "1")
        put(workbook.sheets["Parts"], f"D{row}", 25.0)
    settle(workbook)
    (found,) = findings(workbook)
    assert found.cells == ("C5", "C6", "C7", "C8")
    assert "The same in 4 cells: C5:C8." in found.message()
    assert parts.data == Area(5, 1, 8, 7)


def test_an_old_result_is_told_where_it_begins():
    workbook = contents()
    put(workbook.sheets["Guide"], "A1", 0.5)
    workbook.sheets["Guide"].cells[1, 1].formula = "Parts!G6*2"
    put(workbook.sheets["Parts"], "D6", 20.0)
    put(workbook.sheets["Parts"], "D7", 30.0)
    found = findings(workbook)
    assert [(one.code, one.at.place) for one in found] == [("XL404", "Parts!G6"), ("XL404", "Parts!G7")]
    assert found[0].message() == "Share shows 0.25; its formula gives 0.2."


def test_what_cannot_be_worked_out_is_no_error_but_told():
    workbook = contents()
    put(workbook.sheets["Guide"], "A1", 0.5)
    workbook.sheets["Guide"].cells[1, 1].formula = "NOSUCHFUNCTION(1)"
    (found,) = findings(workbook)
    assert (found.code, found.severity.word, found.at.place) == ("XL406", "info", "Guide!A1")
    assert "NOSUCHFUNCTION" in found.message()


def test_a_circle_is_told_once():
    workbook = contents()
    for cell, formula in {"A1": "B1+1", "B1": "A1+1"}.items():
        put(workbook.sheets["Guide"], cell, 0.0)
        area = Area.parse(cell)
        workbook.sheets["Guide"].cells[area.top, area.left].formula = formula
    (found,) = findings(workbook)
    assert (found.code, found.at.place) == ("XL407", "Guide!A1")


def changed(change):
    workbook = contents()
    change(workbook)
    return [(finding.code, finding.at.place) for finding in findings(workbook)]


def rename_sheet(workbook, old, new):
    workbook.sheets = {new if name == old else name: sheet for name, sheet in workbook.sheets.items()}
    workbook.sheets[new].name = new
    for table in workbook.tables.values():
        table.sheet = new if table.sheet == old else table.sheet


def drop_sheet(workbook, name):
    del workbook.sheets[name]
    workbook.tables = {key: table for key, table in workbook.tables.items() if table.sheet != name}


def rename_table(workbook, old, new):
    table = workbook.tables.pop(old)
    table.name = new
    workbook.tables[new.lower()] = table


def drop_column(workbook, name, index):
    table, area = workbook.tables[name], workbook.tables[name].area
    del table.columns[index]
    sheet = workbook.sheets[table.sheet]
    for row in range(area.top, area.bottom + 1):
        values = [sheet.cells.pop((row, number), None) for number in range(area.left, area.right + 1)]
        del values[index]
        for number, cell in enumerate(values, area.left):
            if cell is not None:
                cell.column = number
                sheet.cells[row, number] = cell
    table.area = replace(area, right=area.right - 1)


def set_header(workbook, name, index, header):
    workbook.tables[name].columns[index].name = header


def swap_columns(workbook):
    columns = workbook.tables["parts"].columns
    columns[2], columns[3] = columns[3], columns[2]
    for row in range(4, 9):
        one, two = workbook.sheets["Parts"].value(row, 3), workbook.sheets["Parts"].value(row, 4)
        put(workbook.sheets["Parts"], f"C{row}", two)
        put(workbook.sheets["Parts"], f"D{row}", one)


def copy_table(workbook):
    copied = Sheet("Units (2)", "xl/worksheets/copy.xml")
    workbook.sheets["Units (2)"] = copied
    workbook.tables["units_2"] = replace(workbook.tables["units"], name="units_2", sheet="Units (2)")


def widen(workbook):
    table = workbook.tables["units"]
    table.area = replace(table.area, right=3)
    table.columns.append(TableColumn("Remark"))


def move_table(workbook):
    sheet = workbook.sheets["Guide"]
    sheet.cells |= workbook.sheets["Units"].cells
    workbook.tables["units"].sheet = "Guide"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda w: drop_sheet(w, "Parts"), [("XL201", "Parts")]),
        (lambda w: drop_sheet(w, "Guide"), [("XL201", "Guide")]),
        (lambda w: rename_sheet(w, "Parts", "My parts"), [("XL202", "'My parts'")]),
        (lambda w: w.sheets.update(Notes=Sheet("Notes", "n.xml")), [("XL203", "Notes")]),
        (lambda w: w.tables.pop("units"), [("XL204", "Units")]),
        (lambda w: rename_table(w, "units", "Table1"), [("XL205", "Units!A4:B6")]),
        (copy_table, [("XL203", "'Units (2)'"), ("XL206", "'Units (2)'!A4:B6")]),
        (move_table, [("XL207", "Guide")]),
        (lambda w: drop_column(w, "parts", 2), [("XL211", "Parts!A4:F4")]),
        (lambda w: set_header(w, "parts", 2, "Portion"), [("XL212", "Parts!C4")]),
        (swap_columns, [("XL213", "Parts!A4:G4")]),
        (widen, [("XL214", "Units!C4")]),
        (lambda w: w.names.pop(), [("XL221", "Settings")]),
        (lambda w: setattr(w.names[1], "refers_to", "Settings!#REF!"), [("XL222", "")]),
        (lambda w: w.sheets["Parts"].merged.append(Area.parse("A5:A6")), [("XL231", "Parts!A5:A6")]),
    ],
)  # fmt: skip
def test_one_change_of_structure_gives_one_finding(change, expected):
    assert changed(change) == expected
