"""`xltargets hand-out`: the workbooks of a company's units, from the company plan."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xltargets.cli.ledger_options import AS_BEFORE
from xltargets.cli.limits import for_files
from xltargets.cli.options import as_of_option, clock, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import fill
from xltargets.locale import translator

NEEDS_SOMEBODY = 1


@click.command
@click.argument("company_plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@as_of_option
@language_option("Language of what is told here, and of new workbooks whose unit names none.")
@for_files
def command(company_plan: Path, folder: Path, as_of: float | None, language: str) -> None:
    """Hand COMPANY_PLAN out into FOLDER: each unit's plan and scorecard, with its people and targets.

    The units stand on the sheet Company of the plan. Run it again after a change: files are found by their unit's ID,
    new people are added, changed targets become entries in Changes, and what a unit typed stays. A copy of each file
    as it was is kept in .xltargets/backup. What somebody has to see to ends the command with status 1.

    Example: xltargets hand-out company-plan.xlsx units/
    """
    from xltargets.actions.files.handing_out import hand_out
    from xltargets.errors import InputProblem, Problem
    from xltargets.workbooks.package import PackageProblem

    translate = translator(language)
    status = 0
    try:
        for done in hand_out(company_plan, folder, clock(as_of), language):
            click.echo(done.message.sentence(translate))
            for detail in done.details:
                click.echo(f"  {detail.sentence(translate)}")
            if done.backup is not None:
                click.echo("  " + fill(AS_BEFORE, {"backup": str(done.backup)}, translate))
            status = max(status, NEEDS_SOMEBODY if done.needs_somebody else 0)
    except (InputProblem, PackageProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, folder) from None
    sys.exit(status)
