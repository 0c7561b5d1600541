"""Workbooks renewed as files: one from a folder's others, or all of a folder against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.actions.files.headless import apply
from xltargets.actions.refresh import refresh
from xltargets.errors import InputProblem, Message, Phrase, in_english
from xltargets.rollup.admission import COMPANY, LOG, PLAN, REGISTER, SCORECARD, Admission
from xltargets.rollup.collecting import NAMED, collect
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xltargets.errors import Translate
    from xltargets.rollup.extraction import Collected
    from xltargets.rollup.terms import Terms

ORDER = (LOG, REGISTER, SCORECARD, PLAN, COMPANY)
"""Each kind after those that it reads."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of one workbook."""

    path: Path
    message: Message | InputProblem | PackageProblem
    details: tuple[str, ...] = ()
    backup: Path | None = None
    left_out: int = 0
    """How many workbooks were left out that somebody has to see to."""
    refused: bool = False
    """Whether it could not be renewed, for the reason that the message says."""


def renew_file(
    source: Path, target: Path, collected: Sequence[Collected], terms: Terms, translate: Translate = in_english
) -> Renewed:
    """Renew one workbook; where nothing is to change, no byte is written. Details are told in the reader's language."""
    contents = read(source)
    found = refresh(contents, collected, terms, translate=translate)
    backup = None
    if not found.is_empty or target != source:
        backup = apply(found.outcome, source, target, lambda: terms.now)
    return Renewed(target, found.message, found.outcome.details, backup, found.left_out)


def renew_folder(files: Sequence[Path], terms: Terms, translate: Translate = in_english) -> Iterator[Renewed]:
    """Renew all workbooks of a folder from each other, company scorecards last.

    One that does not count, because another is newer or somebody must decide first, is left as it is: written anew, it
    would be the newest.
    """
    collected = collect(files, terms.now)
    left_out = Admission(collected, terms=terms, adds=False).left_out
    ranked = [one for kind in ORDER for one in collected if one.template == kind]
    for one in ranked:
        if one.template != COMPANY and one.file in left_out:
            yield Renewed(one.path, Phrase(NAMED, file=one.file, why=left_out[one.file]), left_out=1, refused=True)
            continue
        if one.template == COMPANY and one is next(two for two in ranked if two.template == COMPANY):
            collected = collect(files, terms.now)
        try:
            yield renew_file(one.path, one.path, collected, terms, translate)
        except (InputProblem, PackageProblem) as problem:
            yield Renewed(one.path, problem, refused=True)
