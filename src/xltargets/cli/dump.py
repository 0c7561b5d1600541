"""`xltargets dump`: a workbook as text, for versions and reviews."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltargets.cli.limits import for_one
from xltargets.cli.options import unread

if TYPE_CHECKING:
    from xltargets.views.view import View


@click.command
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--results", is_flag=True, help="What formulas give as well.")
@for_one
def command(workbook: Path, results: bool) -> None:
    """Print what is filled in in WORKBOOK, a line for each cell, the same whatever program saved it.

    Cells are called by table, row and column, so that two versions can be compared line by line. Formulas are left out
    where they are the template's, and told where they are not. In git:

    \b
      echo '*.xlsx diff=xltargets' >> .gitattributes
      git config diff.xltargets.textconv 'xltargets dump'

    Example: xltargets dump plan.xlsx
    """
    from xltargets.validation.finding import one_line
    from xltargets.views.plain_text import entries

    for one in entries(view_of(workbook), results=results):
        click.echo(one_line(f"{one.name} = {one.text}"))


def view_of(workbook: Path) -> View:
    """A workbook as it was read; results that it was saved without are worked out, for rows may be known by them."""
    from xltargets.units.days import today
    from xltargets.validation.settling import settled
    from xltargets.views.view import View
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    try:
        view = View.of(read(workbook), today())
    except PackageProblem as problem:
        raise unread(problem) from None
    return view if view.template is None else settled(view)[0]
