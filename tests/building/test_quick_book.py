"""The quick workbook writes what XlsxWriter's own writes, to the byte of each part."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from xltargets.building import quick_book
from xltargets.building.builder import build
from xltargets.building.in_memory import contents_of, work_out
from xltargets.building.quick_book import QuickBook
from xltargets.building.quick_sheet import SheetWithGaps
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.workbooks.package import parts_of


class _AsItIs(xlsxwriter.Workbook):
    worksheet_class = SheetWithGaps


def test_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, slow = tmp_path / "quick.xlsx", tmp_path / "slow.xlsx"
    key, company = "target-plan", of_language("zh-CN")
    build(TEMPLATES[key], quick, sample(key, company), language="zh-CN", translate=company.translate)
    monkeypatch.setattr(quick_book, "QuickBook", _AsItIs)
    build(TEMPLATES[key], slow, sample(key, company), language="zh-CN", translate=company.translate)
    assert parts_of(quick) == parts_of(slow)


def _of_all_kinds(book: Any) -> None:
    """Cells of each kind, with what has to be escaped, and rows with a height, a gap and nothing."""
    sheet, bold = book.add_worksheet("A & B"), book.add_format({"bold": True})
    assert book.add_format({"bold": True, "italic": True}) is not bold
    results: list[Any] = [0, 1.5, -1e-7, True, False, "", "a < b & c", "#N/A", "#DIV/0!", "text"]
    for row, result in enumerate(results):
        sheet.write_formula(row, 0, '=IF(B1<>"&",_xlfn.XLOOKUP(1,B:B,C:C),STDEV.S(B:B))', bold, result)
        sheet.write_formula(row, 1, "=SUM(C1:D1)", None, result)
    sheet.write_formula("F1", "=FILTER(B1:B9,B1:B9>1)", bold, 3)
    sheet.write_formula("F3", "{=SUM(B1:B9*C1:C9)}", bold, 3)
    sheet.write_dynamic_array_formula("H1:H3", "=SEQUENCE(3)", bold, 1)
    sheet.write(20, 2, 1 / 3, bold)
    sheet.write(20, 3, "<text> & more", bold)
    sheet.write(20, 4, True, bold)
    sheet.write_blank(20, 5, None, bold)
    sheet.write_url(21, 28, "internal:'A & B'!A1", bold, "there")
    sheet.set_row(24, 30)
    sheet.set_row(20, 40, bold)
    sheet.add_table("J4:K5", {"columns": [{"header": "a"}, {"header": "b", "formula": "=[@a]*2", "format": bold}]})
    future = ["=STDEV.S([a])", "=IF(TRUE,CONCAT([a]),1)", "=_xlfn.XLOOKUP(1,[a],[b])", "=SUM([a])+STDEV.S([@a])"]
    columns = [{"header": "a"}, *({"header": f"f{number}", "formula": one} for number, one in enumerate(future))]
    sheet.add_table("M4:Q6", {"columns": columns, "name": "Future"})
    for number, one in enumerate(future):
        for row in (4, 5):
            sheet.write_formula(row, 13 + number, one.replace("@", "[#This Row],"))
    sheet.write_formula("K5", "=Table1[[#This Row],[a]]*2", bold)
    book.add_worksheet("Blank")


@pytest.mark.parametrize("comment", ["", "read me"])
def test_cells_of_all_kinds(comment: str, tmp_path: Path) -> None:
    for name, kind in (("quick", QuickBook), ("slow", xlsxwriter.Workbook)):
        with kind(tmp_path / f"{name}.xlsx") as book:
            book.set_properties({"created": datetime.datetime(2026, 1, 1)})  # not of two seconds
            _of_all_kinds(book)
            if comment:
                book.worksheets()[0].write_comment("C3", comment)
    assert parts_of(tmp_path / "quick.xlsx") == parts_of(tmp_path / "slow.xlsx")


@pytest.mark.parametrize("is_kept", [False, True])
def test_rows_that_seem_alike(is_kept: bool, tmp_path: Path) -> None:
    """A row is made of the row above: 0 is no place of a text, 1 not TRUE, and a row's format is its own."""
    cells = [0, "the first text", 0.0, False, "the second text", 1, True, 1.0, 1]
    results = [1, True, 1.0, "1", "#N/A", "", 1, 1, "text"]
    for name, kind in (("quick", partial(QuickBook, is_kept=is_kept)), ("slow", xlsxwriter.Workbook)):
        with kind(tmp_path / f"{name}.xlsx") as book:
            book.set_properties({"created": datetime.datetime(2026, 1, 1)})
            sheet, bold, italic = (
                book.add_worksheet(),
                book.add_format({"bold": True}),
                book.add_format({"italic": True}),
            )
            for row, (cell, result) in enumerate(zip(cells, results, strict=True)):
                sheet.set_row(row, None, italic if row % 2 else None)
                sheet.write(row, 0, cell, bold)
                sheet.write_formula(row, 1, "=A1", bold, result)
                sheet.write_formula(row, 2, "=A1", None, result)
                sheet.write(row, 3, 2)
                if row > 4:
                    sheet.write(row, 5, 3, bold if row % 2 else italic)
    assert parts_of(tmp_path / "quick.xlsx") == parts_of(tmp_path / "slow.xlsx")


@pytest.mark.parametrize("comment", ["", "read me"])
def test_a_column_of_formulas(comment: str, tmp_path: Path) -> None:
    """Results of all kinds in cells that share a formula, an array's among them, and a chart over them."""
    formulas = ["=1/A1", '=IF(A1>1,"<","")', "=A1>1", "=A1*2", "=SUM({1,2}*A1)", "{=SUM({1,2})}"]
    for name, kind in (("quick", QuickBook), ("slow", _AsItIs)):
        with kind(tmp_path / f"{name}.xlsx") as book:
            book.set_properties({"created": datetime.datetime(2026, 1, 1)})
            sheet, bold = book.add_worksheet("S"), book.add_format({"bold": True})
            sheet.write_column("A1", [0, 1, 2, 3])
            for column, formula in enumerate(formulas, 1):
                if name == "quick":
                    sheet.write_formulas(range(4), column, formula, bold if column != 4 else None)
                else:
                    for row in range(4):
                        sheet.write_formula(row, column, formula, bold if column != 4 else None)
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": ["S", 0, 1, 3, 1], "categories": ["S", 0, 2, 3, 2]})
            sheet.insert_chart("I1", chart)
            if comment:
                sheet.write_comment("C3", comment)
            work_out(book, contents_of(book))
    assert parts_of(tmp_path / "quick.xlsx") == parts_of(tmp_path / "slow.xlsx")
