"""A small workbook with something of everything that is checked, and nothing wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from pathlib import Path


def write_good(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        inputs, report = book.add_worksheet("Inputs"), book.add_worksheet("Rep & Co")
        money = book.add_format({"num_format": '#,##0.00 "USD"'})
        red, blue = book.add_format({"bg_color": "#FFC7CE"}), book.add_format({"num_format": "0.0"})
        book.define_name("total", "=Inputs!$H$1")
        book.define_name("low", "=Inputs!$H$2")
        book.set_custom_property("kind", "good")
        book.set_custom_property("version", "1")
        _write_inputs(inputs, money)
        _write_rules(inputs, red, blue)
        _write_report(book, report)


def _write_inputs(inputs, money) -> None:
    columns = [
        {"header": "Unit"},
        {"header": "Line\nbreak"},
        {"header": "Double", "formula": "=units[[#This Row],[Unit]]&units[[#This Row],[Unit]]"},
        {"header": "Amount", "total_function": "sum", "format": money},
    ]
    columns[0]["total_string"] = "Total"
    data = [["North", 1, None, 10.5], ["South", 2, None, 20], ["West", 3, None, 30]]
    inputs.add_table("A3:D7", {"name": "units", "columns": columns, "data": data, "total_row": True})
    inputs.add_table("A10:B12", {"name": "notes", "columns": [{"header": "Day"}, {"header": "Note"}]})
    inputs.write("H1", 7, money)
    inputs.write("H2", 3)
    inputs.write_boolean("H3", True)
    inputs.write_formula("H4", "=1/0", None, "#DIV/0!")
    inputs.write_formula("H5", '=IF(total>low,"high",SUM(units[Amount],1,2))', None, "high")
    inputs.merge_range("F20:G21", "merged")
    inputs.merge_range("F23:G24", "merged, too")
    inputs.set_column("A:A", 20)
    inputs.set_column("C:D", 12)
    inputs.freeze_panes(3, 1)
    inputs.repeat_rows(2)
    inputs.set_footer("&L&8Page&R&P")
    inputs.set_h_pagebreaks([10, 20])
    inputs.write_url("H7", "internal:'Rep & Co'!A1", string="See the report")
    inputs.write_url("H8", "https://example.com/", string="See the world")
    inputs.protect()


def _write_rules(inputs, red, blue) -> None:
    message = {
        "input_title": "Unit",
        "input_message": "Which one",
        "error_title": "Unit",
        "error_message": "One of three",
    }
    inputs.data_validation("A4:A6", {"validate": "list", "source": ["North", "South", "West"], **message})
    inputs.data_validation("B4:B6", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 9})
    inputs.data_validation("A11:A12", {"validate": "list", "source": "='Rep & Co'!$A$1:$A$3"})
    inputs.conditional_format("A4:A6", {"type": "cell", "criteria": "==", "value": '"North"', "format": red})
    inputs.conditional_format("B4:B6", {"type": "formula", "criteria": "=$B4>total", "format": blue})
    inputs.conditional_format("C4:C6", {"type": "text", "criteria": "begins with", "value": "N", "format": red})
    inputs.conditional_format("D4:D6", {"type": "data_bar"})
    inputs.conditional_format("E4:E6", {"type": "2_color_scale"})
    inputs.conditional_format("F4:F6", {"type": "icon_set", "icon_style": "3_traffic_lights"})


def _write_report(book, report) -> None:
    report.write_column("A1", ["a", "b", "c"])
    report.write_column("B1", [1, 2, 3])
    report.write_dynamic_array_formula("D1:D3", "=_xlfn._xlws.SORT(B1:B3)", None, 1)
    report.write_array_formula("F1:F2", "{=B1:B2*2}", None, 2)
    chart = book.add_chart({"type": "column"})
    for column in (1, 3):
        chart.add_series({"categories": ["Rep & Co", 0, 0, 2, 0], "values": ["Rep & Co", 0, column, 2, column]})
    report.insert_chart("H2", chart, {"description": "Sales"})
    report.insert_chart("H20", _pie(book))


def _pie(book):
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"values": ["Rep & Co", 0, 1, 2, 1]})
    return pie
