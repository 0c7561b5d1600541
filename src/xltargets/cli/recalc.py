"""`xltargets recalc`: work the formulas of workbooks out anew."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltargets.cli.copies import workers
from xltargets.cli.fleet_options import is_one_file, on_engine, workbooks_of
from xltargets.cli.limits import alone, for_one_or_many
from xltargets.cli.options import ALREADY_THERE, as_of_option, clock, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import N_, InputProblem, fill
from xltargets.locale import translator
from xltargets.validation.fleet import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xltargets.errors import Translate
    from xltargets.workbooks.recalc import Recalculation

SHOWN = 20
"""Formulas that are listed one by one; the rest is counted."""
SOME_WERE_NOT = 1


@click.command
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; of several workbooks the folder.",
)
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@as_of_option
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="Files worked out at a time; one per processor if left out."
)
@language_option("Language of the messages.")
@on_engine
@for_one_or_many
def command(
    paths: tuple[str, ...], output: Path, force: bool, as_of: float | None, jobs: int | None, language: str
) -> None:
    """Work out every formula of a workbook and store the results in a copy; all else stays as it is.

    PATHS are files, folders, ZIPs, patterns or addresses; of several workbooks the copies go into a folder, as they lie
    below the one that they share. Formulas that cannot be worked out here keep their stored values and are listed with
    the reason.

    Exit status: 0 all worked out, 1 some were not, 2 the command could not do its work.

    \b
    Examples:
      xltargets recalc plan.xlsx -o recalculated.xlsx
      xltargets recalc june/ -o recalculated/
    """
    translate = translator(language)
    one = is_one_file(paths) and not output.is_dir()
    if one and output.exists() and not force:
        raise refuse(ALREADY_THERE, output=str(output))
    if one and ENGINE.get() is None:
        alone()
        _one(Path(paths[0]), output, clock(as_of), translate)
        return
    with _placed(paths, output, translate, one=one) as places:
        there = next((place for place in places.values() if place.exists()), None)
        if there is not None and not force:
            raise refuse(ALREADY_THERE, output=str(there))
        sys.exit(_many(places, clock(as_of), jobs, translate))


def _one(workbook: Path, output: Path, now: Callable[[], float], translate: Translate) -> None:
    from xltargets.actions.recalculate import recalculated
    from xltargets.workbooks.package import PackageProblem

    try:
        done = recalculated(workbook, output, now)
    except PackageProblem as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    _report(done, output, translate)


@contextmanager
def _placed(paths: tuple[str, ...], output: Path, translate: Translate, *, one: bool) -> Iterator[dict[Path, Path]]:
    """Where the copy of each workbook goes; `output` is that of the only one, else a folder."""
    from xltargets.reporting.annotated.targets import targets_in
    from xltargets.validation.zips import unpacked

    if one:
        yield {Path(paths[0]): output}
        return
    within = [Path(path) for path in paths if path != "-" and Path(path).is_dir()]
    with unpacked(workbooks_of(paths, translate)) as given:
        try:
            targets = targets_in("--output", output, given.files, within, given.names)
        except InputProblem as problem:
            raise refuse(problem.sentence(translate)) from None
        yield {file: targets[str(file)] for file in given.files}


def _many(places: dict[Path, Path], now: Callable[[], float], jobs: int | None, translate: Translate) -> int:
    """Each copy is written as it comes: how many there are is no matter for memory."""
    from xltargets.actions.recalculate import Recalculator
    from xltargets.rollup.collecting import NAMED
    from xltargets.validation.fleet import check_all
    from xltargets.workbooks.temporary import put_whole

    status, files, day = 0, list(places), now()
    for one in check_all(files, Recalculator(day), workers(jobs, files)):
        place = places[one.file]
        if one.done is None:
            status = SOME_WERE_NOT
            click.echo(fill(NAMED, {"file": place.name, "why": one.reason}, translate))
            continue
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            put_whole(place, one.content)
        except OSError as problem:
            raise unwritten(problem, place) from None
        _report(one.done, place, translate)
    return status


def _report(done: Recalculation, output: Path, translate: Translate) -> None:
    from xltargets.workbooks.contents import address

    counts = {"output": str(output), "worked_out": done.computed, "changed": len(done.changed)}
    click.echo(
        fill(
            N_(
                "{output}: {worked_out} {worked_out:formula|formulas} worked out, {changed} {changed:cell|cells} "
                "changed."
            ),
            counts,
            translate,
        )
    )
    if not done.not_verified:
        return
    click.echo(
        fill(
            N_("{count} {count:formula keeps its stored value|formulas keep their stored values}:"),
            {"count": len(done.not_verified)},
            translate,
        )
    )
    for (sheet, row, column), reason in list(done.not_verified.items())[:SHOWN]:
        place = {"cell": f"{sheet}!{address(row, column)}", "reason": reason}
        click.echo("  " + fill(N_("{cell}: {reason}."), place, translate))
    if (more := len(done.not_verified) - SHOWN) > 0:
        click.echo("  " + fill(N_("and {more} more."), {"more": more}, translate))
