"""`xltargets status`: how far a collection of workbooks is, from the store of `xltargets validate --store`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xltargets.cli.limits import for_files
from xltargets.cli.options import as_of_option, clock, expect_option, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.locale import translator


@click.command
@click.argument("state", type=click.Path(dir_okay=False, path_type=Path))
@expect_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="Form of the output."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to a file, not to standard output.",
)
@as_of_option
@language_option("Language of what is told.")
@for_files
def command(
    state: Path, expect: Path | None, form: str, output: Path | None, as_of: float | None, language: str
) -> None:
    """Say how far a collection is: which workbooks are accepted, refused, waiting, and not handed in.

    STATE is the store of xltargets validate --store; it may be looked at while a run writes to it. --expect names the
    company's plan, whose units are to hand in a target plan and a team scorecard each.

    \b
    Examples:
      xltargets status june.state --expect company-plan.xlsx
      xltargets status june.state --format html -o june.html
    """
    from xltargets.errors import InputProblem, Problem
    from xltargets.fleets.status import STATES, status_of
    from xltargets.reporting.files import replacing
    from xltargets.reporting.standing import render_standing, told

    translate = translator(language)
    try:
        found = status_of(state, expect, clock(as_of)(), None if language == "en" else translate)
    except (InputProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    if form == "json":
        text = json.dumps(found.as_dict(translate), ensure_ascii=False, indent=2) + "\n"
    elif form == "html":
        text = render_standing(found, STATES[found.run], language, translate)
    else:
        text = "\n".join(told(found, STATES[found.run], translate)) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with replacing(output) as out:
            out.write(text)
    except OSError as problem:
        raise unwritten(problem, output) from None
