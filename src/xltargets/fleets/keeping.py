"""Checking with a store: each worker reads a file once, and leaves it at that where its result is known."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.fleets.edition import Terms
from xltargets.rollup.across.judging import collector_of
from xltargets.rollup.extraction import Collected
from xltargets.validation.fleet import STOOD_STILL, check_all
from xltargets.validation.limits import LIMITS
from xltargets.validation.remote import remote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xltargets.errors import Phrase
    from xltargets.fleets.store import Store
    from xltargets.validation.runner import Validator

_GIVEN_UP = "XL117"


@dataclass(frozen=True, slots=True)
class Asked:
    """A file, and the contents whose results are known under its name."""

    file: Path
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """What was found, and the content that it was found in; no report where that one is known."""

    digest: str
    """Empty where no content can be told: what is found then is not kept."""
    report: Collected | None


@dataclass(frozen=True)
class Keeper:
    """A validator that looks at a file's content first."""

    validator: Validator
    folder: Path
    """What relative paths are meant from."""

    def check(self, asked: Asked) -> Answered:
        """The report, or that it is known."""
        at = remote(asked.file)
        if at is None:
            return self._check(asked)
        try:
            with at.copied() as copy:
                answer = self._check(Asked(copy, asked.known))
        except OSError:
            return Answered("", self._report(asked.file))
        report = answer.report
        return Answered(answer.digest, None if report is None else self.validator.named(report, asked.file))

    def _check(self, asked: Asked) -> Answered:
        before = _stamp(asked.file)
        digest = digest_of(asked.file)
        if digest in asked.known:
            return Answered(digest, None)
        report = self._report(asked.file)
        return Answered(digest if _stamp(asked.file) == before else "", report)

    def _report(self, file: Path) -> Collected:
        report = self.validator.check(file)
        assert isinstance(report, Collected)
        return report

    def given_up(self, asked: Asked, reason: Phrase) -> Answered:
        """The report on a file whose checking was broken off; one on a drive that is gone is not kept."""
        report = self.validator.given_up(asked.file, reason)
        assert isinstance(report, Collected)
        return Answered("" if reason.message == STOOD_STILL else digest_of(_from(self.folder, asked.file)), report)


def _from(folder: Path, file: Path) -> Path:
    return file if remote(file) is not None else folder / file


def digest_of(file: Path) -> str:
    """The SHA-256 of a file; empty where it cannot be read."""
    try:
        if (at := remote(file)) is not None:
            with at.copied() as copy:
                return digest_of(copy)
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


def _stamp(file: Path) -> object:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def kept(files: Iterable[Path], validator: Validator, store: Store, jobs: int) -> Iterator[Collected]:
    """The reports in the order of the files: those that are known from the store, and the others as they are made.

    Each carries what was read of its workbook, so that all rules that look at several can be run on them.
    """
    judge = collector_of(validator)
    terms = Terms(judge)
    run = LIMITS.get()
    limits = f"{run.seconds:g} s, {run.memory} bytes"
    keeper = Keeper(judge, Path.cwd())
    files = list(files)
    asked = (Asked(file, store.digests(file.name, terms.of(file.name), limits)) for file in files)
    for file, answer in zip(files, check_all(asked, keeper, jobs), strict=True):
        of_this = terms.of(file.name)
        report = answer.report
        if report is None:
            known = store.report(answer.digest, file.name, of_this)
            if known is not None:
                found = replace(known, file=str(file), path=file)
                store.use(found, answer.digest, file.name, of_this)
                yield found
                continue
            # What is stored cannot be used: as if it were not there.
            answer = next(iter(check_all([Asked(file, frozenset())], keeper, 1)))  # noqa: PLW2901
            report = answer.report
        assert report is not None
        broken_off = any(one.code == _GIVEN_UP for one in report.findings)
        store.keep(report, answer.digest, file.name, of_this, limits if broken_off else None)
        yield report
