"""`xltargets ledger`: whether the ledger is whole, and what it has."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xltargets.cli.options import refuse
from xltargets.cli.wording import language_option
from xltargets.errors import N_, fill
from xltargets.locale import translator

WHOLE = N_("{file} is whole, closed up to {last}. Entries: {count}. It ends with {end}.")
CLOSED = N_("{period}: closed on {day} by {by}; people: {people}; to be paid: {payout}")
REOPENED = N_("{period}: closed on {day} by {by}, and reopened since")
AT_PAYROLL = N_("to payroll on {day}")
NOT_WHOLE = 1


@click.command
@click.argument("path", metavar="LEDGER", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kept",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A copy that was kept: whether all of it is still there, unchanged.",
)
@language_option("Language of what is told here.")
def command(path: Path, kept: Path | None, language: str) -> None:
    """Say whether LEDGER is as it was written: its chain of hashes, its counts, each commission and each payment.

    Who changes a payment and all that follows from it, and works out new hashes, is found by a copy that somebody else
    kept, and by nothing else: name it with --kept, or compare the code at the end with one that was noted.

    Exit status: 0 it is whole, 1 it is not, 2 it could not be read.

    Example: xltargets ledger ledger.csv --kept audit/ledger-2026-02.csv
    """
    from xltargets.errors import Problem
    from xltargets.ledger.checking import AS_KEPT, differences, flaws_of
    from xltargets.ledger.entry import PAID
    from xltargets.ledger.file import read_ledger
    from xltargets.rollup.closing.close import payouts

    translate = translator(language)
    try:
        found = read_ledger(path)
        copy = read_ledger(kept) if kept is not None else None
    except Problem as problem:
        raise refuse(problem.sentence(translate)) from None
    flaws = flaws_of(found) + (differences(copy, found) if copy is not None else [])
    for one in found.closes:
        paid = [entry for entry in one.entries if entry.entry == PAID]
        values = {"payout": payouts(paid), "people": len({entry.person_key for entry in paid})}
        message = translate(REOPENED if one.reopened else CLOSED)
        line = message.format(period=one.period, day=one.head.day, by=one.head.by, **values)
        if one.period in found.payrolls and not one.reopened:
            line += "; " + translate(AT_PAYROLL).format(day=found.payrolls[one.period].day)
        click.echo(line)
    for flaw in flaws:
        click.echo(flaw.phrase.sentence(translate))
    if flaws:
        sys.exit(NOT_WHOLE)
    if copy is not None:
        click.echo(fill(AS_KEPT, {"count": len(copy.entries)}, translate))
    values = {"count": len(found.entries), "last": found.last or "–", "end": found.end}
    click.echo(translate(WHOLE).format(file=path.name, **values))
