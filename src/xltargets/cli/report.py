"""`xltargets report`: one page for a manager's meeting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from xltargets.cli.limits import for_files
from xltargets.cli.options import (
    MUST_END,
    NO_CATALOGUE,
    NO_MATCH,
    NONE_FOUND,
    expect_option,
    kept_ledger_option,
    refuse,
    terms_of,
    terms_options,
    unwritten,
    with_sound_ledger,
)
from xltargets.cli.wording import language_option
from xltargets.errors import N_
from xltargets.locale import translator


@click.command
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The page to write (.html).")
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="An earlier page, or an earlier company scorecard: the page tells what changed since.",
)
@click.option("--title", help="What stands at its top.")
@expect_option
@click.option(
    "--of",
    "part",
    metavar="UNIT",
    help="With --expect: the page of this unit and all below it, or of this region, by its ID or name in the plan.",
)
@kept_ledger_option
@terms_options
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Files read at a time; one per processor if left out.")
@language_option("Language of the page.")
@for_files
def command(
    paths: tuple[str, ...],
    output: Path,
    since: Path | None,
    title: str | None,
    part: str | None,
    jobs: int | None,
    language: str,
    **options: Any,
) -> None:
    """Write one page on the workbooks of PATHS for a meeting: attainment and pace, who needs help, risks, proposals.

    It is a single file that needs no network, and prints well. Workbooks that are refused are listed and left out.

    With --expect, the workbooks are held against the company's plan, and what it expects and is not there is told. With
    --ledger, what currencies add is at the rates of closed months as their closes booked them.

    \b
    Examples:
      xltargets report submissions/ -o meeting.html --since last-month.html
      xltargets report june.zip -o south.html --expect company-plan.xlsx --of South
    """
    from xltargets.actions.consolidate import ScorecardOptions, gather, refuse_unknown
    from xltargets.actions.report import write_page
    from xltargets.errors import InputProblem, Problem
    from xltargets.rollup.collecting import collect
    from xltargets.rollup.company import Company
    from xltargets.validation.paths import expand
    from xltargets.validation.zips import unpacked

    if output.suffix.lower() not in (".html", ".htm"):
        raise refuse(MUST_END, file=str(output), ending=".html")
    try:
        translate = translator(language)
    except OSError:
        raise refuse(NO_CATALOGUE, language=language) from None
    found = expand(paths, sys.stdin if "-" in paths else ())
    if found.missing:
        raise refuse(NO_MATCH, path=found.missing[0])
    if not found.files:
        raise refuse(NONE_FOUND)
    expect = options["expect"]
    if part is not None and expect is None:
        raise refuse(N_("--of names a part of the company's plan, so --expect must name that."))
    own = {path.resolve() for path in (expect, since) if path is not None}
    try:
        terms = with_sound_ledger(terms_of(options), options["ledger"])
        with unpacked([file for file in found.files if file.resolve() not in own]) as given:
            if expect is None:
                refuse_unknown(terms, given.files)
                company = Company(collect(given.files, terms.now, jobs=jobs, names=given.names), terms=terms)
            else:
                wanted = ScorecardOptions(expect, jobs=jobs, names=given.names)
                company = gather(given.files, terms, wanted, part=part)
            meeting = write_page(company, output, title=title, language=language, translate=translate, since=since)
    except (InputProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    click.echo(translate("{output} is ready.").format(output=output))
    sys.exit(1 if meeting.left_out else 0)
