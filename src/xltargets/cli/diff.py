"""`xltargets diff`: what two workbooks hold differently."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xltargets.cli.dump import view_of
from xltargets.cli.limits import for_one

_workbook = click.Path(path_type=Path)


@click.command
@click.argument("before", type=_workbook)
@click.argument("after", type=_workbook)
@click.option("--results", is_flag=True, help="What formulas give as well.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the output.")
@for_one
def command(before: Path, after: Path, results: bool, form: str) -> None:
    """Print the cells that AFTER holds otherwise than BEFORE, by table, row and column.

    Rows are the same where their keys are, wherever they stand. + is new, - is gone, ~ is changed.

    Exit status: 0 none, 1 some, 2 the command could not do its work.

    \b
    Examples:
      xltargets diff may/north.xlsx june/north.xlsx
      xltargets diff old.xlsx new.xlsx --format json
    """
    from xltargets.validation.finding import one_line
    from xltargets.views.difference import differences
    from xltargets.views.plain_text import entries

    then, now = (entries(view_of(workbook), results=results) for workbook in (before, after))
    found = list(differences(then, now))
    if form == "json":
        click.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            click.echo(one_line(one.line))
    if found:
        raise SystemExit(1)
