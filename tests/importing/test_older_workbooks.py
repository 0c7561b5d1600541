"""Old kinds of workbooks, and what only has their name: each is read by what is in it, with the same sum."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.importing.bad_files import WORKBOOK
from tests.libreoffice import convert, needs_libreoffice
from xltargets.importing.options import FileOptions, ImportOptions
from xltargets.importing.plan_from_deals import Filled, plan_from_deals

ROWS = [
    ["Deals of the North", None, None, None],
    ["Owner", "Customer", "Close date", "Amount"],
    ["Zoë", "Elm & Sons", "2025-03-01", 1200.5],
    ["王五", "Oak", "2025-04-02", 800.0],
    ["Total", None, None, 2000.5],
]
RIGHT = {"Zoë": 1200.5, "王五": 800.0}
"""By adding up the rows above by hand."""


def sold(found: Filled) -> dict[str, float]:
    return {row["person"]: row["amount"] for row in found.filling.tables["history"]}


def _record(kind: int, content: bytes) -> bytes:
    """A record of the binary workbook format: its kind and its size in seven bits a byte (MS-XLSB 2.1.4)."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(content)
    while length >= 0x80:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return number + size + bytes([length]) + content


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def binary_workbook(rows: list[list[object]]) -> bytes:
    """A binary workbook (.xlsb) of one sheet, written by its specification: no library here writes one."""
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = _record(129, b"") + _record(148, size) + _record(145, b"")  # BrtBeginSheet, BrtWsDim, BrtBeginSheetData
    for place, row in enumerate(rows):
        sheet += _record(0, struct.pack("<IIHHBI", place, 0, 300, 0, 0, 0))  # BrtRowHdr
        for column, cell in enumerate(row):
            head = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                sheet += _record(6, head + _text(cell))  # BrtCellSt
            elif isinstance(cell, float):
                sheet += _record(5, head + struct.pack("<d", cell))  # BrtCellReal
    sheet += _record(146, b"") + _record(130, b"")
    bundle = _record(156, struct.pack("<II", 0, 1) + _text("rId1") + _text("Deals"))  # BrtBundleSh
    book = _record(131, b"") + _record(143, b"") + bundle + _record(144, b"") + _record(132, b"")
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{types}"/>')
        link = '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
        archive.writestr("_rels/.rels", link.format(relations, office, "officeDocument", "xl/workbook.bin"))
        archive.writestr(
            "xl/_rels/workbook.bin.rels", link.format(relations, office, "worksheet", "worksheets/sheet1.bin")
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return content.getvalue()


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_workbooks_that_libreoffice_writes(tmp_path: Path, kind: str) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    hidden = book.create_sheet("Last year")
    hidden.sheet_state = "hidden"
    for row in ROWS[1:]:
        hidden.append(row)
    book.save(tmp_path / "deals.xlsx")
    path = convert(tmp_path / "deals.xlsx", tmp_path, kind)
    assert sold(plan_from_deals(path)) == RIGHT
    assert sold(plan_from_deals(path, options=ImportOptions(deals_file=FileOptions(sheet="Last year")))) == RIGHT


def test_a_binary_workbook(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsb"
    path.write_bytes(binary_workbook(ROWS))
    found = plan_from_deals(path)
    assert sold(found) == RIGHT
    said = "If they show several currencies, save it as .xlsx."
    assert any(said in remark.sentence() for remark in found.not_used)


@pytest.mark.parametrize("name", ["deals.xls", "deals.xlsb", "deals.ods", "deals.csv"])
def test_a_workbook_under_another_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WORKBOOK)
    assert sold(plan_from_deals(path)) == {"Ann": 5}


def test_a_web_page_that_is_called_a_workbook(tmp_path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell or ''}</td>" for cell in row) + "</tr>" for row in ROWS[1:])
    page = f"<html><meta charset=utf-8><body><table><tr><td colspan=4>{ROWS[0][0]}</table><table>{rows}</table>"
    path = tmp_path / "deals.xls"
    path.write_text(page.replace("Elm & Sons", "Elm &amp; Sons"), encoding="utf-8")
    found = plan_from_deals(path)
    assert sold(found) == RIGHT
    assert any("Row 4 is the sum of those above (2,000.50)" in remark.sentence() for remark in found.not_used)
    with pytest.raises(Exception, match="has no sheet table 3; there is table 1, table 2"):
        plan_from_deals(path, options=ImportOptions(deals_file=FileOptions(sheet="table 3")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_that_is_called_a_workbook(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "deals.xls"
    path.write_bytes("负责人\t成交日期\t金额\n王五\t2025-03-01\t1200.50\n".encode(encoding))
    assert sold(plan_from_deals(path)) == {"王五": 1200.5}
