"""`xltargets check-smart`: which objectives of a plan are SMART, and what the others lack."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.limits import for_one
from xltargets.cli.options import as_of_option, clock, performed
from xltargets.cli.wording import language_option
from xltargets.locale import translator


@click.command
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_of_option
@language_option("Language of the messages.")
@for_one
def command(plan: Path, as_of: float | None, language: str) -> None:
    """Say which objectives of PLAN lack something: specific, measurable, achievable, relevant or time-bound.

    Exit status: 0 none, 1 some, 2 the command could not do its work.

    Example: xltargets check-smart plan.xlsx
    """
    from xltargets.actions.registry import ACTIONS, Request
    from xltargets.hosts.wire.perform import perform

    request = Request(clock(as_of), language, translator(language), path=plan)
    done = performed(perform(ACTIONS["check-smart"], request, plan))
    click.echo(done.message)
    for line in done.details:
        click.echo(f"  {line}")
    if done.details:
        raise SystemExit(1)
