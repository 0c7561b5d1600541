"""`xltargets close`: a period closed in the ledger, from the scorecards of all units."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from xltargets.cli.ledger_options import AS_BEFORE, by_option, ledger_option, period_option, refuse_no_csv, today
from xltargets.cli.limits import for_files
from xltargets.cli.options import NO_WORKBOOK, clock, doubt_options, expect_option, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.locale import translator

NOT_CLOSED = 1


@click.command
@click.argument("paths", nargs=-1, required=True)
@period_option
@ledger_option
@by_option
@click.option("--without", multiple=True, metavar="UNIT", help="A unit that is left out for now. May be repeated.")
@expect_option
@doubt_options[0]
@doubt_options[1]
@language_option("Language of what is told here.")
@for_files
def command(
    paths: tuple[str, ...],
    period: str,
    path: Path,
    by: str,
    without: tuple[str, ...],
    expect: Path | None,
    language: str,
    **doubts: Any,
) -> None:
    """Close a period: enter in the ledger what everybody earned and is paid by the scorecards of PATHS.

    Each scorecard is validated, and held against what the ledger already has. What came late for earlier months, by
    rows in Adjustments, is booked in this period. If one scorecard is wrong, nothing is entered. A copy of the ledger
    as it was is kept in .xltargets/backup. With --expect, the company plan's actual rates of the month are entered too.

    Exit status: 0 closed, 1 something is to be mended first, 2 the command could not run.

    \b
    Examples:
      xltargets close units/ --period 2026-01 --ledger ledger.csv --by "Ola Ops"
      xltargets refresh units/ --ledger ledger.csv
    """
    from xltargets.actions.close import NOTHING
    from xltargets.errors import InputProblem, Problem
    from xltargets.ledger.file import put, read_ledger
    from xltargets.rollup.admission import PLAN
    from xltargets.rollup.closing.close import KEEP, close
    from xltargets.rollup.collecting import collect, content_of
    from xltargets.rollup.terms import Terms
    from xltargets.validation.paths import expand
    from xltargets.validation.zips import unpacked

    translate = translator(language)
    refuse_no_csv(path)
    found = expand(paths, sys.stdin if "-" in paths else ())
    if found.missing or not found.files:
        raise refuse(NO_WORKBOOK, path=str((found.missing or list(paths))[0]))
    try:
        before = read_ledger(path, must_be=False)
        terms = Terms.of(clock(None)(), None, doubts["prefer"], doubts["separate"])
        company = None if expect is None else content_of(collect([expect], terms.now, jobs=1)[0], PLAN)
        with unpacked(found.files) as given:
            read = collect(given.files, terms.now, names=given.names)
            done = close(read, before, period, terms, by=by, day=today(), without=without, company=company)
        backup = put(path, done.ledger, before)
    except (InputProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, path) from None
    for note in done.notes:
        click.echo(f"  {note.sentence(translate)}")
    if done.message is None:
        told = translate(NOTHING).format(period=period)
        click.echo(told)
        for refusal in done.refusals:
            click.echo(f"  {refusal.sentence(translate)}")
        sys.exit(NOT_CLOSED)
    click.echo(done.message.sentence(translate))
    click.echo(translate(KEEP))
    if backup is not None:
        click.echo(translate(AS_BEFORE).format(backup=backup))
