"""The quick scan over a sheet's data vouches for their form: what it takes is well formed, and means what XML means."""

from __future__ import annotations

import random
from typing import cast
from xml.parsers import expat

import pytest

from xltargets.workbooks import usual_cells
from xltargets.workbooks.contents import Cell, Sheet
from xltargets.workbooks.package import Package
from xltargets.workbooks.sheet_reader import Book, Surroundings

FRAME = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x14ac="urn:x"><sheetData>',
    b"</sheetData></worksheet>",
)
DATA = (
    b'<row r="1" spans="1:3" x14ac:dyDescent="0.2"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"/>'
    b'<c r="C1" t="str"><f>A1&amp;"&lt;x&gt;"</f><v>a&lt;x&gt;</v></c></row>'
    b'<row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="0">B1+1</f><v>1</v></c>'
    b'<c r="B3" t="inlineStr"><is><t>hi</t></is></c>'
    b'<c r="D3"><v/></c></row><row r="4"><c r="A4"><f t="shared" si="0"/><v>2.5</v></c></row><row r="9"/>'
)
PIECES = (
    b"<",
    b">",
    b"/",
    b'"',
    b"&",
    b";",
    b" ",
    b"=",
    b"]]>",
    b"\x00",
    b"\x0b",
    b"\xef\xbf\xbe",
    b"\xff",
    b"<v>",
    b"</v>",
    b"<c>",
    b"</c>",
    b"</row>",
    b'<row r="2">',
    b"<f>",
    b"</f>",
    b"<is><t>",
    b"</t></is>",
    b"&amp;",
    b"&x;",
    b"&#0;",
    b"<!-- -->",
    b"<![CDATA[a]]>",
    b"<?a?>",
    b' r="1"',
    b' x:y="1"',
    b' xmlns="urn:y"',
    b"<c/>",
    b'<row r="5"/>',
    b"\x010",
    b"<f>\x010</f>",
)


def scanned(data: bytes) -> dict[tuple[int, int], Cell] | None:
    """What the scan reads, None where it gives up."""
    sheet = Sheet("One", "sheet1.xml")
    book = Book(["first"], [0, 0], False, False)
    around = Surroundings(cast("Package", None), sheet, book, usual_cells.Lookups(book))
    try:
        usual_cells.scan(data, 0, len(data), b"".join(FRAME), around)
    except usual_cells.Unusual:
        return None
    return sheet.cells


def is_well_formed(data: bytes) -> bool:
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(FRAME[0] + data + FRAME[1], True)
    except expat.ExpatError:
        return False
    return True


def test_the_sample_is_read() -> None:
    found = scanned(DATA)
    assert found is not None
    assert {cell.address: (cell.value, cell.formula) for cell in found.values()} == {
        "A1": ("first", None),
        "C1": ("a<x>", 'A1&"<x>"'),
        "A3": (1.0, "B1+1"),
        "B3": ("hi", None),
        "A4": (2.5, "B2+1"),
    }


REPEATED = b"".join(
    b'<row r="%d"><c r="A%d"><f>Rate*C1</f><v>1</v></c><c r="B%d"><f>%s</f><v>2</v></c></row>' % (row, row, row, other)
    for row, other in enumerate((b"A$1", b"A$1", b"A$1+1", b"A$1", b"", b"A&lt;2"), start=1)
)


def test_each_cell_has_its_own_formula_among_those_that_repeat() -> None:
    """One that begins as the formula above does is another; of an empty one only the value counts."""
    found = scanned(REPEATED)
    assert found is not None
    assert [cell.formula for cell in found.values() if cell.column == 1] == ["Rate*C1"] * 6
    assert [cell.formula for cell in found.values() if cell.column == 2] == ["A$1", "A$1", "A$1+1", "A$1", None, "A<2"]


def test_a_mark_in_the_data_stands_for_no_formula() -> None:
    assert scanned(REPEATED.replace(b"A$1+1", b"\x010")) is None
    assert scanned(REPEATED.replace(b"<v>2</v>", b"<v>\x01</v>", 1)) is None


@pytest.mark.parametrize("seed", range(2))
def test_what_the_scan_takes_is_well_formed(seed: int) -> None:
    """Of data with one to three pieces put in, left out or doubled anywhere."""
    draw = random.Random(seed)
    taken = refused = 0
    for _ in range(4_000):
        data = draw.choice((DATA, DATA, REPEATED))
        for _change in range(draw.randint(1, 3)):
            at, length = draw.randrange(len(data)), draw.choice((0, 0, 1, 2, 4, 5, 9))
            put = draw.choice((b"", draw.choice(PIECES), data[at : at + length] * 2))
            data = data[:at] + put + data[at + length :]
        if scanned(data) is None:
            refused += 1
        else:
            taken += 1
            assert is_well_formed(data), data
    assert taken > 100
    assert refused > 1_000


@pytest.mark.parametrize("end", [b"", b"</row>", b"</row></row>"])
def test_rows_are_opened_and_closed_in_turn(end: bytes) -> None:
    assert scanned(b'<row r="1"><c r="A1"><v>1</v></c>' + end) is None or end == b"</row>"
    assert scanned(b'<row r="1"><row r="2">' + end) is None


def test_each_sheet_declares_its_own_prefixes() -> None:
    """What one sheet of a workbook declares says nothing of another, whose rows have the same attributes."""
    book = Book([], [0], False, False)
    lookups = usual_cells.Lookups(book)
    row = b'<row r="1" x14ac:dyDescent="0.2"><c r="A1"><v>1</v></c></row>'
    for frame, is_declared in ((FRAME, True), ((FRAME[0].replace(b' xmlns:x14ac="urn:x"', b""), FRAME[1]), False)):
        around = Surroundings(cast("Package", None), Sheet("One", "sheet1.xml"), book, lookups)
        if is_declared:
            usual_cells.scan(row, 0, len(row), b"".join(frame), around)
            assert around.sheet.value(1, 1) == 1.0
        else:
            with pytest.raises(usual_cells.Unusual):
                usual_cells.scan(row, 0, len(row), b"".join(frame), around)
