"""A matrix on its sheet: headings from two tables, a body that spills, sums and checks on both margins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.building.highlights import RIGHT, WRONG, add_check, add_decimals
from xltargets.building.tables import stored
from xltargets.templates.formulas import in_workbook, setting_name
from xltargets.templates.schema import Column, Kind, Matrix, _
from xltargets.workbooks.contents import Area, address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.building.placing import Plan
    from xltargets.building.theme import Theme


def write_matrix(
    book: Any, worksheet: Any, matrix: Matrix, plan: Plan, theme: Theme, values: Mapping[tuple[str, int, int], Any]
) -> None:
    """Write a matrix: headings, body, and on both margins the sums, what they must be, and whether they are."""
    placed = plan.blocks[matrix.name]
    area, sheet, translate = placed.area, placed.sheet, plan.translate
    body = Area(area.top + 1, area.left + 1, area.bottom - 3, area.right - 3)
    plain = theme.cell(Column(matrix.kind, "", formula="="))
    heading = theme.cell(Column(Kind.TEXT, "", formula="="))

    def put(row: int, column: int, formula: str, style: Any) -> None:
        written = in_workbook(formula, plan.template, matrix.name, translate)
        value = stored(values.get((sheet, row, column), 0))
        worksheet.write_formula(row - 1, column - 1, f"={written}", style, value)

    row_table, _dot, row_key = matrix.rows.partition(".")
    column_table, _dot, column_key = matrix.columns.partition(".")
    worksheet.set_row(area.top - 1, 32)
    first_header = translate(plan.template.column(matrix.rows).label)
    worksheet.write_string(area.top - 1, area.left - 1, first_header, theme.header)
    for index, column in enumerate(range(body.left, body.right + 1), 1):
        put(area.top, column, f"=INDEX({column_table}[{column_key}],{index})", theme.month_header)
    for offset, label in enumerate((_("Sum"), _("Target"), _("Agrees")), 1):
        worksheet.write_string(area.top - 1, body.right + offset - 1, translate(label), theme.header)
        worksheet.write_string(body.bottom + offset - 1, area.left - 1, translate(label), theme.label)
    for index, row in enumerate(range(body.top, body.bottom + 1), 1):
        name = f"INDEX({row_table}[{row_key}],{index})"
        put(row, area.left, f'=IF({name}="","",{name})', heading)
        line = f"{address(row, body.left)}:{address(row, body.right)}"
        _margin(put, matrix.row_total, index, line, (row, body.right + 1), (0, 1), plain, theme)
    for index, column in enumerate(range(body.left, body.right + 1), 1):
        line = f"{address(body.top, column)}:{address(body.bottom, column)}"
        _margin(put, matrix.column_total, index, line, (body.bottom + 1, column), (1, 0), plain, theme)
    formula = in_workbook(matrix.formula, plan.template, matrix.name, translate)
    bounds = (body.top - 1, body.left - 1, body.bottom - 1, body.right - 1)
    first = stored(values.get((sheet, body.top, body.left), 0))
    worksheet.write_dynamic_array_formula(*bounds, f"={formula}", plain, first)
    for row, column in body.positions():
        value = values.get((sheet, row, column), 0)
        if (row, column) != (body.top, body.left):
            number = value if isinstance(value, (int, float)) else None  # of an error, the rest of the area is empty
            worksheet.write(row - 1, column - 1, number, plain)
    add_decimals(
        book, worksheet, Area(body.top, body.left, area.bottom, area.right), setting_name("settings", "decimals")
    )
    add_check(book, worksheet, Area(body.top, area.right, body.bottom, area.right))
    add_check(book, worksheet, Area(area.bottom, body.left, area.bottom, body.right))
    worksheet.freeze_panes(area.top, area.left)
    worksheet.repeat_rows(area.top - 1)


def _margin(
    put: Any,
    reference: str | None,
    index: int,
    line: str,
    start: tuple[int, int],
    step: tuple[int, int],
    plain: Any,
    theme: Theme,
) -> None:
    """The sum of a line, what it must be, and a sign whether it is."""
    cells = [(start[0] + count * step[0], start[1] + count * step[1]) for count in range(3)]
    put(*cells[0], f"=SUM({line})", theme.row_total(Kind.AMOUNT) if step[1] else theme.total(Kind.AMOUNT))
    if reference is None:
        return
    table, _dot, key = reference.partition(".")
    put(*cells[1], f"=INDEX({table}[{key}],{index})", plain)
    total, wanted = (address(*cell) for cell in cells[:2])
    sign = theme.sign
    put(*cells[2], f'=IF(ABS({total}-{wanted})<0.000001,"{RIGHT}","{WRONG}")', sign)
