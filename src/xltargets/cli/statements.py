"""`xltargets statements`: a page for each member of a scorecard, from the sales to the payout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.copies import workers
from xltargets.cli.fleet_options import is_one_file, on_engine, workbooks_of
from xltargets.cli.ledger_options import PeriodOption
from xltargets.cli.limits import for_files
from xltargets.cli.options import clock, kept_ledger_option, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import N_, Phrase
from xltargets.locale import translator

if TYPE_CHECKING:
    from xltargets.actions.statements import Written
    from xltargets.errors import Translate
    from xltargets.ledger.book import Ledger

REFUSED = 1
NO_SCORECARD = N_("There is no team scorecard among the workbooks.")


@click.command
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder."
)
@click.option("--period", type=PeriodOption(), help="As 2026-03; the last with figures if left out.")
@kept_ledger_option
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Files read at a time; one per processor if left out.")
@language_option("Language of what is told here; each page is in the language of its member, by Team.")
@on_engine
@for_files
def command(paths: tuple[str, ...], folder: Path, language: str, **options: Any) -> None:
    """Write a page for each member of a scorecard: what was sold, at which rates, and what is paid, line by line.

    PATHS are files, folders, ZIPs, patterns or addresses. Of several scorecards each has a folder of its own, as they
    lie below the one that they share; workbooks of other kinds among them are passed over.

    A page has nothing of other people on it, needs no network and prints on A4. With --ledger it says which entry of
    the ledger it is, and nothing is written for whom the scorecard has another payout than the ledger.

    Exit status: 0 all written, 1 some were not, 2 the command could not do its work.

    \b
    Examples:
      xltargets statements units/north-scorecard.xlsx --ledger ledger.csv -o statements/
      xltargets statements units/ --period 2026-03 -o march/
    """
    from xltargets.actions.statements import write_statements
    from xltargets.errors import InputProblem, Problem
    from xltargets.ledger.file import read_ledger

    translate, path = translator(language), options["ledger"]
    try:
        book = None if path is None else read_ledger(path)
        if not is_one_file(paths):
            sys.exit(_many(paths, folder, options | {"ledger": book}, translate))
        done = write_statements(Path(paths[0]), folder, clock(None)(), period=options["period"], ledger=book)
    except (InputProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, folder) from None
    sys.exit(_tell(done, folder, translate))


def _many(paths: tuple[str, ...], folder: Path, options: dict[str, Any], translate: Translate) -> int:
    """Each scorecard is told as it comes."""
    from xltargets.actions.statements import Written, write_all
    from xltargets.reporting.annotated.targets import places_in
    from xltargets.rollup.collecting import NAMED
    from xltargets.validation.zips import unpacked

    status, told = 0, False
    book: Ledger | None = options["ledger"]
    with unpacked(workbooks_of(paths, translate)) as given:
        named = places_in(folder, given.files, given.names)
        places = {file: named[str(file)].with_suffix("") for file in given.files}
        jobs = workers(options["jobs"], given.files)
        for file, done in write_all(places, clock(None)(), jobs, period=options["period"], ledger=book):
            told |= done is not None
            if isinstance(done, Written):
                status = max(status, _tell(done, places[file], translate))
            elif done is not None:
                status = REFUSED
                name = given.names.get(str(file), str(file))
                click.echo(Phrase(NAMED, file=name, why=done.sentence(translate)).sentence(translate))
    if not told:
        raise refuse(NO_SCORECARD)
    return status


def _tell(done: Written, folder: Path, translate: Translate) -> int:
    from xltargets.actions.statements import DONE

    click.echo(translate(DONE).format(folder=folder, period=done.period, count=len(done.files)))
    for one in done.refused:
        click.echo(f"  {one.sentence(translate)}")
    return REFUSED if done.refused else 0
