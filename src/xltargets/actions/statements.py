"""Statements of a scorecard: a page for each member, in the member's language, with nothing of anybody else on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.actions.registry import Outcome, Request
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.locale import LANGUAGES, translator
from xltargets.reporting.files import replacing
from xltargets.reporting.statement import render_statement
from xltargets.rollup.admission import SCORECARD
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.closing.statement import last_period, statements_of
from xltargets.rollup.collecting import collect, content_of, why_refused
from xltargets.rollup.extraction import Collected, Collector
from xltargets.units.names import for_file
from xltargets.validation.fleet import check_all
from xltargets.validation.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from xltargets.errors import Message
    from xltargets.ledger.book import Ledger
    from xltargets.rollup.extraction import Extract
    from xltargets.workbooks.contents import Contents

DONE = N_("{folder} has the statements of {period}: {count}.")


@dataclass(frozen=True, slots=True)
class Written:
    """The pages, and why there is none for some."""

    period: str
    files: list[Path]
    refused: list[Phrase]


def write_statements(
    path: Path, folder: Path, now: float, *, period: str | None = None, ledger: Ledger | None = None
) -> Written:
    """Write the statements of a month, the last one with figures if none is named."""
    [read] = collect([path], now, jobs=1)
    return write_pages(content_of(read, SCORECARD), folder, period=period, ledger=ledger)


def write_pages(content: Extract, folder: Path, *, period: str | None = None, ledger: Ledger | None = None) -> Written:
    """The same of a scorecard that was read."""
    scorecard = Scorecard(content)
    month = period or last_period(scorecard)
    made, refused = statements_of(scorecard, month, ledger)
    if not made and not refused:
        raise ValueProblem("--period", month or None, N_("expected a month that has figures in Commission"))
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for one in made:
        name = for_file(one.person_id) or for_file(one.person)
        target = folder / f"{name}-{one.period}.html"
        language = one.language if one.language in LANGUAGES else "en"
        with replacing(target) as stream:
            stream.write(render_statement(one, translator(language)))
        files.append(target)
    return Written(month, files, refused)


def write_all(
    places: Mapping[Path, Path], now: float, jobs: int, *, period: str | None = None, ledger: Ledger | None = None
) -> Iterator[tuple[Path, Written | Message | ValueProblem | None]]:
    """The statements of many scorecards, each in its folder, in their order and as they come.

    A message says why a scorecard has none; workbooks of other kinds, as they lie among them, have None.
    """
    for read in check_all(places, Collector(Settings(), now), jobs):
        assert isinstance(read, Collected)
        if (read.template or SCORECARD) != SCORECARD:
            yield read.path, None
        elif read.extract is None:
            yield read.path, why_refused(read)
        else:
            try:
                yield read.path, write_pages(read.extract, places[read.path], period=period, ledger=ledger)
            except ValueProblem as problem:
                yield read.path, problem


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: the last month with figures, into the folder that was chosen."""
    assert contents is not None
    if request.folder is None:
        raise ValueProblem("folder", None, N_("expected a folder for the statements"))
    done = write_statements(contents.path, request.folder, request.clock())
    message = Phrase(DONE, folder=request.folder, period=done.period, count=len(done.files))
    return Outcome(message, details=tuple(one.sentence(request.translate) for one in done.refused))
