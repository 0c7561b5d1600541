"""`xltargets recalc`: work a workbook's formulas out anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltargets.cli.limits import for_one
from xltargets.cli.options import as_of_option, clock, refuse

if TYPE_CHECKING:
    from xltargets.workbooks.recalc import Recalculation

SHOWN = 20
"""Formulas that are listed one by one; the rest is counted."""


@click.command
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@as_of_option
@for_one
def command(workbook: Path, output: Path, force: bool, as_of: float | None) -> None:
    """Work out every formula of WORKBOOK and store the results in a copy; all else stays as it is.

    Formulas that cannot be worked out here keep their stored values and are listed with the reason.

    Example: xltargets recalc plan.xlsx -o recalculated.xlsx
    """
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.properties import stamp
    from xltargets.workbooks.recalc import recalculate

    if output.exists() and not force:
        raise refuse(f"{output} is already there. Choose another name, or add --force to overwrite it.")
    try:
        done = recalculate(workbook, output, clock(as_of))
        if done.changed:
            stamp(output, clock(as_of))
    except PackageProblem as problem:
        raise refuse(str(problem)) from None
    except OSError as problem:
        raise refuse(f"Cannot write {output}: {problem.strerror or problem}.") from None
    _report(done, output)


def _report(done: Recalculation, output: Path) -> None:
    from xltargets.workbooks.contents import address

    click.echo(f"{output}: {done.computed} formulas worked out, {len(done.changed)} cells changed.")
    if not done.not_verified:
        return
    click.echo(f"{len(done.not_verified)} formulas keep their stored values:")
    for (sheet, row, column), reason in list(done.not_verified.items())[:SHOWN]:
        click.echo(f"  {sheet}!{address(row, column)}: {reason.sentence()}.")
    if (more := len(done.not_verified) - SHOWN) > 0:
        click.echo(f"  and {more} more.")
