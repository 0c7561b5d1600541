"""Changes of structure, as a person or a program makes them to a workbook."""

from __future__ import annotations

from dataclasses import replace

from xltargets.workbooks.contents import Cell, Contents, Sheet, Table, TableColumn


def rename_sheet(workbook: Contents, old: str, new: str) -> None:
    """Give a sheet another name; its tables go with it."""
    workbook.sheets = {new if name == old else name: sheet for name, sheet in workbook.sheets.items()}
    workbook.sheets[new].name = new
    for table in workbook.tables.values():
        table.sheet = new if table.sheet == old else table.sheet


def drop_sheet(workbook: Contents, name: str) -> None:
    """Delete a sheet with its tables."""
    del workbook.sheets[name]
    workbook.tables = {key: table for key, table in workbook.tables.items() if table.sheet != name}


def rename_table(workbook: Contents, old: str, new: str) -> Table:
    """Give a table another name."""
    table = workbook.tables.pop(old)
    table.name = new
    workbook.tables[new.lower()] = table
    return table


def copy_table(workbook: Contents, name: str) -> None:
    """Copy a sheet with one table, as Excel names the copies."""
    table = workbook.tables[name]
    sheet = f"{table.sheet} (2)"
    workbook.sheets[sheet] = Sheet(sheet, "xl/worksheets/copy.xml")
    workbook.tables[f"{name}_2"] = replace(table, name=f"{name}_2", sheet=sheet)


def move_table(workbook: Contents, name: str, sheet: str, down: int = 0) -> None:
    """Cut a table and paste it on another sheet, some rows further down."""
    table = workbook.tables[name]
    source, target = workbook.sheets[table.sheet], workbook.sheets[sheet]
    area = table.area
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            cell = source.cells.pop((row, column), None)
            if cell is not None:
                target.cells[row + down, column] = Cell(row + down, column, cell.value, cell.formula)
    table.area = replace(area, top=area.top + down, bottom=area.bottom + down)
    table.sheet = sheet


def drop_column(workbook: Contents, name: str, index: int) -> None:
    """Delete a column of a table; those at its right move up."""
    table, area = workbook.tables[name], workbook.tables[name].area
    del table.columns[index]
    sheet = workbook.sheets[table.sheet]
    for row in range(area.top, area.bottom + 1):
        values = [sheet.cells.pop((row, number), None) for number in range(area.left, area.right + 1)]
        del values[index]
        for number, cell in enumerate(values, area.left):
            if cell is not None:
                cell.column = number
                sheet.cells[row, number] = cell
    table.area = replace(area, right=area.right - 1)


def swap_columns(workbook: Contents, name: str, index: int) -> None:
    """Move a column of inputs in front of the one at its left."""
    table = workbook.tables[name]
    columns, sheet = table.columns, workbook.sheets[table.sheet]
    columns[index - 1], columns[index] = columns[index], columns[index - 1]
    number = table.area.left + index
    for row in range(table.area.top, table.area.bottom + 1):
        one, two = sheet.value(row, number - 1), sheet.value(row, number)
        sheet.cells[row, number - 1] = Cell(row, number - 1, two)
        sheet.cells[row, number] = Cell(row, number, one)


def widen(workbook: Contents, name: str, header: str) -> None:
    """Let a table grow by a column of a person's own."""
    table = workbook.tables[name]
    table.area = replace(table.area, right=table.area.right + 1)
    table.columns.append(TableColumn(header))
