"""`xltargets convert`: a workbook for another spreadsheet program."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.limits import for_one
from xltargets.cli.options import refuse, refuse_output, unread, unwritten
from xltargets.cli.wording import said, spoken
from xltargets.errors import N_


@click.command
@click.argument("workbook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--for",
    "host",
    required=True,
    type=click.Choice(["windows", "office-js", "libreoffice", "values"]),
    help="Who is to open it; values for programs without our functions.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The workbook to write.")
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@for_one
def command(workbook: Path, host: str, output: Path, force: bool) -> None:
    """Write WORKBOOK anew with our functions spelled as another spreadsheet program spells them.

    \b
    windows      Excel on Windows with the add-in, and files as xltargets writes them
    office-js    Excel with the Office add-in: Windows, macOS, the web
    libreoffice  LibreOffice Calc with the extension
    values       results in place of our functions, for any program; native formulas stay

    Stored results and all else stay as they are, to the byte. The way back from values is any of the others: a hidden
    sheet keeps what stood there, and it is put back if every result still stands where it was left.

    Example: xltargets convert plan.xlsx --for libreoffice -o plan-calc.xlsx
    """
    from xltargets.errors import ValueProblem
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read
    from xltargets.workbooks.respelling import VALUES, convert, values_only

    refuse_output(output, force=force)
    try:
        contents = read(workbook)
        done = values_only(contents, output) if host == VALUES else convert(workbook, output, host)
    except PackageProblem as problem:
        raise unread(problem) from None
    except ValueProblem as problem:
        raise refuse(problem.sentence(spoken())) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    total = sum(done.functions.values())
    message = N_("{output} is ready: {calls} calls of {functions} functions.")
    click.echo(said(message, output=str(output), calls=f"{total:,}", functions=len(done.functions)))
    titles = {sheet.part: name for name, sheet in contents.sheets.items()}
    for part, count in done.parts.items():
        click.echo(
            "  "
            + said(N_("{sheet}: {count} {count:formula|formulas}"), sheet=titles.get(part, part), count=f"{count:,}")
        )
