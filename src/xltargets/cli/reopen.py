"""`xltargets reopen`: the last close taken back, before it went to payroll."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.ledger_options import AS_BEFORE, by_option, ledger_option, period_option, today
from xltargets.cli.options import refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import N_
from xltargets.locale import translator

DONE = N_("{period} is open again. What was entered stays in the ledger to be read, and counts no more.")


@click.command
@period_option
@ledger_option
@by_option
@click.option("--reason", required=True, help="Why, which the ledger keeps.")
@language_option("Language of what is told here.")
def command(period: str, path: Path, by: str, reason: str, language: str) -> None:
    """Take back the last close, with a reason, as long as it did not go to payroll.

    Afterwards, correct the scorecards and close the period again.

    Example: xltargets reopen --period 2026-03 --ledger ledger.csv --by "Ola Ops" --reason "a refund was missing"
    """
    from xltargets.errors import Problem
    from xltargets.ledger.book import reopened
    from xltargets.ledger.checking import flaws_of
    from xltargets.ledger.entry import LedgerProblem
    from xltargets.ledger.file import put, read_ledger
    from xltargets.rollup.closing.close import BROKEN

    translate = translator(language)
    try:
        before = read_ledger(path)
        for flaw in flaws_of(before):
            raise LedgerProblem(BROKEN, flaw=flaw.phrase)
        backup = put(path, reopened(before, period, by=by, day=today(), reason=reason), before)
    except Problem as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, path) from None
    click.echo(translate(DONE).format(period=period))
    click.echo(translate(AS_BEFORE).format(backup=backup))
