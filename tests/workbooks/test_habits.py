"""The forms in which spreadsheet programs write workbooks: none is refused, and each means what it means to them."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.workbooks.packages import parts_of, replace_part, write_parts
from xltargets.errors import CellError
from xltargets.workbooks import usual_cells
from xltargets.workbooks.contents import Area
from xltargets.workbooks.reader import read
from xltargets.workbooks.sheet_reader import Surroundings

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
Cells = dict[str, object]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        dates = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("One")
        sheet.write("A1", "first")
        sheet.write("A2", "second")
        sheet.write("A3", 46037, dates)
    return path


def cells(path: Path) -> Cells:
    return {cell.address: cell.value for cell in read(path).sheets["One"].cells.values()}


def with_sheet(book: Path, inner: str, root: str = f'<worksheet xmlns="{MAIN}">', head: str = HEAD) -> Cells:
    """What is read of a sheet that holds this."""
    name = re.match(r"<([\w:]+)", root)
    assert name is not None
    parts = parts_of(book)
    write_parts(book, parts | {SHEET: f"{head}{root}{inner}</{name[1]}>".encode()})
    return cells(book)


DATA = {
    "no addresses at all": (
        "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        {"A1": 1, "C1": 2, "A2": 3},
    ),
    "addresses of some cells, as POI's streams leave gaps": (
        '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><v>3</v></c></row>',
        {"A3": 1, "D3": 2, "E3": 3},
    ),
    "cells that name the row that the row does not": (
        '<row><c r="A5"><v>1</v></c><c r="B5"><v>2</v></c></row><row><c r="A7"><v>3</v></c></row>',
        {"A5": 1, "B5": 2, "A7": 3},
    ),
    "rows in another order": (
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        {"A1": 1, "A2": 2},
    ),
    "texts in their cells": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>in line</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t xml:space="preserve"> kept </t></is></c>'
        '<c r="C1" t="inlineStr"><is><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r></is></c></row>',
        {"A1": "in line", "B1": " kept ", "C1": "rich text"},
    ),
    "texts as results": (
        '<row r="1"><c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
        '<c r="C1" t="str"><f>""</f><v/></c><c r="D1" t="str"><v xml:space="preserve"> x </v></c>'
        '<c r="E1" t="str"><f>A1</f></c></row>',
        {"A1": "ab", "B1": "", "C1": "", "D1": " x ", "E1": None},
    ),
    "results that are missing": (
        '<row r="1"><c r="A1"><f>1+1</f><v></v></c><c r="B1"><f>1+1</f><v/></c><c r="C1"><f>1+1</f><v /></c>'
        '<c r="D1"><f>1+1</f></c></row>',
        {"A1": None, "B1": None, "C1": None, "D1": None},
    ),
    "LibreOffice's formulas": (
        '<row r="1" customFormat="false" ht="12.8" hidden="false" outlineLevel="0" collapsed="false">'
        '<c r="A1" s="0" t="n"><f aca="false">1+1</f><v>2</v></c>'
        '<c r="B1" s="0" t="b"><f aca="false">TRUE()</f><v>1</v></c>'
        '<c r="C1" s="0" t="e"><f aca="false">NA()</f><v>#N/A</v></c></row>',
        {"A1": 2, "B1": True, "C1": CellError("#N/A")},
    ),
    "Excel's attributes": (
        '<row r="1" spans="1:2" s="1" customFormat="1" ht="15" thickBot="1" x14ac:dyDescent="0.25">'
        '<c r="A1" s="0" cm="1" vm="1" ph="1"><v>1</v></c></row>',
        {"A1": 1},
    ),
    "the type before the address": ('<row spans="1:1" r="1"><c s="0" t="b" r="A1"><v>0</v></c></row>', {"A1": False}),
    "single quotes and spaces": ("<row r='1' ><c r='A1'  t='str' ><v >x</v ></c ></row >", {"A1": "x"}),
    "indents between the elements": (
        '\n  <row r="1">\n    <c r="A1">\n      <v>1</v>\n    </c>\n  </row>\n',
        {"A1": 1},
    ),
    "spaces around values, which XML's rules for numbers take away": (
        '<row r="1"><c r="A1"><v> 1.50\n</v></c><c r="B1" t="s"><v> 01 </v></c><c r="C1" t="b"><v> true </v></c></row>',
        {"A1": 1.5, "B1": "second", "C1": True},
    ),
    "numbers in every form that XML has": (
        '<row r="1"><c r="A1"><v>-1.5E-3</v></c><c r="B1"><v>+.5</v></c><c r="C1"><v>5.</v></c><c r="D1"><v>1e3</v></c>'
        '<c r="E1"><v>1.7976931348623157E+308</v></c></row>',
        {"A1": -0.0015, "B1": 0.5, "C1": 5, "D1": 1000, "E1": 1.7976931348623157e308},
    ),
    "characters by number": (
        '<row r="1"><c r="A1" t="str"><v>&#20013;&#x6587; &lt;&amp;&gt; &apos;&quot; a>b</v></c></row>',
        {"A1": "中文 <&> '\" a>b"},
    ),
    "character data": ('<row r="1"><c r="A1" t="str"><v><![CDATA[a<b]]></v></c></row>', {"A1": "a<b"}),
    "comments between the elements": ('<!-- x --><row r="1"><c r="A1"><v>1</v></c><!-- <c/> --></row>', {"A1": 1}),
    "line ends of Windows": ('<row r="1">\r\n<c r="A1" t="str"><v>a\r\nb</v></c>\r\n</row>', {"A1": "a\nb"}),
    "dates as ISO has them": (
        '<row r="1"><c r="A1" t="d"><v>2026-01-15</v></c><c r="B1" t="d"><v>2026-01-15T12:00:00Z</v></c>'
        '<c r="C1" t="d"><v>2026-01-15T06:00:00.000</v></c></row>',
        {"A1": 46037, "B1": 46037.5, "C1": 46037.25},
    ),
    "an extension that says nothing of cells": (
        '<row r="1"><c r="A1"><v>1</v><extLst><ext uri="x"><q:y xmlns:q="urn:q">z</q:y></ext></extLst></c></row>',
        {"A1": 1},
    ),
}


@pytest.mark.parametrize("name", DATA)
def test_cells_in_the_forms_that_programs_write(book: Path, name: str) -> None:
    data, expected = DATA[name]
    ns = f'<worksheet xmlns="{MAIN}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    assert with_sheet(book, f"<sheetData>{data}</sheetData>", ns) == expected


@pytest.mark.parametrize("name", DATA)
def test_the_same_under_a_prefix(book: Path, name: str) -> None:
    """As the Open XML SDK writes: `x:c` in an `x:row`."""
    data, expected = DATA[name]
    prefixed = re.sub(r"<(/?)(?!q:|!|\?)(?=[a-zA-Z])(?![^<]*\]\]>)", r"<\1x:", f"<sheetData>{data}</sheetData>")
    root = f'<x:worksheet xmlns:x="{MAIN}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    assert with_sheet(book, prefixed, root) == expected


AROUND = {
    "no size": "<sheetData>{}</sheetData>",
    "a size that is wrong": '<dimension ref="A1:XFD9"/><sheetData>{}</sheetData>',
    "controls, whose anchors have rows": (
        "<sheetData>{}</sheetData>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
        '<control shapeId="1" name="B"><controlPr><anchor><from xmlns:xdr="urn:xdr"><xdr:col>1</xdr:col>'
        "<xdr:row>2</xdr:row></from></anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls>"
        "</mc:Choice></mc:AlternateContent>"
    ),
    "extensions with formulas": (
        "<sheetData>{}</sheetData>"
        '<extLst><ext uri="x" xmlns:x14="urn:x14" xmlns:xm="urn:xm"><x14:conditionalFormattings>'
        "<x14:conditionalFormatting><x14:cfRule><xm:f>A1>1</xm:f></x14:cfRule><xm:sqref>A1</xm:sqref>"
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    ),
    "an empty merge and a comment": "<!-- made by hand --><sheetData>{}</sheetData><mergeCells count='0'/>",
}


@pytest.mark.parametrize("name", AROUND)
def test_what_stands_around_the_cells(book: Path, name: str) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert with_sheet(book, AROUND[name].format(row)) == {"A1": 1}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "us-ascii"])
def test_other_encodings(book: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    word = "x" if encoding == "us-ascii" else "Müller"
    sheet = (
        f'<?xml version="1.0" encoding="{name}"?><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
        f'<c r="A1" t="str"><v>{word}</v></c></row></sheetData></worksheet>'
    )
    write_parts(book, parts_of(book) | {SHEET: sheet.encode(encoding)})
    assert cells(book) == {"A1": word}


def test_the_strict_namespace(book: Path) -> None:
    """Excel's own "Strict Open XML Spreadsheet"."""
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts = parts_of(book)
    write_parts(book, {name: data.replace(MAIN.encode(), strict.encode()) for name, data in parts.items()})
    assert cells(book) == {"A1": "first", "A2": "second", "A3": 46037}


TEXTS = {
    "runs and hints": (
        "<si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ch </t></r></si>"
        '<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/></si>',
        ["rich ", "東京"],
    ),
    "a count that is wrong, and nothing in a text": ("<si><t/></si><si/>", ["", ""]),
    "escapes": ("<si><t>two_x000A_lines</t></si><si><t>&lt;b&gt;</t></si>", ["two\nlines", "<b>"]),
    "spaces between": ("\n<si>\n<t>a</t>\n</si>\n<si><t>b</t></si>\n", ["a", "b"]),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("root", ["<sst {}>", '<sst {} count="9" uniqueCount="77">', '<sst count="1" {}>'])
def test_shared_texts(book: Path, name: str, root: str) -> None:
    items, expected = TEXTS[name]
    texts = HEAD + root.format(f'xmlns="{MAIN}"') + items + "</sst>"
    write_parts(book, parts_of(book) | {"xl/sharedStrings.xml": texts.encode()})
    found = cells(book)
    assert [found["A1"], found["A2"]] == expected


def test_more_texts_than_the_sheets_use(book: Path) -> None:
    replace_part(book, "xl/sharedStrings.xml", "</sst>", "<si><t>unused</t></si></sst>")
    assert cells(book)["A1"] == "first"


def test_openpyxls_rich_text_and_its_write_only_books(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("One")
    sheet.append(["a", 1.5, None, "=A1", True, "  spaces "])
    workbook.save(path)
    assert cells(path) == {"A1": "a", "B1": 1.5, "D1": None, "E1": True, "F1": "  spaces "}


def test_xlsxwriters_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("One")
        sheet.write_row(0, 0, ["in line", " kept ", "<&>", 2])
        sheet.write_array_formula("A2:A3", "{=ROW(A1:A2)}", None, 1)
    assert cells(path) == {"A1": "in line", "B1": " kept ", "C1": "<&>", "D1": 2, "A2": 1}
    assert read(path).sheets["One"].cells[2, 1].spill == Area.parse("A2:A3")


def test_the_usual_forms_take_the_quick_way(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nobody would see that the scan has come to serve no program."""
    taken: list[str] = []
    scan = usual_cells.scan

    def seen(data: bytes, start: int, end: int, frame: bytes, around: Surroundings) -> None:
        scan(data, start, end, frame, around)
        taken.append(around.sheet.name)

    monkeypatch.setattr(usual_cells, "scan", seen)
    read(book)
    for name in ("LibreOffice's formulas", "texts as results", "Excel's attributes"):
        data = DATA[name][0]
        ns = f'<worksheet xmlns="{MAIN}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
        with_sheet(book, f"<sheetData>{data}</sheetData>", ns)
    workbook = openpyxl.Workbook()
    workbook.active.append(["a", 1, "=A1", True])
    workbook.save(tmp_path / "openpyxl.xlsx")
    read(tmp_path / "openpyxl.xlsx")
    assert taken == ["One"] * 4 + ["Sheet"]
