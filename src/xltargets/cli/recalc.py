"""`xltargets recalc`: work a workbook's formulas out anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltargets.cli.limits import for_one
from xltargets.cli.options import ALREADY_THERE, as_of_option, clock, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import N_, fill
from xltargets.locale import translator

if TYPE_CHECKING:
    from xltargets.errors import Translate
    from xltargets.workbooks.recalc import Recalculation

SHOWN = 20
"""Formulas that are listed one by one; the rest is counted."""


@click.command
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@as_of_option
@language_option("Language of the messages.")
@for_one
def command(workbook: Path, output: Path, force: bool, as_of: float | None, language: str) -> None:
    """Work out every formula of WORKBOOK and store the results in a copy; all else stays as it is.

    Formulas that cannot be worked out here keep their stored values and are listed with the reason.

    Example: xltargets recalc plan.xlsx -o recalculated.xlsx
    """
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.properties import stamp
    from xltargets.workbooks.recalc import recalculate

    if output.exists() and not force:
        raise refuse(ALREADY_THERE, output=str(output))
    try:
        done = recalculate(workbook, output, clock(as_of))
        if done.changed:
            stamp(output, clock(as_of))
    except PackageProblem as problem:
        raise refuse(problem.sentence(translator(language))) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    _report(done, output, translator(language))


def _report(done: Recalculation, output: Path, translate: Translate) -> None:
    from xltargets.workbooks.contents import address

    counts = {"output": str(output), "worked_out": done.computed, "changed": len(done.changed)}
    click.echo(fill(N_("{output}: {worked_out} formulas worked out, {changed} cells changed."), counts, translate))
    if not done.not_verified:
        return
    click.echo(fill(N_("{count} formulas keep their stored values:"), {"count": len(done.not_verified)}, translate))
    for (sheet, row, column), reason in list(done.not_verified.items())[:SHOWN]:
        place = {"cell": f"{sheet}!{address(row, column)}", "reason": reason}
        click.echo("  " + fill(N_("{cell}: {reason}."), place, translate))
    if (more := len(done.not_verified) - SHOWN) > 0:
        click.echo("  " + fill(N_("and {more} more."), {"more": more}, translate))
