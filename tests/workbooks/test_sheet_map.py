"""Where rows and cells stand: the quick scan finds what the parser finds, or leaves it to the parser."""

from __future__ import annotations

from pathlib import Path

import pytest

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.workbooks import sheet_map
from xltargets.workbooks.package import parts_of


def test_the_scan_finds_what_the_parser_finds(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    build(TEMPLATES["risk-register"], path)
    sheets = {name: data for name, data in parts_of(path).items() if name.startswith("xl/worksheets/sheet")}
    for data in sheets.values():
        found = sheet_map._usual(data)
        assert found is None or found == sheet_map._by_parser(data)
    assert sum(sheet_map._usual(data) is not None for data in sheets.values()) >= len(sheets) - 1


def test_cells_of_the_rows_that_matter(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    build(TEMPLATES["risk-register"], path)
    seen = 0
    for data in (data for name, data in parts_of(path).items() if name.startswith("xl/worksheets/sheet")):
        found, whole = sheet_map._usual(data, {4, 6}), sheet_map._by_parser(data)
        if found is None:
            continue
        assert [(one.number, one.start, one.end) for one in found.rows] == [
            (one.number, one.start, one.end) for one in whole.rows
        ]
        for one, other in zip(found.rows, whole.rows, strict=True):
            assert one.cells == (other.cells if one.number in {4, 6} else [])
            seen += len(one.cells)
    assert seen > 20


@pytest.mark.parametrize("end", ["</row >", "</row\n>"])
def test_a_row_that_ends_otherwise_is_left_to_the_parser(end: str) -> None:
    data = _sheet(f'<row r="1"><c r="A1"/>{end}<row r="2"><c r="A2"/></row>')
    assert sheet_map._usual(data, {2}) is None
    assert sheet_map._usual(_sheet(f'<row r="1"><c r="A1"/>{end}'), {2}) is None


def _sheet(data: str) -> bytes:
    return f'<worksheet xmlns="x"><sheetData>{data}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"/></row>\n<row r="3"/>',
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="C2"><f>1&lt;2</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>',
    ],
)
def test_usual_forms(data: str) -> None:
    found = sheet_map._usual(_sheet(data))
    assert found is not None
    assert found == sheet_map._by_parser(_sheet(data))


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c r="A1" ph=">"><v>1</v></c></row>',
        '<row r="1"><!-- <c r="A1"/> --><c r="B1"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c><extLst/></row>',
    ],
)
def test_other_forms_are_left_to_the_parser(data: str) -> None:
    assert sheet_map._usual(_sheet(data)) is None
    assert [row.number for row in sheet_map._by_parser(_sheet(data)).rows] == [1]
