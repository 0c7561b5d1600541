"""`xltargets statements`: a page for each member of a scorecard, from the sales to the payout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xltargets.cli.ledger_options import PeriodOption
from xltargets.cli.limits import for_files
from xltargets.cli.options import clock, kept_ledger_option, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.locale import translator

REFUSED = 1


@click.command
@click.argument("scorecard", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder."
)
@click.option("--period", type=PeriodOption(), help="As 2026-03; the last with figures if left out.")
@kept_ledger_option
@language_option("Language of what is told here; each page is in the language of its member, by Team.")
@for_files
def command(scorecard: Path, folder: Path, period: str | None, ledger: Path | None, language: str) -> None:
    """Write a page for each member of SCORECARD: what was sold, at which rates, and what is paid, line by line.

    A page has nothing of other people on it, needs no network and prints on A4. With --ledger it says which entry of
    the ledger it is, and nothing is written for whom the scorecard has another payout than the ledger.

    Example: xltargets statements units/north-scorecard.xlsx --ledger ledger.csv -o statements/
    """
    from xltargets.actions.statements import DONE, write_statements
    from xltargets.errors import InputProblem, Problem
    from xltargets.ledger.file import read_ledger

    translate = translator(language)
    try:
        book = None if ledger is None else read_ledger(ledger)
        done = write_statements(scorecard, folder, clock(None)(), period=period, ledger=book)
    except (InputProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, folder) from None
    click.echo(translate(DONE).format(folder=folder, period=done.period, count=len(done.files)))
    for one in done.refused:
        click.echo(f"  {one.sentence(translate)}")
    sys.exit(REFUSED if done.refused else 0)
