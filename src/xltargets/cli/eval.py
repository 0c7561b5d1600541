"""`xltargets eval`: work out a formula without a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from xltargets.cli.limits import for_one
from xltargets.cli.options import as_of_option, clock, refuse, unread
from xltargets.cli.wording import spoken
from xltargets.errors import N_


@click.command
@click.argument("formula")
@click.option("--json", "as_json", is_flag=True, help="Print the value as JSON: a scalar, or a list of rows.")
@click.option("--workbook", type=click.Path(path_type=Path), help="Evaluate among the cells of this workbook.")
@click.option("--sheet", help="The sheet that bare references mean; the first one if left out.")
@as_of_option
@for_one
def command(formula: str, as_json: bool, workbook: Path | None, sheet: str | None, as_of: float | None) -> None:
    """Work out FORMULA and print its value; what spills is printed as a table.

    An error value is printed with the reason, and the exit status is 1.

    Example: xltargets eval '=TARGET_SPLIT(100,{1;1;1})'
    """
    from xltargets.errors import CellError
    from xltargets.workbooks.engine import evaluate_formula

    contents = None if workbook is None else _read(workbook)
    if contents is not None and sheet is not None and sheet not in contents.sheets:
        raise refuse(
            N_("{workbook} has no sheet {sheet}; it has {sheets}."),
            workbook=str(workbook),
            sheet=repr(sheet),
            sheets=tuple(contents.sheets),
        )
    outcome = evaluate_formula(formula, contents=contents, sheet=sheet, clock=clock(as_of), translate=spoken())
    if isinstance(outcome.value, CellError):
        _show_error(outcome.value.code, outcome.message, as_json=as_json)
        raise SystemExit(1)
    if as_json:
        import json

        click.echo(json.dumps(_as_json(outcome.value), ensure_ascii=False))
    elif isinstance(outcome.value, list):
        _show_table(outcome.value)
    else:
        click.echo(_shown(outcome.value))


def _read(path: Path) -> Any:
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    try:
        return read(path)
    except PackageProblem as problem:
        raise unread(problem) from None


def _show_error(code: str, message: str, *, as_json: bool) -> None:
    if as_json:
        import json

        click.echo(json.dumps({"error": code, "message": message}, ensure_ascii=False))
    else:
        click.echo(f"{code}  {message}")


def _as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_json(one) for one in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if value is None or isinstance(value, (bool, float, str)) else {"error": str(value)}


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _show_table(rows: list[list[Any]]) -> None:
    cells = [[_shown(value) for value in row] for row in rows]
    widths = [max(len(row[index]) for row in cells) for index in range(len(cells[0]))]
    for row, values in zip(cells, rows, strict=True):
        aligned = (
            text.rjust(width) if isinstance(value, float) else text.ljust(width)
            for text, width, value in zip(row, widths, values, strict=True)
        )
        click.echo("  ".join(aligned).rstrip())
