"""`xltargets letters`: a target letter for each person of a plan, to print and sign."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.limits import for_files
from xltargets.cli.options import clock, refuse, unwritten
from xltargets.cli.speech import asked_language
from xltargets.cli.wording import LanguageName
from xltargets.errors import N_, fill
from xltargets.locale import translator

DONE = N_("{folder} has the target letters: {count}.")


@click.command
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder."
)
@click.option("--language", type=LanguageName(), help="Language of the letters; that of the plan if left out.")
@for_files
def command(plan: Path, folder: Path, language: str | None) -> None:
    """Write a target letter for each person of PLAN, on a page of A4 to sign.

    It has the person's target month by month, the measures with floor, target and stretch of the sheet Measures, the
    objectives that the person owns, and lines for both signatures; nothing of other people is on it.

    Example: xltargets letters plan.xlsx -o letters/
    """
    from xltargets.actions.letters import write_letters
    from xltargets.errors import InputProblem, Problem

    translate = translator(language or asked_language())
    try:
        files = write_letters(plan, folder, clock(None)(), language=language)
    except (InputProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, folder) from None
    click.echo(fill(DONE, {"folder": str(folder), "count": len(files)}, translate))
