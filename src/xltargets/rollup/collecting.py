"""Reading many workbooks, each once: what is accepted with its content, what is not with its findings."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import N_, Message, Phrase, Problem, ValueProblem, in_english
from xltargets.rollup.extraction import Collected, Collector
from xltargets.templates import TEMPLATES
from xltargets.validation.fleet import check_all, one_by_one
from xltargets.validation.remote import remote
from xltargets.validation.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from xltargets.errors import Translate
    from xltargets.rollup.extraction import Extract
    from xltargets.validation.finding import Finding


NAMED = N_("{file}: {why}")
"""What is wrong with a file, as a whole sentence behind its name."""


def collect(
    files: Sequence[Path],
    as_of: float,
    *,
    settings: Settings | None = None,
    jobs: int | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Collected]:
    """Check and read workbooks in worker processes; one bad file never stops the rest.

    `as_of` is the day to judge by, the day of the run: a file is not refused for holding later periods than a page
    looks at.
    Files are named by their paths below the folder that they share, those at an address by that, those from a ZIP by
    `names`.
    """
    collector = Collector(settings or Settings(), as_of)
    known = names or {}
    lying = [file.absolute().parent for file in files if remote(file) is None and str(file) not in known]
    shared = Path(os.path.commonpath(lying)) if lying else Path()
    found = []
    for report in check_all(files, collector, min(jobs or os.cpu_count() or 1, max(1, len(files)))):
        assert isinstance(report, Collected)
        name = known.get(report.file) or report.file
        if report.file not in known and remote(report.path) is None:
            name = Path(report.file).absolute().relative_to(shared).as_posix()
        extract = None if report.extract is None else replace(report.extract, file=name)
        found.append(replace(report, file=name, extract=extract))
    return found


@contextmanager
def collecting(as_of: float) -> Iterator[Callable[[Path], Collected]]:
    """What reads workbooks one after the other as they come, each named by its file."""
    with one_by_one(Collector(Settings(), as_of)) as check:

        def read(file: Path) -> Collected:
            report = check(file)
            assert isinstance(report, Collected)
            extract = None if report.extract is None else replace(report.extract, file=file.name)
            return replace(report, file=file.name, extract=extract)

        yield read


class Grave(Message):
    """The finding for which a workbook was refused, with its cell."""

    __slots__ = ("finding",)

    def __init__(self, finding: Finding) -> None:
        """Take it."""
        self.finding = finding

    def sentence(self, translate: Translate = in_english) -> str:
        """Where it is and what is wrong."""
        at = self.finding.at
        place = f"{at.sheet}!{at.cell}: " if at.sheet and at.cell else ""
        return place + self.finding.sentence(translate)


def why_refused(one: Collected) -> Message:
    """Why a workbook was not accepted: the first of its findings that refuses it."""
    grave = next((finding for finding in one.findings if one.refuses(finding)), None)
    return Phrase(N_("It could not be checked.")) if grave is None else Grave(grave)


def content_of(one: Collected, template: str) -> Extract:
    """What a workbook of this kind holds; why it was refused, or that it is another, is a problem to tell."""
    if one.extract is None:
        raise Problem(NAMED, file=one.path.name, why=why_refused(one))
    if one.extract.template != template:
        kind = Phrase(TEMPLATES[template].title)
        found = Phrase(TEMPLATES[one.extract.template].title)
        raise ValueProblem(one.path.name, found, N_("expected a workbook of the kind {kind}"), kind=kind)
    return one.extract
