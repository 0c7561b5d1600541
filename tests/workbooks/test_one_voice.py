"""Packages that say two things, of which programs read one or the other: each is damaged, by part and line.

The cases are the kinds of tampering by which a second value was hidden from one reader and shown to another.
"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.workbooks.packages import parts_of, replace_part, write_parts
from xltargets.workbooks import usual_cells
from xltargets.workbooks.reader import PackageProblem, read

SHEET = "xl/worksheets/sheet1.xml"
A1 = '<c r="A1"><v>1</v></c>'
SECOND = '<c r="A1"><v>999999</v></c>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("One")
        sheet.write_row("A1", [1, "text", True])
        sheet.write_formula("A2", "=A1+1", None, 2)
        sheet.merge_range("D1:E1", "merged")
        sheet.add_table("G1:H3", {"name": "rows", "columns": [{"header": "Key"}, {"header": "Value"}]})
        workbook.define_name("total", "=One!$A$1")
        workbook.set_custom_property("xltargets.template", "target-plan")
    return path


def damage(path: Path) -> PackageProblem:
    with pytest.raises(PackageProblem) as caught:
        read(path)
    assert caught.value.kind == "damaged"
    assert "{" not in caught.value.sentence()
    return caught.value


IN_SHEETS = {
    "a cell in an extension": ("</worksheet>", f'<extLst><ext uri="x">{SECOND}</ext></extLst></worksheet>'),
    "a cell of another namespace in an extension": (
        "</worksheet>",
        '<extLst><ext uri="x" xmlns:q="urn:q"><q:row r="1"><q:c r="A1"><q:v>9</q:v></q:c></q:row></ext></extLst>'
        "</worksheet>",
    ),
    "a cell in a foreign element": ("</sheetData>", f'</sheetData><q:x xmlns:q="urn:q">{SECOND}</q:x>'),
    "a foreign cell beside the own": (A1, A1 + '<q:c xmlns:q="urn:q" r="A1"><q:v>9</q:v></q:c>'),
    "cells of a namespace of their own": (A1, '<c xmlns="urn:q" r="A1"><v>9</v></c>'),
    "a choice that nobody makes": (
        "</sheetData>",
        f'<mc:AlternateContent {MC}><mc:Choice Requires="zz"><row r="1">{SECOND}</row></mc:Choice>'
        "</mc:AlternateContent></sheetData>",
    ),
    "a choice in a row": (
        A1,
        f'<mc:AlternateContent {MC}><mc:Choice Requires="zz">{SECOND}</mc:Choice><mc:Fallback>{A1}</mc:Fallback>'
        "</mc:AlternateContent>",
    ),
    "a choice in a cell": (
        "<v>1</v>",
        f'<mc:AlternateContent {MC}><mc:Choice Requires="zz"><v>9</v></mc:Choice></mc:AlternateContent><v>1</v>',
    ),
    "a second value": (A1, '<c r="A1"><v>1</v><v>999999</v></c>'),
    "a value in an extension of the cell": (
        A1,
        '<c r="A1"><v>999999</v><extLst><ext uri="a"><v>1</v></ext></extLst></c>',
    ),
    "a second formula": ("<f>A1+1</f>", "<f>A1+1</f><f>A1+2</f>"),
    "a text beside a value": (A1, '<c r="A1"><v>1</v><is><t>9</t></is></c>'),
    "a value beside a text": (A1, '<c r="A1" t="inlineStr"><is><t>9</t></is><v>1</v></c>'),
    "two texts in one": (A1, '<c r="A1" t="inlineStr"><is><t>9</t><t>1</t></is></c>'),
    "a cell twice": (A1, A1 + SECOND),
    "a cell twice, once without anything": (A1, A1 + '<c r="A1"/>'),
    "a cell twice, once without an address": (A1, A1 + '<c r="C9"><v>9</v></c>'),
    "a cell in another's row": ('<c r="A2">', '<c r="A1">'),
    "a row twice": ("</sheetData>", '<row r="1"><c r="Z1"><v>9</v></c></row></sheetData>'),
    "the data twice": ("</sheetData>", f'</sheetData><sheetData><row r="1">{SECOND}</row></sheetData>'),
    "the data twice, once empty": ("<sheetData>", "<sheetData/><sheetData>"),
    "data in an extension": (
        "</worksheet>",
        '<extLst><ext uri="x"><sheetData><row r="1"><c r="B9"><v>9</v></c></row></sheetData></ext></extLst>'
        "</worksheet>",
    ),
    "a cell outside its row": ("<sheetData>", f"<sheetData>{SECOND}"),
    "a value outside a cell": ("</row>", "<v>9</v></row>"),
    "a value in a value": ("<v>1</v>", "<v>1<v>9</v></v>"),
    "a comment in a value": ("<v>1</v>", "<v>1<!-- -->0</v>"),
    "an instruction in a value": ("<v>1</v>", "<v>1<?x y?>0</v>"),
    "merged areas twice": ("</mergeCells>", "</mergeCells><mergeCells/>"),
    "protection twice": ("</sheetData>", '</sheetData><sheetProtection sheet="1"/><sheetProtection sheet="0"/>'),
    "an underscore in a number": ("<v>1</v>", "<v>130_119</v>"),
    "full-width digits": ("<v>1</v>", "<v>１３０</v>"),
    "Arabic digits": ("<v>1</v>", "<v>٤٢</v>"),
    "a space that is none of XML's": ("<v>1</v>", "<v>1\u00a0</v>"),
    "a number in hexadecimal": ("<v>1</v>", "<v>0x10</v>"),
    "infinity as Python has it": ("<v>1</v>", "<v>Infinity</v>"),
    "infinity as XML has it": ("<v>1</v>", "<v>INF</v>"),
    "no number": ("<v>1</v>", "<v>NaN</v>"),
    "a number too large for any": ("<v>1</v>", "<v>1e999</v>"),
    "a comma in a number": ("<v>1</v>", "<v>1,5</v>"),
    "an index below 0": ('t="s"><v>0</v>', 't="s"><v>-1</v>'),
    "an index behind the last": ('t="s"><v>0</v>', 't="s"><v>99</v>'),
    "an index that is no whole number": ('t="s"><v>0</v>', 't="s"><v>0.0</v>'),
    "an index in full-width digits": ('t="s"><v>0</v>', 't="s"><v>０</v>'),
    "a boolean that is none": ('t="b"><v>1</v>', 't="b"><v>yes</v>'),
    "a type that is none": ('t="b"><v>1</v>', 't="x"><v>1</v>'),
    "a date that is none": (A1, '<c r="A1" t="d"><v>1 May</v></c>'),
    "an address with a zero": ('r="A1"', 'r="A01"'),
    "an address in small letters": ('r="A1"', 'r="a1"'),
    "an address with a dollar": ('r="A1"', 'r="$A$1"'),
    "a row beyond the last": ('<row r="2"', '<row r="1048577"'),
    "a row in full-width digits": ('<row r="2"', '<row r="２"'),
    "a style in full-width digits": ('<c r="A1">', '<c r="A1" s="１">'),
}


@pytest.mark.parametrize("name", IN_SHEETS)
def test_a_second_voice_in_a_sheet(book: Path, name: str) -> None:
    old, new = IN_SHEETS[name]
    replace_part(book, SHEET, old, new)
    problem = damage(book)
    assert problem.values["part"] == SHEET
    assert problem.values["line"] == 2


def test_the_line_is_the_one_where_it_stands(book: Path) -> None:
    replace_part(book, SHEET, A1, f"\n\n{A1}\n{SECOND}")
    assert damage(book).values["line"] == 5


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", "</sheets>", '</sheets><sheets><sheet name="Two" sheetId="2" r:id="rId1"/></sheets>'),
        ("xl/workbook.xml", "</sheets>", '<sheet name="Two" sheetId="2" r:id="rId1"/></sheets>'),
        ("xl/workbook.xml", "</sheets>", '<sheet name="ONE" sheetId="2" r:id="rId2"/></sheets>'),
        ("xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>'),
        (
            "xl/workbook.xml",
            "</definedNames>",
            "</definedNames><definedNames><definedName>One!$A$2</definedName></definedNames>",
        ),
        ("xl/workbook.xml", "One!$A$1", "One!<!-- -->$A$1"),
        ("xl/sharedStrings.xml", "</sst>", "<extLst><ext><si><t>x</t></si></ext></extLst></sst>"),
        ("xl/sharedStrings.xml", "<t>text</t>", "<t>text</t><t>other</t>"),
        ("xl/sharedStrings.xml", "<t>text</t>", "<t>te<!-- -->xt</t>"),
        (
            "xl/sharedStrings.xml",
            "<t>text</t>",
            '<q:t xmlns:q="urn:q">x</q:t><mc:x xmlns:mc="urn:m"><t xmlns="y"/></mc:x><t/><t/>',
        ),
        ("xl/styles.xml", "</cellXfs>", "</cellXfs><cellXfs/>"),
        (
            "xl/tables/table1.xml",
            "</tableColumns>",
            '</tableColumns><tableColumns><tableColumn id="1" name="x"/></tableColumns>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            '<Relationship Id="rId1" Type="t/worksheet" Target="x.xml"/></Relationships>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            '<Relationship Id="rId9" Type="t/styles" Target="x.xml"/></Relationships>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            '<Relationship Id="rId9" Type="t/sharedStrings" Target="x.xml"/></Relationships>',
        ),
        (
            "_rels/.rels",
            "</Relationships>",
            '<Relationship Id="rId9" Type="t/officeDocument" Target="x.xml"/></Relationships>',
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            "</Relationships>",
            '<Relationship Id="rId9" Type="t/table" Target="../tables/table1.xml"/></Relationships>',
        ),
        ("[Content_Types].xml", "</Types>", '<Override PartName="/XL/workbook.xml" ContentType="x"/></Types>'),
        (
            "docProps/custom.xml",
            "</Properties>",
            '<property fmtid="x" pid="9" name="xltargets.template"><v>crm-log</v></property></Properties>',
        ),
    ],
)
def test_a_second_voice_in_another_part(book: Path, part: str, old: str, new: str) -> None:
    replace_part(book, part, old, new)
    damage(book)


def test_sheets_in_a_namespace_that_is_none(book: Path) -> None:
    replace_part(book, SHEET, 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', 'xmlns="urn:q"')
    assert damage(book).values["part"] == SHEET


@pytest.mark.parametrize(
    "name", ["XL/WORKSHEETS/SHEET1.XML", "xl\\worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml"]
)
def test_a_part_under_two_spellings_of_its_name(book: Path, name: str) -> None:
    parts = parts_of(book)
    write_parts(book, parts | {name: parts[SHEET].replace(b"<v>1</v>", b"<v>9</v>")})
    damage(book)


def test_an_archive_before_the_archive(book: Path, tmp_path: Path) -> None:
    """Who reads from the start finds another workbook than who reads the list at the end."""
    other = tmp_path / "other.xlsx"
    parts = parts_of(book)
    write_parts(other, parts | {SHEET: parts[SHEET].replace(b"<v>1</v>", b"<v>9</v>")})
    book.write_bytes(other.read_bytes() + book.read_bytes())
    damage(book)


def test_a_part_that_the_list_does_not_have(book: Path) -> None:
    """The list of parts skips one that lies between the others."""
    parts = parts_of(book)
    with zipfile.ZipFile(book, "w") as package:
        package.writestr("xl/worksheets/sheet9.xml", b"<worksheet/>" * 9)
        for name, data in parts.items():
            package.writestr(name, data)
        package.filelist = [entry for entry in package.filelist if entry.filename != "xl/worksheets/sheet9.xml"]
        package.NameToInfo.pop("xl/worksheets/sheet9.xml")
    damage(book)


def test_a_part_described_in_two_ways(book: Path) -> None:
    """Its own header says another length than the list."""
    data = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as package:
        entry = package.getinfo(SHEET)
    data[entry.header_offset + 22 : entry.header_offset + 26] = struct.pack("<L", entry.file_size - 1)
    book.write_bytes(data)
    damage(book)


def test_parts_that_overlap(book: Path) -> None:
    data = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as package:
        entries = sorted(package.infolist(), key=lambda entry: entry.header_offset)
        directory = package.start_dir
    place = data.index(entries[1].filename.encode(), directory) - 46
    data[place + 42 : place + 46] = struct.pack("<L", entries[0].header_offset)
    book.write_bytes(data)
    damage(book)


def test_the_scan_and_the_handlers_agree(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the scan is enough it finds what the handlers find."""
    by_scan = read(book)
    monkeypatch.setattr(usual_cells, "surroundings", _never)
    assert read(book) == by_scan


def _never(_data: bytes) -> None:
    raise usual_cells.Unusual
