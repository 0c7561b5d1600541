"""Reading workbooks that XlsxWriter and openpyxl made, held against openpyxl's own reading."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.workbooks.packages import replace_part
from xltargets.errors import CellError
from xltargets.workbooks.contents import Area
from xltargets.workbooks.reader import PackageProblem, read


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        dates = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("Plan 計畫")
        sheet.add_table(
            "A1:C4",
            {
                "name": "periods",
                "columns": [
                    {"header": "Month"},
                    {"header": "Weight"},
                    {"header": "Double", "formula": "=periods[[#This Row],[Weight]]*2"},
                ],
            },
        )
        for row, weight in enumerate((1, 2.5, -3), start=1):
            sheet.write_datetime(row, 0, datetime.datetime(2026, row, 1), dates)
            sheet.write_number(row, 1, weight)
        sheet.write_formula("E1", "=SUM(B2:B4)", None, 0.5)
        sheet.write_formula("E2", '=IF(TRUE,"a&b","<")', None, "a&b")
        sheet.write_formula("E3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("E4", "=1=1", None, True)
        sheet.write_array_formula("G1:G3", "{=ROW(A1:A3)}", None, 1)
        sheet.write_dynamic_array_formula("H1:H2", "=SEQUENCE(2)", None, 1)
        sheet.write_boolean("I1", False)
        sheet.write_rich_string("I2", "plain ", workbook.add_format({"bold": True}), "bold")
        sheet.write_string("I3", "=not a formula")
        sheet.write_string("I4", "line\nbreak \x01 control")
        sheet.merge_range("K1:L2", "merged")
        sheet.protect()
        hidden = workbook.add_worksheet("Hidden's")
        hidden.hide()
        workbook.add_worksheet("Very").very_hidden()
        workbook.define_name("total", "='Plan 計畫'!$E$1")
        workbook.define_name("Very!local", "=Very!$A$1")
        workbook.set_custom_property("xltargets.template", "target-plan")
        workbook.set_custom_property("xltargets.schema", 1)
    return path


def test_values_are_what_openpyxl_reads(book: Path) -> None:
    ours = read(book)
    theirs = openpyxl.load_workbook(book, data_only=True)
    assert list(ours.sheets) == theirs.sheetnames
    compared = 0
    for sheet in theirs:
        for row in sheet.iter_rows():
            for cell in row:
                value = ours.sheets[sheet.title].value(cell.row, cell.column)
                if isinstance(cell.value, datetime.datetime):
                    assert ours.sheets[sheet.title].cells[cell.row, cell.column].is_date
                    value = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=value)
                elif isinstance(value, CellError):
                    value = value.code
                if cell.coordinate != "I4":  # openpyxl leaves the escape of a control character as it is
                    assert value == cell.value, cell.coordinate
                compared += value is not None
    assert compared > 25


def test_formulas_are_what_openpyxl_reads(book: Path) -> None:
    ours = read(book).sheets["Plan 計畫"]
    theirs = openpyxl.load_workbook(book)["Plan 計畫"]
    formulas = {address: cell.formula for cell in ours.cells.values() if cell.formula for address in [cell.address]}
    expected = {}
    for row in theirs.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                text = cell.value if isinstance(cell.value, str) else cell.value.text
                expected[cell.coordinate] = text.removeprefix("=")
    assert formulas == expected
    assert formulas["C3"] == "periods[[#This Row],[Weight]]*2"


def test_what_stands_around_the_cells(book: Path) -> None:
    contents = read(book)
    sheet = contents.sheets["Plan 計畫"]
    assert sheet.cells[1, 7].spill == Area.parse("G1:G3")
    assert not sheet.cells[1, 7].dynamic
    assert sheet.cells[1, 8].spill == Area.parse("H1:H2")
    assert sheet.cells[1, 8].dynamic
    assert sheet.merged == [Area.parse("K1:L2")]
    assert sheet.protected
    assert [one.state for one in contents.sheets.values()] == ["visible", "hidden", "veryHidden"]
    table = contents.tables["periods"]
    assert (table.sheet, str(table.area), str(table.data)) == ("Plan 計畫", "A1:C4", "A2:C4")
    assert [column.name for column in table.columns] == ["Month", "Weight", "Double"]
    assert table.columns[2].formula == "periods[[#This Row],[Weight]]*2"
    names = {(name.name, name.sheet): name.refers_to for name in contents.names}
    assert names == {("total", None): "'Plan 計畫'!$E$1", ("local", "Very"): "Very!$A$1"}
    assert contents.properties == {"xltargets.template": "target-plan", "xltargets.schema": "1"}
    assert sheet.value(3, 9) == "=not a formula"
    assert sheet.value(4, 9) == "line\nbreak \x01 control"


def test_shared_formulas_are_written_out(book: Path) -> None:
    sheet = "xl/worksheets/sheet2.xml"
    cells = (
        '<sheetData><row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1+Two!A1</f><v>1</v></c></row>'
        '<row><c r="B2"><f t="shared" si="0"/><v>2</v></c><c><v>7</v></c></row>'
        '<row r="9"><c r="D9" t="d"><v>2026-01-15T12:00:00</v></c></row></sheetData>'
    )
    replace_part(book, sheet, "<sheetData/>", cells)
    read_back = read(book).sheets["Hidden's"]
    assert read_back.cells[2, 2].formula == "A2*$C$1+Two!A2"
    assert read_back.value(2, 3) == 7
    assert read_back.value(9, 4) == 46037.5


def test_external_links_in_the_order_of_their_numbers(book: Path) -> None:
    relationships = "xl/_rels/workbook.xml.rels"
    link = '<Relationship Id="rIdX" Type="http://x/externalLink" Target="externalLinks/externalLink1.xml"/>'
    replace_part(book, relationships, "</Relationships>", link + "</Relationships>")
    reference = '<externalReferences><externalReference r:id="rIdX"/></externalReferences><definedNames>'
    replace_part(book, "xl/workbook.xml", "<definedNames>", reference)
    with zipfile.ZipFile(book, "a") as package:
        package.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships xmlns="r"><Relationship Id="rId1" Type="t/externalLinkPath" '
            'Target="file:///other.xlsx" TargetMode="External"/></Relationships>',
        )
    assert read(book).external_links == ("file:///other.xlsx",)


def test_dates_of_the_1904_system_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as workbook:
        workbook.add_worksheet()
    assert read(path).date1904


def test_openpyxls_own_files(tmp_path: Path) -> None:
    path = tmp_path / "openpyxl.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["a", 1, True, None, datetime.date(2026, 1, 15), "=SUM(A1:B1)"])
    workbook.save(path)
    sheet = read(path).sheets["Sheet"]
    assert [sheet.value(1, column) for column in range(1, 6)] == ["a", 1, True, None, 46037]
    assert sheet.cells[1, 5].is_date
    assert sheet.cells[1, 6].formula == "SUM(A1:B1)"


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(PackageProblem, match=r"gone\.xlsx: There is no such file\."):
        read(tmp_path / "gone.xlsx")
