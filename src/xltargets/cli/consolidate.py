"""`xltargets consolidate`: many submitted workbooks to one company scorecard."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.fleet_options import on_engine, workbooks_of
from xltargets.cli.limits import for_files
from xltargets.cli.options import (
    NO_CATALOGUE,
    expect_option,
    kept_ledger_option,
    refuse,
    refuse_output,
    terms_of,
    terms_options,
    tolerance_option,
    unwritten,
    with_sound_ledger,
)
from xltargets.cli.wording import language_option
from xltargets.errors import N_, fill
from xltargets.locale import translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.actions.consolidate import Consolidation

_SETTINGS = ("organisation", "unit", "owner")
"""Options that go into the scorecard's Settings."""
_existing = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The company scorecard to write.")
@expect_option
@tolerance_option
@click.option("--tidy", type=click.Path(file_okay=False, path_type=Path), help="A folder for every table as CSV.")
@click.option("--tidy-format", type=click.Choice(["csv", "parquet"]), default="csv", help="Form of these tables.")
@click.option("--organisation", help="The company's name.")
@click.option("--unit", help="What the scorecard is for, such as the company or a division.")
@click.option("--owner", help="Who answers for it.")
@kept_ledger_option
@terms_options
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Files read at a time; one per processor if left out.")
@language_option("Language of the scorecard.")
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@on_engine
@for_files
def command(paths: tuple[str, ...], output: Path, force: bool, **options: Any) -> None:
    """Put the workbooks of PATHS together into one company scorecard.

    Each is validated first. What is refused is listed in the scorecard with its reason, and is in no figure. Every
    figure names the file, the sheet and the row that it comes from. Of several workbooks of one unit the newest counts;
    where that cannot be told, or a unit is spelt almost as another, it asks and counts neither until you decide. With
    --ledger, what currencies add is at the rates of closed months as their closes booked them.

    Exit status: 0 all accepted, 1 some left out, 2 the command could not do its work.

    \b
    Examples:
      xltargets consolidate submissions/ -o company.xlsx
      xltargets consolidate submissions/ -o company.xlsx --expect company-plan.xlsx --tidy tables/
    """
    from xltargets.actions.consolidate import ScorecardOptions, consolidate
    from xltargets.errors import InputProblem, Problem
    from xltargets.validation.zips import unpacked

    translate = _translator(options["language"])
    refuse_output(output, force=force)
    files = workbooks_of(paths, translate)
    given = {key: options[key] for key in _SETTINGS if options[key] is not None}
    given = {"unit": translate(N_("Company")), "folder": _folder(paths[0]), **given}
    try:
        wanted = ScorecardOptions(
            options["expect"],
            given,
            options["language"],
            translate,
            options["jobs"],
            options["tolerance"] or 0.0,
            with_sound_ledger(terms_of(options), options["ledger"]),
        )
        with unpacked(files) as given_files:
            wanted = replace(wanted, names=given_files.names)
            done = consolidate(given_files.files, output, options=wanted)
        if options["tidy"] is not None:
            _write_tables(done, options["tidy"], options["tidy_format"], translate)
    except (InputProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    _tell(done, translate)
    sys.exit(0 if done.accepted == len(done.company.collected) else 1)


def _translator(language: str) -> Callable[[str], str]:
    try:
        return translator(language)
    except OSError:
        raise refuse(NO_CATALOGUE, language=language) from None


def _folder(path: str) -> str:
    """The folder that a first argument names or lies in."""
    from xltargets.validation.remote import is_address, shown

    if is_address(path):
        return shown(path)
    folder = Path(path).absolute()
    return str(folder if folder.is_dir() else folder.parent)


def _write_tables(done: Consolidation, folder: Path, form: str, translate: Callable[[str], str]) -> None:
    from xltargets.rollup.tidy import TidyProblem, write

    company = done.company
    extracts = [one.extract for one in company.collected if one.extract and one.extract.file not in company.left_out]
    try:
        written = write(extracts, folder, form)
    except TidyProblem as problem:
        raise refuse(problem.sentence(translate)) from None
    click.echo(
        fill(
            N_("{count} {count:table is|tables are} in {folder}."),
            {"count": len(written), "folder": str(folder)},
            translate,
        )
    )


def _tell(done: Consolidation, translate: Callable[[str], str]) -> None:
    from xltargets.validation.finding import Severity

    click.echo(done.message.sentence(translate))
    for row in done.company.sources(translate):
        for text in (row["reason"], row["note"]):
            if text:
                click.echo(f"  {row['file']}: {text}")
    for one in done.company.collected:
        for finding in one.findings:
            if finding.code.startswith("XL6") and finding.severity is Severity.WARNING:
                click.echo(f"  {one.file}: {finding.at.place}: {finding.code}: {finding.sentence(translate)}")
