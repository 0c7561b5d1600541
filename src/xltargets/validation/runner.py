"""One workbook in, its report out."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from xltargets.errors import N_, Phrase
from xltargets.units.days import day_of
from xltargets.validation.baseline import NOTHING, Known
from xltargets.validation.finding import Finding
from xltargets.validation.registry import rules_of_a_file
from xltargets.validation.remote import RemoteFile, remote
from xltargets.validation.report import FileReport
from xltargets.validation.roots import fold
from xltargets.validation.rules.program import stale_faults
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Crash, Submission
from xltargets.validation.waivers import NONE, Waivers
from xltargets.workbooks.collection import without_collection
from xltargets.workbooks.contents import Area
from xltargets.workbooks.problem import PackageProblem

CRASH = "XL900"
"""The rule that tells of a mistake in the program. It cannot be deselected: it says that a file was not checked."""


Report = TypeVar("Report", bound=FileReport)

STALE = "XL901"
"""The rule that tells of a waiver which no finding needs."""


@dataclass(frozen=True)
class Validator:
    """What a run checks by; it goes to each worker once."""

    settings: Settings
    as_of: float
    """The day to judge by, as a serial number."""
    known: Known = NOTHING
    waivers: Waivers = NONE
    """Findings that are accepted for a reason."""
    show_all: bool = False
    """Whether findings that follow from others are told as well."""

    @property
    def day(self) -> date:
        """The day to judge by."""
        return day_of(self.as_of)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The rules to run."""
        return self.settings.codes | {CRASH}

    @cached_property
    def codes_of_a_file(self) -> frozenset[str]:
        """Those of them that look at a file by itself."""
        return self.settings.codes_of_a_file | {CRASH}

    def check(self, file: Path) -> FileReport:
        """Read a workbook and run the rules on it. Never raises for anything that the file holds."""
        if (at := remote(file)) is not None:
            return self._check_copy(at, file)
        try:
            # What was read is gone once it is judged; before, no search finds anything to free.
            with without_collection():
                submission = Submission.read(file, self.as_of)
                try:
                    return self.judge(submission)
                finally:
                    submission.let_go()
        except MemoryError:
            return self.given_up(file, Phrase(N_("it needs more memory than is allowed")))

    def _check_copy(self, at: RemoteFile, file: Path) -> FileReport:
        """Check a workbook at an address, under the name that it has there."""
        try:
            with at.copied() as copy:
                return self.named(self.check(copy), file)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            unread = PackageProblem("unreadable", file, N_("It cannot be read: {reason}."), reason=reason)
            return self.judge(Submission(file, self.as_of, problem=unread))

    def named(self, report: Report, file: Path) -> Report:
        """The report on a copy as that on the file itself."""
        return replace(report, file=str(file))

    def given_up(self, file: Path, reason: Phrase) -> FileReport:
        """The report on a workbook whose checking was broken off."""
        return self.judge(Submission(file, self.as_of, given_up=reason))

    def judge(self, submission: Submission) -> FileReport:
        """Run the rules on what was read."""
        found = [self._with_severity(finding) for finding in self._run(submission)]
        found.sort(key=_order(submission))
        waived = self._waived(submission, found)
        left = [one for one in found if one.code == CRASH or one.fingerprint not in waived]
        left += self._stale(submission, found)
        fresh = [one for one in left if (submission.path.name, one.fingerprint) not in self.known or one.code == CRASH]
        known = len(left) - len(fresh)
        fresh = _folded(submission, fresh)
        told = fresh if self.show_all else [one for one in fresh if not one.follows]
        return FileReport(
            file=str(submission.path),
            findings=tuple(told),
            fail_on=self.settings.fail_on,
            template=submission.template.key if submission.template else None,
            crashed=bool(submission.crashes),
            known=known,
            folded=len(fresh) - len(told),
            waived=len(found) - sum(one.code == CRASH or one.fingerprint not in waived for one in found),
        )

    def joined(self, report: Report, name: str, found: list[Finding]) -> Report:
        """A report with findings that were made when all files were read; they are waived and known as any other."""
        found = [self._with_severity(finding) for finding in found]
        waivers = [one for one in self.waivers.of(name) if any(one.covers(name, two, self.day) for two in found)]
        needed = {one.finding for one in waivers}
        left = [one for one in found if one.fingerprint not in needed]
        fresh = [one for one in left if (name, one.fingerprint) not in self.known]
        # Whether a waiver of these is needed could not be known when the file was looked at alone.
        before = [one for one in report.findings if one.code != STALE or one.at.row_key not in needed]
        return replace(
            report,
            findings=(*before, *fresh),
            known=report.known + len(left) - len(fresh),
            waived=report.waived + len(found) - len(left),
        )

    def _waived(self, submission: Submission, found: list[Finding]) -> frozenset[str]:
        """The fingerprints of findings that are accepted for a reason."""
        waivers = self.waivers.of(submission.path.name)
        name, day = submission.path.name, self.day
        return frozenset(one.fingerprint for one in found if any(waiver.covers(name, one, day) for waiver in waivers))

    def _stale(self, submission: Submission, found: list[Finding]) -> list[Finding]:
        """What is to be said of waivers that accept nothing any more, or whose time is over."""
        rule = rules_of_a_file()[STALE]
        if STALE not in self.codes_of_a_file:
            return []
        faults = stale_faults(self.waivers.of(submission.path.name), found, self.day)
        template = submission.template.key if submission.template else None
        return [Finding(STALE, rule.name, rule.severity, fault, template) for fault in faults]

    def _run(self, submission: Submission) -> Iterator[Finding]:
        """A rule that fails is told by the last one, and the others go on."""
        _settle(submission)
        for code, rule in rules_of_a_file().items():
            if code not in self.codes_of_a_file or not rule.applies_to(submission):
                continue
            try:
                yield from rule.findings(submission)
            except MemoryError:
                raise
            except Exception as problem:  # noqa: BLE001  (a mistake of ours must not stop the batch)
                submission.crashes.append(Crash(code, repr(problem), traceback.format_exc()))

    def _with_severity(self, finding: Finding) -> Finding:
        severity = self.settings.severity.get(finding.code)
        return finding if severity is None else replace(finding, severity=severity)


def _folded(submission: Submission, findings: list[Finding]) -> list[Finding]:
    """What follows from another finding behind it; as they are, where that cannot be worked out."""
    try:
        return fold(submission, findings)
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001  (told, and nothing is lost)
        submission.crashes.append(Crash("fold", repr(problem), traceback.format_exc()))
        crash = rules_of_a_file()[CRASH]
        return [*findings, *(Finding(CRASH, crash.name, crash.severity, fault) for fault in crash.check(submission))]


def _settle(submission: Submission) -> None:
    """Give the workbook the results that it was saved without, before any rule looks at it."""
    if submission.template is not None:
        try:
            _ = submission.missing
        except MemoryError:
            raise
        except Exception as problem:  # noqa: BLE001  (a mistake of ours must not stop the batch)
            submission.crashes.append(Crash("XL410", repr(problem), traceback.format_exc()))


def _order(submission: Submission) -> Callable[[Finding], tuple[object, ...]]:
    """As one reads: what is said of the whole file, then sheet by sheet, row by row."""
    sheets = list(submission.contents.sheets) if submission.contents else []

    def order(finding: Finding) -> tuple[object, ...]:
        at = finding.at
        sheet = sheets.index(at.sheet) if at.sheet in sheets else len(sheets)
        area = Area.parse(at.cell) if at.cell else Area(0, 0, 0, 0)
        return (at.sheet is not None, sheet, area.top, area.left, finding.code, at.table or "", at.row_key or "")

    return order
