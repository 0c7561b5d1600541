"""`xltargets upgrade`: workbooks of earlier versions brought to the newest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltargets.cli.ledger_options import AS_BEFORE
from xltargets.cli.limits import for_one
from xltargets.cli.options import ANOTHER_NAME, as_of_option, clock, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import N_, fill
from xltargets.locale import translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.building.upgrade import Account
    from xltargets.errors import Translate

SHOWN = 20
"""Cells that are listed one by one; the rest is counted."""


@click.command
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to another file, and leave this one.")
@as_of_option
@language_option("Language of the messages.")
@for_one
def command(files: tuple[Path, ...], output: Path | None, as_of: float | None, language: str) -> None:
    """Bring FILES to the newest version of their templates.

    What people typed, their own sheets, columns, comments and formats stay where they are; what is new is filled by its
    default. A copy of each file as it was is kept in .xltargets/backup beside it.

    Example: xltargets upgrade plan.xlsx
    """
    from xltargets.errors import InputProblem
    from xltargets.workbooks.package import PackageProblem

    if output is not None and len(files) > 1:
        raise refuse(N_("--output names one file, so give one workbook."))
    refused, translate = [], translator(language)
    for path in files:
        try:
            _upgrade(path, output or path, clock(as_of), translate)
        except InputProblem as problem:
            refused.append(f"{path}: {problem.sentence(translate)}")
        except PackageProblem as problem:
            refused.append(f"{path}: {problem.sentence(translate)}")
        except OSError as problem:
            refused.append(unwritten(problem, output or path).message)
    if refused:
        raise refuse("\n".join(refused))


def _upgrade(path: Path, target: Path, day: Callable[[], float], translate: Translate) -> None:
    """One file: read, upgraded beside itself, and only then put in its place."""
    from xltargets.building.upgrade import upgrade
    from xltargets.workbooks.reader import read
    from xltargets.workbooks.safekeeping import keep, refuse_if_open
    from xltargets.workbooks.temporary import file_beside

    refuse_if_open(target)
    contents = read(path)
    if target.exists() and target != path:
        raise refuse(ANOTHER_NAME, output=str(target))
    with file_beside(target, path.suffix) as fresh:
        account = upgrade(contents, fresh, day)
        backup = None
        if account.before != account.after:
            backup = keep(path) if target == path else None
            fresh.replace(target)
    _report(path, account, backup, translate)


def _report(path: Path, account: Account, backup: Path | None, translate: Translate) -> None:
    from xltargets.workbooks.contents import address

    def tell(message: str, **values: object) -> None:
        click.echo("  " + fill(message, values, translate))

    click.echo(f"{path}: {account.message.sentence(translate)}")
    for title in account.added:
        tell(N_("new: {title}"), title=title)
    for title in account.adopted:
        tell(N_("yours, taken for the new one: {title}"), title=title)
    for sheet, row, column in account.changed[:SHOWN]:
        tell(N_("another value than before: {cell}"), cell=f"{sheet}!{address(row, column)}")
    if (more := len(account.changed) - SHOWN) > 0:
        tell(N_("and {more} more."), more=more)
    for name, why in account.reasons:
        tell(N_("because of {name}: {why}"), name=name, why=translate(why))
    if backup is not None:
        tell(AS_BEFORE, backup=str(backup))
