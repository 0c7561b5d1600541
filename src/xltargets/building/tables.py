"""Tables and forms on their sheets: headers, inputs, formulas, rules, totals and checks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.building.conditions import blank_when_empty, for_first_row, where_empty, where_loaded
from xltargets.building.highlights import RIGHT, WRONG, add_blank, add_check, add_highlights, add_loaded, add_marks
from xltargets.building.placing import FIRST_HEADER
from xltargets.building.sparklines import add_sparklines
from xltargets.building.validations import validation_of
from xltargets.templates.formulas import in_workbook, setting_name
from xltargets.templates.loaded import TABLE as LOADED
from xltargets.templates.schema import Choosable, Form, SumsTo, _
from xltargets.units.defusing import STARTS
from xltargets.workbooks.contents import Area, address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xltargets.building.placing import Placed, Plan
    from xltargets.building.theme import Theme
    from xltargets.templates.schema import Column


_INDENT = 1.5
"""How much of a column a text leaves free at its sides, in digits."""
_WIDEST = 84
"""A column of explanations wider than this leaves too little of the screen to others."""


def widths_of_form(form: Any, translate: Callable[[str], str]) -> list[float]:
    """Of its three columns: so wide that explanations need one line each, and no table beside them is stretched."""
    name, value, told = map(float, form.widths)
    if form.wraps:
        needed = max(looks.reading_width(translate(column.help)) for column in form.columns) + _INDENT
        told = max(told, needed) if needed <= _WIDEST else told
    return [name, value, told]


@dataclass(frozen=True, slots=True)
class Input:
    """The input cells of a table's column, or the one of a form's field."""

    worksheet: Any
    placed: Placed
    column: Column
    number: int
    """The column on the sheet."""
    rows: range
    said: range = range(0)
    """Which of the texts that a workbook says were its own."""

    def places(self) -> Iterator[tuple[int, int]]:
        """Its cells, counted from 0."""
        return ((row - 1, self.number - 1) for row in self.rows)


class TableWriter:
    """Writes the tables and forms of one workbook."""

    def __init__(self, book: Any, theme: Theme, plan: Plan, said: Sequence[str] = ()) -> None:
        """Take what all of them need; `said` grows with each text that the workbook says."""
        self.book = book
        self.theme = theme
        self.plan = plan
        self.filling = plan.filling
        self.translate = plan.translate
        self._said = said
        self.heights: dict[tuple[str, int], float] = {}
        """How high rows were made, by sheet and row."""
        self.inputs: list[Input] = []
        """The input cells in the order in which they were written."""
        self.has_quoted = False
        """Whether a text among them begins like a formula."""
        self._written: dict[str, str] = {}
        """The formula of each column that has been written: the same in all of its rows."""

    def form(self, worksheet: Any, placed: Placed) -> None:
        """Write single values, one under the other."""
        area, translate = placed.area, self.translate
        headers = [translate(heading) for heading in placed.block.headings]
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
        widths = widths_of_form(placed.block, translate)
        narrow = any(looks.width_of(text) >= width for text, width in zip(headers, widths, strict=True))
        self._at_least(worksheet, area.top, looks.HEADER if narrow else looks.HEADER_OF_ONE_LINE)
        for row, column in enumerate(placed.block.columns, placed.first_row):
            worksheet.write_string(row - 1, area.left - 1, translate(column.label), self.theme.label)
            if column.formula is None:
                self._input(Input(worksheet, placed, column, area.left + 1, range(row, row + 1)))
            else:
                self._formulas(worksheet, placed, column, area.left + 1, range(row, row + 1))
            text = translate(column.help)
            wraps = placed.block.wraps
            worksheet.write_string(row - 1, area.left + 1, text, self.theme.help if wraps else self.theme.aside)
            if wraps and looks.reading_width(text) + _INDENT > widths[2]:
                self._at_least(worksheet, row, looks.TWO_LINES)
            self._validate(worksheet, column, row, row, area.left + 1)
            self._highlight(worksheet, placed, column, Area(row, area.left + 1, row, area.left + 1))

    def _at_least(self, worksheet: Any, row: int, height: float) -> None:
        """Make a row as high as this, unless something beside it needs more."""
        key = (worksheet.get_name(), row)
        if height > self.heights.get(key, 0):
            self.heights[key] = height
            worksheet.set_row(row - 1, height)

    def table(self, worksheet: Any, placed: Placed) -> None:
        """Write a table with its formulas, rules and colours."""
        area, declared = placed.area, placed.block
        worksheet.add_table(
            area.top - 1,
            area.left - 1,
            area.bottom - 1,
            area.right - 1,
            {
                "name": declared.name,
                "style": None,
                "autofilter": declared.filters and len(declared.columns) > 2,
                "total_row": declared.totals,
                "description": self.translate(declared.title),
                "columns": [self._table_column(placed, column) for column in declared.columns],
            },
        )
        two_lines = area.top == FIRST_HEADER or any(self._is_narrow(column) for column in declared.columns)
        self._at_least(worksheet, area.top, looks.HEADER if two_lines else looks.HEADER_OF_ONE_LINE)
        if declared.row_height is not None:
            for row in range(placed.first_row, placed.last_row + 1):
                self._at_least(worksheet, row, declared.row_height)
        for cells in blank_when_empty(placed):
            add_blank(self.book, worksheet, cells, where_empty(placed))
        for column in declared.columns:
            number = placed.column_index(column.identifier)
            if column.formula is None:
                self._input(Input(worksheet, placed, column, number, range(placed.first_row, placed.last_row + 1)))
            else:
                self._formulas(worksheet, placed, column, number, range(placed.first_row, placed.last_row + 1))
            self._validate(worksheet, column, placed.first_row, placed.last_row, number)
            self._highlight(worksheet, placed, column, Area(placed.first_row, number, placed.last_row, number))
            if column.sparkline is not None:
                add_sparklines(worksheet, placed, column, self.plan)
            if column.total:
                row = placed.area.bottom
                plain = replace(column, highlight=None, marks=(), renewed=False)
                self._highlight(worksheet, placed, plain, Area(row, number, row, number))
            self._check(worksheet, placed, column, number)
        if declared.totals:
            self._totals(worksheet, placed)
        if area.left == 1 and area.top == FIRST_HEADER:
            # Lower down, a frozen header would leave no room for what scrolls on a small screen.
            worksheet.freeze_panes(area.top, 0)
            worksheet.repeat_rows(area.top - 1)

    def _is_narrow(self, column: Column) -> bool:
        """Whether a header needs two lines."""
        return looks.width_of(self.translate(column.label)) > (column.width or looks.WIDTHS[column.kind])

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
            number = placed.column_index(column.identifier)
            if not column.total:
                worksheet.write_blank(row - 1, number - 1, None, self.theme.total(column.kind))
            else:
                formula = f"=SUBTOTAL(109,{placed.block.name}[{self.translate(column.label)}])"
                worksheet.write_formula(row - 1, number - 1, formula, self.theme.total(column.kind))

    def _formula(self, placed: Placed, column: Column) -> str:
        key = str(column)
        if key not in self._written:
            name = placed.block.name
            self._written[key] = in_workbook(column.formula or "", self.plan.template, name, self.translate)
        return self._written[key]

    def _formulas(self, worksheet: Any, placed: Placed, column: Column, number: int, rows: range) -> None:
        style, formula = self.theme.cell(column), "=" + self._formula(placed, column)
        write_all = getattr(worksheet, "write_formulas", None)
        if write_all is not None:
            write_all(range(rows.start - 1, rows.stop - 1), number - 1, formula, style)
            return
        for row in rows:
            worksheet.write_formula(row - 1, number - 1, formula, style)

    def _input(self, one: Input) -> None:
        """Write input cells, and keep which they were."""
        begin = len(self._said)
        self.fill(one)
        self.inputs.append(replace(one, said=range(begin, len(self._said))))

    def fill(self, one: Input) -> None:
        """Write what input cells are filled with."""
        column, block, style = one.column, one.placed.block, self.theme.cell(one.column)
        if issubclass(block, Form):
            values = [self.filling.value(block.name, column.identifier, column.default)]
        elif rows := self.plan.rows(block):
            values = [row.get(column.identifier) for row in rows]
        else:
            values = [column.default] * len(one.rows)
        for row, given in zip_longest(one.rows, values[: len(one.rows)]):
            self._cell(one.worksheet, column, row, one.number, given, style)

    def _cell(self, worksheet: Any, column: Column, row: int, number: int, given: Any, style: Any) -> None:
        if given is None or given == "":
            worksheet.write_blank(row - 1, number - 1, None, style)
        elif isinstance(given, (datetime.date, datetime.datetime)):
            worksheet.write_datetime(row - 1, number - 1, given, style)
        elif isinstance(given, str):
            text = self._word(column, given)
            if text.startswith(STARTS):
                style, self.has_quoted = self.theme.cell(column, quoted=True), True
            worksheet.write_string(row - 1, number - 1, text, style)
        else:
            worksheet.write(row - 1, number - 1, given, style)

    def _word(self, column: Column, given: str) -> str:
        """A text; the code of a choice as the workbook's language says it."""
        return self.translate(dict(column.choices.labels).get(given, given)) if column.choices else given

    def _validate(self, worksheet: Any, column: Column, first: int, last: int, number: int) -> None:
        if column.is_input:
            rule = validation_of(column, self.plan, self.translate)
            worksheet.data_validation(first - 1, number - 1, last - 1, number - 1, rule)

    def _highlight(self, worksheet: Any, placed: Placed, column: Column, area: Area) -> None:
        # First, because LibreOffice shows the first that holds and no other.
        if column.renewed and LOADED in self.plan.blocks and not issubclass(placed.block, Choosable):
            cell = ("" if issubclass(placed.block, Form) else "$") + address(area.top, area.left)
            add_loaded(self.book, worksheet, area, where_loaded(self.plan, placed, column, cell))
        of_settings = "cents" if column.paid and self._has_cents else "decimals"
        decimals = setting_name("settings", of_settings) if "settings" in self.plan.blocks else None
        add_highlights(self.book, worksheet, column, area, decimals, self.translate)
        conditions = [for_first_row(mark.when, self.plan.template, placed, self.translate) for mark in column.marks]
        add_marks(self.book, worksheet, column, area, conditions)

    @property
    def _has_cents(self) -> bool:
        """Whether the settings say how many decimals the currency has."""
        return any(one.identifier == "cents" for one in self.plan.template.tables["settings"].columns)

    def _check(self, worksheet: Any, placed: Placed, column: Column, number: int) -> None:
        """Below a column that must sum to a setting: whether it does, in a word and a sign."""
        wholes = [check.total for check in column.checks if isinstance(check, SumsTo) and isinstance(check.total, str)]
        for whole in wholes:
            row = placed.area.bottom + 1
            yes, no = (self.translate(text).replace('"', '""') for text in (_("agrees"), _("does not agree")))
            formula = f'IF(ABS(SUM([{column.identifier}])-{whole})<0.000001,"{RIGHT} {yes}","{WRONG} {no}")'
            written = in_workbook(formula, self.plan.template, placed.block.name, self.translate)
            worksheet.write_formula(row - 1, number - 1, f"={written}", self.theme.check, "")
            add_check(self.book, worksheet, Area(row, number, row, number))
