"""`xltargets roll-forward`: the next year's workbooks from this year's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltargets.cli.limits import for_files
from xltargets.cli.options import NOT_EMPTY, clock, doubt_options, kept_ledger_option, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import N_, Phrase, fill
from xltargets.locale import LANGUAGES, translator

if TYPE_CHECKING:
    from xltargets.errors import Message
    from xltargets.ledger.book import Ledger
    from xltargets.rollup.extraction import Collected, Extract
    from xltargets.rollup.terms import Terms

LEFT_OUT = 1
NAMED = N_("{file}: {why}")
DONE = N_(
    "{folder} has {count} {count:workbook|workbooks} of the year that begins on {day}. Refresh them, then set the "
    "targets."
)
NONE_THERE = N_("No workbook of a unit is there that xltargets validate accepts.")


@click.command
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("new_folder", metavar="NEWFOLDER", type=click.Path(file_okay=False, path_type=Path))
@kept_ledger_option
@doubt_options[0]
@doubt_options[1]
@language_option("Language of what is told here; each workbook keeps its own.")
@for_files
def command(
    folder: Path,
    new_folder: Path,
    ledger: Path | None,
    prefer: tuple[Path, ...],
    separate: tuple[str, ...],
    language: str,
) -> None:
    """Write the next year's workbooks into NEWFOLDER, from those of FOLDER.

    Actuals become history. People, settings, rates, open deals, open risks, open disputes and what members owe from
    draws come along; with --ledger as the ledger has it. Nothing in FOLDER is changed. What is left out is named.

    Exit status: 0 done, 1 some workbooks were left out, 2 the command could not run.

    Example: xltargets roll-forward units-2026/ units-2027/ --ledger ledger.csv
    """
    from xltargets.errors import InputProblem, Problem
    from xltargets.ledger.file import read_ledger
    from xltargets.rollup.collecting import collect
    from xltargets.rollup.terms import Terms
    from xltargets.validation.paths import expand

    translate = translator(language)
    if new_folder.is_dir() and any(new_folder.iterdir()):
        raise refuse(NOT_EMPTY, folder=str(new_folder))
    try:
        book = None if ledger is None else read_ledger(ledger)
        terms = Terms.of(clock(None)(), None, prefer, separate)
        collected = collect(expand([str(folder)]).files, terms.now)
        count, day, told = _write(collected, new_folder, terms, book)
    except (InputProblem, Problem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, new_folder) from None
    for one in told[0] + told[1]:
        click.echo(f"  {one.sentence(translate)}")
    if not count:
        raise refuse(translate(NONE_THERE))
    click.echo(fill(DONE, {"folder": str(new_folder), "count": count, "day": day}, translate))
    sys.exit(LEFT_OUT if told[0] else 0)


def _write(
    collected: list[Collected], target: Path, terms: Terms, ledger: Ledger | None
) -> tuple[int, str, tuple[list[Message], list[Message]]]:
    """How many were written, the first day of their year, what was left out and what is to be known."""
    from xltargets.building.builder import build
    from xltargets.rollup.admission import COMPANY, Admission
    from xltargets.rollup.collecting import why_refused
    from xltargets.rollup.rolling.forward import forward, next_start
    from xltargets.templates import TEMPLATES
    from xltargets.units.days import day_of

    admission = Admission(collected, None, terms)
    units: dict[str, dict[str, Extract]] = {}
    for counted in admission.counted():
        units.setdefault(admission.unit_of[counted.file], {})[counted.template] = counted
    left: list[Message] = []
    notes: list[Message] = []
    count, day = 0, ""
    for one in collected:
        extract = one.extract
        why = why_refused(one) if extract is None else admission.left_out.get(one.file)
        start = None if extract is None else next_start(extract)
        if extract is None or why is not None or start is None:
            if one.template != COMPANY and why is not None:
                listed = notes if one.file in admission.superseded else left
                listed.append(Phrase(NAMED, file=one.file, why=why))
            continue
        made = forward(extract, units[admission.unit_of[one.file]], start, ledger)
        path = target / one.file
        path.parent.mkdir(parents=True, exist_ok=True)
        words = extract.language if extract.language in LANGUAGES else "en"
        build(TEMPLATES[extract.template], path, made.filling, language=words, translate=translator(words))
        notes += made.notes
        count, day = count + 1, day_of(start).isoformat()
    return count, day, (left, notes)
