"""A template's declaration to a workbook file, with XlsxWriter.

Formula and value are written in one go: the workbook is built once, worked out by the engine, and built again with the
values. The same declaration and filling give the same bytes.
"""

from __future__ import annotations

import datetime
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets import templates
from xltargets.errors import CellError
from xltargets.templates import theme as looks
from xltargets.templates.charts import add_chart
from xltargets.templates.formulas import in_workbook, setting_name
from xltargets.templates.guide import write_guide
from xltargets.templates.matrices import write_matrix
from xltargets.templates.placing import Filling, Placed, Plan
from xltargets.templates.schema import Chart, Form, Highlight, Kind, Matrix, Role, Sheet, Table, _
from xltargets.templates.theme import Theme
from xltargets.templates.validations import validation_of
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xltargets.templates.schema import Column, Template

CREATED = datetime.datetime(2026, 1, 1)
Values = "Mapping[tuple[str, int, int], Any]"


def build(
    template: Template,
    target: Path,
    filling: Filling | None = None,
    *,
    language: str = "en",
    translate: Callable[[str], str] = lambda label: label,
) -> None:
    """Write a workbook with every formula's value stored. The target appears whole or not at all."""
    from xltargets.workbooks.engine import evaluate
    from xltargets.workbooks.reader import read

    filling = filling or Filling()
    handle, name = tempfile.mkstemp(prefix=".xltargets-", suffix=".xlsx", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        _Builder(template, filling, language, translate).write(temporary, {})
        values = evaluate(read(temporary)).values
        _Builder(template, filling, language, translate).write(temporary, values)
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


class _Builder:
    """One workbook on its way to a file."""

    def __init__(self, template: Template, filling: Filling, language: str, translate: Callable[[str], str]) -> None:
        self.template = template
        self.filling = filling
        self.language = language
        self.translate = translate
        self.plan = Plan(template, filling, translate)
        self.values: Mapping[tuple[str, int, int], Any] = {}

    def write(self, path: Path, values: Mapping[tuple[str, int, int], Any]) -> None:
        import xlsxwriter

        self.values = values
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
            self.book = book
            decimals = self.filling.value("settings", "decimals", 0)
            self.theme = Theme(book, self.language, int(decimals))
            self._properties()
            sheets = {sheet.key: book.add_worksheet(self.plan.titles[sheet.key]) for sheet in self.template.sheets}
            self._names()
            for sheet in self.template.sheets:
                self._sheet(sheets[sheet.key], sheet)
            sheets[self.template.sheets[0].key].activate()

    def _properties(self) -> None:
        book, translate = self.book, self.translate
        unit = self.filling.value("settings", "unit", "")
        title = translate(self.template.title)
        book.set_properties(
            {
                "title": f"{title}: {unit}" if unit else title,
                "subject": translate(self.template.purpose),
                "author": self.filling.value("settings", "owner", "") or "xltargets",
                "company": self.filling.value("settings", "organisation", ""),
                "created": CREATED,
            }
        )
        book.set_custom_property(templates.KEY_PROPERTY, self.template.key, "text")
        book.set_custom_property(templates.VERSION_PROPERTY, str(self.template.version), "text")
        book.set_custom_property(templates.LANGUAGE_PROPERTY, self.language, "text")
        book.set_size(1800, 1200)

    def _names(self) -> None:
        """A defined name for each field of a form, so that formulas read `settings_total`."""
        for placed in self.plan.blocks.values():
            if isinstance(placed.block, type) and issubclass(placed.block, Form):
                for row, column in enumerate(placed.block.columns, placed.first_row):
                    cell = address(row, placed.area.left + 1)
                    reference = "$" + "$".join((cell.rstrip("0123456789"), str(row)))
                    sheet = placed.sheet.replace("'", "''")
                    self.book.define_name(setting_name(placed.block.name, column.identifier), f"='{sheet}'!{reference}")

    def _sheet(self, worksheet: Any, sheet: Sheet) -> None:
        right = max(self.plan.last_column(sheet), 6)
        worksheet.hide_gridlines(2)
        worksheet.set_tab_color(looks.TAB_COLOURS[sheet.role])
        worksheet.set_row(0, 34)
        for column in range(right):
            worksheet.write_blank(0, column, None, self.theme.title)
        worksheet.write_string(0, 0, self.translate(sheet.title), self.theme.title)
        self._widths(worksheet, sheet)
        if sheet.role is Role.GUIDE:
            worksheet.write_string(0, 0, self.translate(self.template.title), self.theme.title)
            write_guide(worksheet, self.template, self.theme, self.translate)
        else:
            worksheet.write_string(1, 0, self.translate(sheet.intro), self.theme.intro)
            self._currency_line(worksheet, sheet)
        for block in sheet.blocks:
            self._block(worksheet, block)
        self._printing(worksheet, sheet)
        if any(isinstance(block, Matrix) or not _all_inputs(block) for block in sheet.blocks):
            worksheet.protect("", _PERMITTED)

    def _currency_line(self, worksheet: Any, sheet: Sheet) -> None:
        """In which currency the amounts are, where there are any."""
        kinds = {
            one.kind
            for block in sheet.blocks
            if not isinstance(block, Chart)
            for one in ([block] if isinstance(block, Matrix) else block.columns)
        }
        if Kind.AMOUNT in kinds and sheet.key != "settings" and "settings" in self.plan.blocks:
            text = self.translate(_("Amounts in")).replace('"', '""')
            place = (self.plan.titles[sheet.key], 3, 1)
            worksheet.write_formula(2, 0, f'="{text} "&settings_currency', self.theme.intro, self.values.get(place, ""))

    def _widths(self, worksheet: Any, sheet: Sheet) -> None:
        widths: dict[int, float] = {}
        for block in sheet.blocks:
            if isinstance(block, Chart):
                continue
            placed = self.plan.blocks[block.name]
            if isinstance(block, Matrix):
                wanted = [20.0] + [11.5] * (placed.area.columns - 1)
            elif issubclass(block, Form):
                wanted = [float(width) for width in block.widths]
            else:
                wanted = [float(column.width or looks.WIDTHS[column.kind]) for column in block.columns]
            for offset, width in enumerate(wanted):
                number = placed.area.left + offset
                widths[number] = max(widths.get(number, 0), width)
        for number, width in widths.items():
            worksheet.set_column(number - 1, number - 1, width)

    def _block(self, worksheet: Any, block: Any) -> None:
        if isinstance(block, Chart):
            add_chart(self.book, worksheet, block, self.plan, self.theme)
        elif isinstance(block, Matrix):
            write_matrix(worksheet, block, self.plan, self.theme, self.values)
        elif issubclass(block, Form):
            self._form(worksheet, self.plan.blocks[block.name])
        else:
            self._table(worksheet, self.plan.blocks[block.name])

    def _form(self, worksheet: Any, placed: Placed) -> None:
        area, translate = placed.area, self.translate
        headers = [translate(_("Setting")), translate(_("Value")), translate(_("What it means"))]
        worksheet.add_table(
            area.top - 1,
            area.left - 1,
            area.bottom - 1,
            area.right - 1,
            {
                "name": placed.block.name,
                "autofilter": False,
                "style": None,
                "description": translate(placed.block.title),
                "columns": [{"header": header, "header_format": self.theme.header} for header in headers],
            },
        )
        for row, column in enumerate(placed.block.columns, placed.first_row):
            worksheet.write_string(row - 1, area.left - 1, translate(column.label), self.theme.label)
            given = self.filling.value(placed.block.name, column.identifier, column.default)
            self._cell(worksheet, placed, column, row, area.left + 1, given)
            worksheet.write_string(row - 1, area.left + 1, translate(column.help), self.theme.help)
            self._validate(worksheet, column, row, row, area.left + 1)

    def _table(self, worksheet: Any, placed: Placed) -> None:
        area, declared = placed.area, placed.block
        worksheet.add_table(
            area.top - 1,
            area.left - 1,
            area.bottom - 1,
            area.right - 1,
            {
                "name": declared.name,
                "style": None,
                "autofilter": len(declared.columns) > 2,
                "total_row": declared.totals,
                "description": self.translate(declared.title),
                "columns": [self._table_column(placed, column) for column in declared.columns],
            },
        )
        worksheet.set_row(area.top - 1, 32)
        rows = self.filling.tables.get(declared.name, [])
        for column in declared.columns:
            number = placed.column_number(column.identifier)
            for row in range(placed.first_row, placed.last_row + 1):
                index = row - placed.first_row
                filled = index < len(rows)
                given = rows[index].get(column.identifier) if filled else (None if rows else column.default)
                self._cell(worksheet, placed, column, row, number, given)
            self._validate(worksheet, column, placed.first_row, placed.last_row, number)
            self._highlight(worksheet, placed, column, number)
        if declared.totals:
            self._totals(worksheet, placed)
        if area.left == 1:
            worksheet.freeze_panes(area.top, 0)
            worksheet.repeat_rows(area.top - 1)

    def _table_column(self, placed: Placed, column: Column) -> dict[str, Any]:
        options: dict[str, Any] = {
            "header": self.translate(column.label),
            "header_format": self.theme.header,
            "format": self.theme.cell(column),
        }
        if column.formula is not None:
            options["formula"] = "=" + self._formula(placed, column)
        if placed.block.totals:
            options["format"] = self.theme.total(column.kind)
            if column is placed.block.columns[0]:
                options["total_string"] = self.translate(_("Total"))
            elif column.total:
                options["total_function"] = "sum"
        return options

    def _totals(self, worksheet: Any, placed: Placed) -> None:
        """The totals with the table's name in full: the short form fails in LibreOffice."""
        row = placed.area.bottom
        for column in placed.block.columns[1:]:
            number = placed.column_number(column.identifier)
            if not column.total:
                worksheet.write_blank(row - 1, number - 1, None, self.theme.total(column.kind))
            else:
                formula = f"=SUBTOTAL(109,{placed.block.name}[{self.translate(column.label)}])"
                value = self.values.get((placed.sheet, row, number), 0)
                worksheet.write_formula(row - 1, number - 1, formula, self.theme.total(column.kind), value)

    def _formula(self, placed: Placed, column: Column) -> str:
        return in_workbook(column.formula or "", self.template, placed.block.name, self.translate)

    def _cell(self, worksheet: Any, placed: Placed, column: Column, row: int, number: int, given: Any) -> None:
        style = self.theme.cell(column)
        if column.formula is not None:
            value = self.values.get((placed.sheet, row, number), 0)
            stored = value.code if isinstance(value, CellError) else "" if value is None else value
            worksheet.write_formula(row - 1, number - 1, "=" + self._formula(placed, column), style, stored)
        elif given is None or given == "":
            worksheet.write_blank(row - 1, number - 1, None, style)
        elif isinstance(given, (datetime.date, datetime.datetime)):
            worksheet.write_datetime(row - 1, number - 1, given, style)
        elif isinstance(given, str):
            worksheet.write_string(row - 1, number - 1, given, style)
        else:
            worksheet.write(row - 1, number - 1, given, style)

    def _validate(self, worksheet: Any, column: Column, first: int, last: int, number: int) -> None:
        if column.is_input:
            rule = validation_of(column, self.plan, self.translate)
            worksheet.data_validation(first - 1, number - 1, last - 1, number - 1, rule)

    def _highlight(self, worksheet: Any, placed: Placed, column: Column, number: int) -> None:
        if column.highlight is not Highlight.RAG or column.choices is None:
            return
        for code in column.choices.codes:
            fill, text = looks.STATUS_COLOURS[code]
            worksheet.conditional_format(
                placed.first_row - 1,
                number - 1,
                placed.last_row - 1,
                number - 1,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{code}"',
                    "format": self.book.add_format({"bg_color": fill, "font_color": text, "bold": True}),
                },
            )

    def _printing(self, worksheet: Any, sheet: Sheet) -> None:
        if sheet.landscape:
            worksheet.set_landscape()
        worksheet.set_paper(looks.A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(0.5, 0.5, 0.6, 0.7)
        title = self.translate(self.template.title).replace("&", "&&")
        worksheet.set_footer(f"&L&8{title}&C&8&P / &N&R&8&A")
        worksheet.set_selection("A1")


_PERMITTED = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def _all_inputs(block: Any) -> bool:
    """Whether a table holds nothing but inputs, so that its sheet needs no protection and can grow freely."""
    return (
        not isinstance(block, Chart) and issubclass(block, Table) and all(column.is_input for column in block.columns)
    )
