"""Filled workbooks of every template, to plant mistakes in, one at a time, and to have judged."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.validation.finding import Finding, Severity
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission
from xltargets.views.view import View
from xltargets.workbooks.contents import Area, Cell, Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

END_OF_MAY = 46173.0
VALIDATOR = Validator(Settings(), END_OF_MAY)
KEYS = tuple(TEMPLATES)
"""`target-plan`, in English; `target-plan@zh-CN` is the same in another language."""
MOST_ERRORS = 3


@cache
def path_of(named: str) -> Path:
    """A filled workbook as a file."""
    key, _at, language = named.partition("@")
    language = language or "en"
    say = translator(language)
    path = Path(mkdtemp(prefix="xltargets-test-")) / f"{key}.xlsx"
    build(TEMPLATES[key], path, sample(key, of_language(language)), language=language, translate=say)
    return path


@cache
def contents_of(key: str) -> Contents:
    """The same, read."""
    return read(path_of(key))


@cache
def before(key: str) -> frozenset[str]:
    """The fingerprints of what is found in it before anything is planted: late reviews, contacts that are due."""
    report = VALIDATOR.check(path_of(key))
    assert not [finding.sentence() for finding in report.findings if finding.severity is Severity.ERROR]
    return frozenset(finding.fingerprint for finding in report.findings)


def copied(key: str) -> Contents:
    """A copy to plant in."""
    return copy.deepcopy(contents_of(key))


def view_of(contents: Contents, key: str) -> View:
    """A look at it."""
    return View(contents, TEMPLATES[key.partition("@")[0]], END_OF_MAY)


def recalculated(contents: Contents) -> Contents:
    """Results as a spreadsheet program stores them after each entry."""
    for (sheet, row, number), value in evaluate(contents, lambda: END_OF_MAY).values.items():
        contents.sheets[sheet].cells.setdefault((row, number), Cell(row, number)).value = value
    return contents


@dataclass(frozen=True)
class Verdict:
    """What was found, less what had been found before."""

    fresh: tuple[Finding, ...]

    @property
    def errors(self) -> list[Finding]:
        """Those that refuse the file."""
        return [one for one in self.fresh if one.severity is Severity.ERROR]

    @property
    def told(self) -> list[str]:
        """For people who read a failed test."""
        return [f"{one.code} {one.at.place} {one.sentence()}" for one in self.fresh]

    def is_at(self, sheet: str, row: int, column: int) -> bool:
        """Whether any finding names a cell."""
        return any(
            one.at.sheet == sheet
            and any((row, column) in Area.parse(cell) for cell in (*one.cells, one.at.cell) if cell)
            for one in self.fresh
        )


def judged(contents: Contents, key: str) -> Verdict:
    """What the validator says of a workbook in memory."""
    report = VALIDATOR.judge(Submission(contents.path, END_OF_MAY, view_of(contents, key)))
    assert not report.crashed, [finding.sentence() for finding in report.findings]
    return Verdict(tuple(one for one in report.findings if one.fingerprint not in before(key)))


def judged_file(path: Path, key: str) -> Verdict:
    """What the validator says of a file."""
    report = VALIDATOR.check(path)
    assert not report.crashed, [finding.sentence() for finding in report.findings]
    return Verdict(tuple(one for one in report.findings if one.fingerprint not in before(key)))
