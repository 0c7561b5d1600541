"""A matrix on its sheet: headings from two tables, a body that spills, sums and checks on both margins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.building.highlights import RIGHT, WRONG, add_blank, add_check, add_decimals, add_watch
from xltargets.templates.formulas import in_workbook, setting_name
from xltargets.templates.schema import Column, Kind, Matrix, _
from xltargets.workbooks.contents import Area, address

if TYPE_CHECKING:
    from xltargets.building.placing import Plan
    from xltargets.building.theme import Theme


def body_of(area: Area) -> Area:
    """The cells of a matrix without its headings and margins."""
    return Area(area.top + 1, area.left + 1, area.bottom - 3, area.right - 3)


def sums_of(area: Area) -> Area:
    """The cells that sum its rows up."""
    body = body_of(area)
    return Area(body.top, body.right + 1, body.bottom, body.right + 1)


def write_matrix(book: Any, worksheet: Any, matrix: Matrix, plan: Plan, theme: Theme) -> None:
    """Write a matrix: headings, body, and on both margins the sums, their targets, and the rest or a sign."""
    placed = plan.blocks[matrix.name]
    area, translate = placed.area, plan.translate
    body = body_of(area)
    plain = theme.cell(Column(matrix.kind, "", formula="="))
    heading = theme.cell(Column(Kind.TEXT, "", formula="="))

    def put(row: int, column: int, formula: str, style: Any) -> None:
        written = in_workbook(formula, plan.template, matrix.name, translate)
        worksheet.write_formula(row - 1, column - 1, f"={written}", style)

    row_table, _dot, row_key = matrix.rows.partition(".")
    column_table, _dot, column_key = matrix.columns.partition(".")
    worksheet.set_row(area.top - 1, 32)
    first_header = translate(plan.template.column(matrix.rows).label)
    worksheet.write_string(area.top - 1, area.left - 1, first_header, theme.header)
    for index, column in enumerate(range(body.left, body.right + 1), 1):
        put(area.top, column, f"=INDEX({column_table}[{column_key}],{index})", theme.month_header)
    for offset, label in enumerate((_("Sum"), _("Target"), matrix.rest or _("Agrees")), 1):
        worksheet.write_string(area.top - 1, body.right + offset - 1, translate(label), theme.header)
        worksheet.write_string(body.bottom + offset - 1, area.left - 1, translate(label), theme.label)
    for index, row in enumerate(range(body.top, body.bottom + 1), 1):
        name = f"INDEX({row_table}[{row_key}],{index})"
        put(row, area.left, f'=IF({name}="","",{name})', heading)
        line = _sum(matrix, body, Area(row, body.left, row, body.right))
        _margin(put, matrix, index, line, (row, body.right + 1), plain, theme)
    for index, column in enumerate(range(body.left, body.right + 1), 1):
        line = _sum(matrix, body, Area(body.top, column, body.bottom, column))
        _margin(put, matrix, index, line, (body.bottom + 1, column), plain, theme, down=True)
    formula = in_workbook(matrix.formula, plan.template, matrix.name, translate)
    bounds = (body.top - 1, body.left - 1, body.bottom - 1, body.right - 1)
    worksheet.write_dynamic_array_formula(*bounds, f"={formula}", plain)
    for row, column in body.positions():
        if (row, column) != (body.top, body.left):
            worksheet.write(row - 1, column - 1, 0, plain)
    if matrix.rest:
        numbers = Area(body.top, body.left, body.bottom, area.right)
        add_blank(book, worksheet, numbers, f'${address(body.top, area.left)}=""')
    add_decimals(
        book, worksheet, Area(body.top, body.left, area.bottom, area.right), setting_name("settings", "decimals")
    )
    for margin in (
        Area(body.top, area.right, body.bottom, area.right),
        Area(area.bottom, body.left, area.bottom, body.right),
    ):
        (add_watch if matrix.rest else add_check)(book, worksheet, margin)
    if matrix.rest:
        for offset, style in ((1, theme.total(Kind.AMOUNT)), (2, plain), (3, plain)):
            row = body.bottom + offset
            put(row, body.right + 1, f"=SUM({address(row, body.left)}:{address(row, body.right)})", style)
    worksheet.freeze_panes(area.top, area.left)
    worksheet.repeat_rows(area.top - 1)


def _sum(matrix: Matrix, body: Area, line: Area) -> str:
    """The sum of a line. Where the body has an error, which stands in its first cell only, the sum has it, too."""
    # The margins of the first version have neither this nor a rest.
    return f"SUM({line})" + (f"+0*{address(body.top, body.left)}" if matrix.rest else "")


def _margin(
    put: Any,
    matrix: Matrix,
    index: int,
    whole: str,
    start: tuple[int, int],
    plain: Any,
    theme: Theme,
    *,
    down: bool = False,
) -> None:
    """The sum of a line, what it must be, and what is left of that or a sign whether it is."""
    reference = matrix.column_total if down else matrix.row_total
    cells = [(start[0] + count * down, start[1] + count * (not down)) for count in range(3)]
    put(*cells[0], f"={whole}", theme.total(Kind.AMOUNT) if down else theme.row_total(Kind.AMOUNT))
    if reference is None:
        return
    table, _dot, key = reference.partition(".")
    put(*cells[1], f"=INDEX({table}[{key}],{index})", plain)
    total, wanted = (address(*cell) for cell in cells[:2])
    if matrix.rest and matrix.row_group is not None and not down:
        table, _dot, key = matrix.row_group.partition(".")
        left = f"ROUND({wanted}-SUMIFS({matrix.name}.sums,{table}[{key}],{index}),settings.decimals)"
        put(*cells[2], f"=IF(INDEX({table}[{key}],{index})={index},{left},0)", plain)
    elif matrix.rest:
        put(*cells[2], f"=ROUND({wanted}-{total},settings.decimals)", plain)
    else:
        put(*cells[2], f'=IF(ABS({total}-{wanted})<0.000001,"{RIGHT}","{WRONG}")', theme.sign)
