"""`xltargets refresh`: a workbook renewed from the others of its unit, or all of a folder from each other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.ledger_options import AS_BEFORE
from xltargets.cli.limits import for_files
from xltargets.cli.options import (
    MUST_END,
    NO_WORKBOOK,
    kept_ledger_option,
    refuse,
    terms_of,
    terms_options,
    unwritten,
    with_ledger,
)
from xltargets.cli.wording import language_option
from xltargets.errors import N_, fill

if TYPE_CHECKING:
    from xltargets.actions.files.renewals import Renewed
    from xltargets.errors import Translate
    from xltargets.rollup.terms import Terms

LEFT_OUT, FAILED = 1, 2
ZIP = ".zip"
NOT_IN_ZIP = N_("{file} is a ZIP, and what is in it is not renewed. Unpack it, and name the folder.")


@click.command
@click.argument("workbook", type=click.Path(exists=True, path_type=Path))
@click.argument("paths", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to another file, and leave this one.")
@language_option("Language of the messages.")
@kept_ledger_option
@terms_options
@for_files
def command(workbook: Path, paths: tuple[str, ...], output: Path | None, language: str, **options: Any) -> None:
    """Renew WORKBOOK from the other workbooks of its unit and year, a company scorecard from those of its teams.

    They are looked for in PATHS; without any in the folder that the Settings of a company scorecard name, or else in
    the folder that WORKBOOK lies in. If WORKBOOK is a folder itself, all workbooks in it are renewed from each other.

    What you typed stays, and so do your own columns, sheets and formats. The sheet Loaded says where each figure comes
    from. With --ledger, scorecards get their closed months anew. A copy of the file as it was is kept in
    .xltargets/backup; where nothing is to change, nothing is written.

    \b
    Examples:
      xltargets refresh north-plan.xlsx
      xltargets refresh teams/ --ledger ledger.csv
      xltargets refresh company.xlsx submissions/
    """
    from xltargets.errors import InputProblem
    from xltargets.ledger.entry import LedgerProblem
    from xltargets.locale import translator
    from xltargets.workbooks.package import PackageProblem

    target, translate = output or workbook, translator(language)
    if workbook.is_dir() and output is not None:
        raise refuse(N_("Workbooks of a folder are renewed where they are; --output is for a single one."))
    if workbook.suffix.lower() == ZIP and not workbook.is_dir():
        raise refuse(NOT_IN_ZIP, file=str(workbook))
    if not workbook.is_dir() and target.suffix.lower() != ".xlsx":
        raise refuse(MUST_END, file=str(target), ending=".xlsx")
    try:
        terms = with_ledger(terms_of(options), options["ledger"])
        if workbook.is_dir():
            status = _folder(workbook, paths, terms, translate)
        else:
            status = _file(workbook, paths, target, terms, translate)
    except (InputProblem, PackageProblem, LedgerProblem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, target) from None
    sys.exit(status)


def _file(workbook: Path, paths: tuple[str, ...], target: Path, terms: Terms, translate: Translate) -> int:
    from xltargets.actions.consolidate import refuse_unknown
    from xltargets.actions.files.renewals import renew_file
    from xltargets.actions.refresh import beside, folder_of
    from xltargets.rollup.collecting import collect
    from xltargets.validation.zips import unpacked
    from xltargets.workbooks.reader import read

    folder = folder_of(read(workbook))
    named = paths or ((str(folder),) if folder else ())
    files = _found(named) if named else beside(workbook.absolute())
    others = [file for file in files if file.resolve() != workbook.resolve()]
    refuse_unknown(terms, others)
    with unpacked(others) as given:
        done = renew_file(workbook, target, collect(given.files, terms.now, names=given.names), terms, translate)
    _tell(done, translate)
    return LEFT_OUT if done.left_out else 0


def _folder(folder: Path, paths: tuple[str, ...], terms: Terms, translate: Translate) -> int:
    from xltargets.actions.consolidate import refuse_unknown
    from xltargets.actions.files.renewals import renew_folder

    found = _found((str(folder), *paths))
    files = [file for file in found if file.suffix.lower() != ZIP]
    refuse_unknown(terms, files)
    for file in found:
        if file.suffix.lower() == ZIP:
            click.echo(fill(translate(NOT_IN_ZIP), {"file": file}))
    status = LEFT_OUT if len(files) < len(found) else 0
    for done in renew_folder(files, terms, translate):
        click.echo(f"{done.path}:")
        _tell(done, translate, indent="  ")
        left_out = LEFT_OUT if done.left_out else 0
        status = max(status, left_out, FAILED if done.refused and not done.left_out else 0)
    return status


def _found(named: tuple[str, ...]) -> list[Path]:
    from xltargets.validation.paths import expand

    found = expand(named, sys.stdin if "-" in named else ())
    if found.missing or not found.files:
        raise refuse(NO_WORKBOOK, path=(found.missing or list(named))[0])
    return found.files


def _tell(done: Renewed, translate: Translate, indent: str = "") -> None:
    click.echo(indent + done.message.sentence(translate))
    for detail in done.details:
        click.echo(f"{indent}{detail}")
    if done.backup is not None:
        click.echo(indent + fill(AS_BEFORE, {"backup": str(done.backup)}, translate))
