"""`xltargets check-smart`: which objectives of a plan are SMART, and what the others lack."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.options import as_of_option, clock, refuse
from xltargets.locale import LANGUAGES, translator


@click.command
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_of_option
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Language of the messages.")
def command(plan: Path, as_of: float | None, language: str) -> None:
    """Say which objectives of PLAN lack something: specific, measurable, achievable, relevant or time-bound.

    Exit status: 0 none, 1 some, 2 the command could not do its work.

    Example: xltargets check-smart plan.xlsx
    """
    from xltargets.actions.registry import ACTIONS, Request
    from xltargets.errors import InputProblem
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    translate = translator(language)
    try:
        outcome = ACTIONS["check-smart"].run(read(plan), Request(clock(as_of), language, translate, path=plan))
    except (InputProblem, PackageProblem) as problem:
        raise refuse(problem.sentence(translate)) from None
    click.echo(outcome.message.sentence(translate))
    for line in outcome.details:
        click.echo(f"  {line}")
    if outcome.details:
        raise SystemExit(1)
