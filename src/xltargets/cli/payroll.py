"""`xltargets payroll`: the payments of a closed period for payroll."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.ledger_options import by_option, ledger_option, period_option, refuse_no_csv, today
from xltargets.cli.options import refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import N_
from xltargets.locale import translator

DONE = N_("{output} is ready. People: {people}; to be paid: {payout}. {period} cannot be reopened any more.")
THERE = N_("{output} is already there and says something else. Choose another name, or add --force to overwrite it.")


@click.command
@period_option
@ledger_option
@by_option
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write (.csv)."
)
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@language_option("Language of what is told here.")
def command(period: str, path: Path, by: str, output: Path, force: bool, language: str) -> None:
    """Write what everybody is paid for a closed period, as CSV for payroll; the ledger notes it.

    From then on the period cannot be reopened: what is wrong in it is corrected by a row in Adjustments, in the next
    one. The same file again is no new entry.

    Example: xltargets payroll --period 2026-03 --ledger ledger.csv --by "Ola Ops" -o payroll-2026-03.csv
    """
    from xltargets.errors import Problem

    translate = translator(language)
    refuse_no_csv(output)
    try:
        done = _export(period, path, by, output, force=force)
    except Problem as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    click.echo(translate(DONE).format(output=output, period=period, payout=done[0], people=done[1]))


def _export(period: str, path: Path, by: str, output: Path, *, force: bool) -> tuple[str, int]:
    """Note it in the ledger first: a file that payroll has must never be of a period that can be reopened."""
    from xltargets.ledger.book import to_payroll
    from xltargets.ledger.checking import flaws_of
    from xltargets.ledger.entry import PAID, LedgerProblem
    from xltargets.ledger.file import ENCODING, put, read_ledger
    from xltargets.rollup.closing.close import BROKEN, payouts
    from xltargets.rollup.closing.payroll import digest, payroll_text
    from xltargets.workbooks.temporary import file_beside

    before = read_ledger(path)
    for flaw in flaws_of(before):
        raise LedgerProblem(BROKEN, flaw=flaw.phrase)
    content = payroll_text(before, period).encode(ENCODING)
    if output.exists() and not force and output.read_bytes() != content:
        raise LedgerProblem(THERE, output=str(output))
    output.parent.mkdir(parents=True, exist_ok=True)
    with file_beside(output) as temporary:
        temporary.write_bytes(content)
        temporary.chmod(0o640)
        put(path, to_payroll(before, period, digest(content), by=by, day=today()), before)
        temporary.replace(output)
    found = before.of(period)
    assert found is not None
    paid = [entry for entry in found.entries if entry.entry == PAID]
    return payouts(paid), len({entry.person_key for entry in paid})
