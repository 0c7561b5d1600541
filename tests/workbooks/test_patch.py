"""Changing cells and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import BinaryIO

import openpyxl
import pytest
import xlsxwriter

from tests.workbooks.packages import parts_of, replace_part, write_parts
from xltargets.errors import CellError
from xltargets.workbooks.contents import Area
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with what libraries lose: chart, sparkline, text box, data bar, spill, validation, properties."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Plan")
        sheet.write_column("A1", [1, 2, 3])
        sheet.write_formula("B1", "=A1*2", workbook.add_format({"bold": True}), 0)
        sheet.write_formula("B2", '=A2&"x"', None, "old")
        sheet.write_dynamic_array_formula("D1:D3", "=A1:A3*2", None, 0)
        sheet.write_row("F5", ["f", "g"])
        sheet.write_blank("A7", None, workbook.add_format({"bg_color": "yellow"}))
        sheet.set_row(9, 30)
        sheet.data_validation("A1", {"validate": "integer", "criteria": ">", "value": 0})
        sheet.conditional_format("A1:A3", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("H1", {"range": "Plan!A1:A3"})
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Plan!$A$1:$A$3"})
        sheet.insert_chart("J1", chart, {"description": "what it shows"})
        sheet.insert_textbox("J20", "a note")
        workbook.add_worksheet("Empty")
        workbook.add_worksheet("Other").write("A1", "untouched")
        workbook.set_custom_property("xltargets.template", "target-plan")
    return path


def test_only_the_named_part_changes(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "patched.xlsx"
    before = book.read_bytes()
    patch_values(read(book), target, {"Plan": {(1, 2): 2.0}})
    old, new = parts_of(book), parts_of(target)
    assert list(old) == list(new)
    assert {part for part in old if old[part] != new[part]} == {"xl/worksheets/sheet1.xml"}
    assert (
        old["xl/worksheets/sheet1.xml"].replace(
            b'<c r="B1" s="1"><f>A1*2</f><v>0</v></c>', b'<c r="B1" s="1"><f>A1*2</f><v>2</v></c>'
        )
        == new["xl/worksheets/sheet1.xml"]
    )
    assert book.read_bytes() == before


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl drops sparklines and data bars
def test_every_kind_of_value(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "patched.xlsx"
    values = {
        (1, 2): 0.1,
        (2, 2): " a<b&c ",
        (2, 1): True,
        (3, 1): CellError("#N/A"),
        (5, 6): "=1+1",
        (5, 7): None,
        (5, 9): "new\x01 _x0041_",
        (5, 1): 5.0,
        (6, 3): 1e300,
        (7, 1): -2.5,
        (10, 2): "in an empty row",
        (40, 1): "below",
        (41, 1): None,
    }
    patch_values(read(book), target, {"Plan": values, "Empty": {(3, 3): 1.0, (4, 1): 2.0}})
    contents = read(target)
    for position, value in values.items():
        assert contents.sheets["Plan"].value(*position) == value
    assert contents.sheets["Plan"].cells[1, 2].formula == "A1*2"
    assert contents.sheets["Plan"].cells[5, 6].formula is None
    assert [contents.sheets["Empty"].value(*position) for position in ((3, 3), (4, 1))] == [1, 2]
    # Another reader sees the same, in an order that it accepts.
    sheet = openpyxl.load_workbook(target, data_only=True)["Plan"]
    assert (sheet["B1"].value, sheet["B2"].value, sheet["A2"].value, sheet["A3"].value) == (
        0.1,
        " a<b&c ",
        True,
        "#N/A",
    )
    assert (sheet["A7"].value, sheet["A7"].fill.fgColor.rgb) == (-2.5, "FFFFFF00")
    assert sheet["B1"].font.bold
    columns = [cell.column for cell in read(target).sheets["Plan"].cells.values() if cell.row == 5]
    assert columns == sorted(columns)


def test_a_spill_gets_its_new_area(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "patched.xlsx"
    new = {"Plan": {(1, 4): Area.parse("D1:D2")}}
    patch_values(read(book), target, {"Plan": {(1, 4): 2.0, (2, 4): 4.0, (3, 4): None}}, new)
    sheet = read(target).sheets["Plan"]
    assert sheet.cells[1, 4].spill == Area.parse("D1:D2")
    assert sheet.cells[1, 4].dynamic
    assert [sheet.value(row, 4) for row in (1, 2, 3)] == [2, 4, None]


def test_prefixed_xml_keeps_its_prefix(book: Path, tmp_path: Path) -> None:
    parts = parts_of(book)
    sheet = (
        b'<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<x:sheetData><x:row r="2"><x:c r="B2"/></x:row></x:sheetData></x:worksheet>'
    )
    parts["xl/worksheets/sheet2.xml"] = sheet
    write_parts(book, parts)
    target = tmp_path / "patched.xlsx"
    patch_values(read(book), target, {"Empty": {(2, 2): "text", (2, 3): 1.0, (1, 1): 2.0, (9, 9): 3.0}})
    patched = parts_of(target)["xl/worksheets/sheet2.xml"]
    assert b"<x:row" in patched
    assert b"<row" not in patched
    assert b"<c " not in patched
    assert {cell.address: cell.value for cell in read(target).sheets["Empty"].cells.values()} == {
        "A1": 2,
        "B2": "text",
        "C2": 1,
        "I9": 3,
    }


def test_a_greater_than_sign_in_an_attribute_ends_no_tag(book: Path, tmp_path: Path) -> None:
    replace_part(book, "xl/worksheets/sheet1.xml", '<c r="B1"', '<c vm="a>b" r="B1"')
    target = tmp_path / "patched.xlsx"
    patch_values(read(book), target, {"Plan": {(1, 2): 9.0}})
    assert b'<c vm="a>b" r="B1" s="1"><f>A1*2</f><v>9</v></c>' in parts_of(target)["xl/worksheets/sheet1.xml"]


def test_a_failure_leaves_nothing_behind(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "patched.xlsx"
    target.write_bytes(b"the old one")

    def fails(*_arguments: object, **_options: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("zipfile.ZipFile.writestr", fails)
    with pytest.raises(OSError, match="disk full"):
        patch_values(read(book), target, {"Plan": {(1, 2): 9.0}})
    assert target.read_bytes() == b"the old one"
    assert list(folder.iterdir()) == [target]


def test_the_source_can_be_the_target(book: Path) -> None:
    patch_values(read(book), book, {"Plan": {(1, 2): 9.0}})
    assert read(book).sheets["Plan"].value(1, 2) == 9


def test_a_part_is_copied_as_it_is_packed(book: Path, tmp_path: Path) -> None:
    """Also from an archive that says the sizes of its parts behind them, as programs that write in one go do."""
    streamed = tmp_path / "streamed.xlsx"
    with streamed.open("wb") as file, zipfile.ZipFile(_Stream(file), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts_of(book).items():
            archive.writestr(name, data)
    for source in (book, streamed):
        target = tmp_path / "target.xlsx"
        patch_values(read(source), target, {"Plan": {(1, 1): 9.0}})
        with zipfile.ZipFile(target) as archive:
            assert archive.testzip() is None
        assert {**parts_of(target), "xl/worksheets/sheet1.xml": b""} == {
            **parts_of(source),
            "xl/worksheets/sheet1.xml": b"",
        }
        assert read(target).sheets["Plan"].value(1, 1) == 9.0


class _Stream:
    """A file that cannot be gone back in."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, data: bytes) -> int:
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()
