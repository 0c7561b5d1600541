"""The rules against last time, run on workbooks that were read: their findings join those of each file."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.rollup.against.given import beside
from xltargets.rollup.extraction import Collected, Collector, content
from xltargets.validation.finding import Finding
from xltargets.validation.registry import Scope, grouped, rules
from xltargets.validation.runner import CRASH
from xltargets.validation.submission import Crash, Submission
from xltargets.workbooks.contents import Saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from xltargets.rollup.against.given import Beside
    from xltargets.validation.report import FileReport
    from xltargets.validation.runner import Validator


@dataclass(frozen=True)
class Reader(Collector):
    """One that reads what was handed in last time, and judges nothing."""

    def judge(self, submission: Submission) -> Collected:
        """The content, None where it cannot be read."""
        known = submission.template is not None
        saved = submission.contents.saved if submission.contents is not None else Saved()
        found = content(submission) if known else None
        named = None if found is None else replace(found, file=str(submission.path))
        return Collected(str(submission.path), path=submission.path, content=named, saved=saved)


def reader_of(validator: Validator) -> Reader:
    """One that reads by the same day."""
    return Reader(validator.settings, validator.as_of)


def were_read(read: Iterable[FileReport], folder: Path) -> list[Collected]:
    """What could be read of last time's workbooks; a folder without any is a `ValueProblem`, for nobody meant it."""
    found = [one for one in read if isinstance(one, Collected) and one.content is not None]
    if not found:
        nothing = Phrase(N_("{folder}, without a workbook of ours that can be read"), folder=str(folder))
        raise ValueProblem("--against", nothing, N_("expected the folder with what was handed in last time"))
    return found


def against_codes(validator: Validator) -> list[str]:
    """The rules against last time that a run asks for."""
    return [code for code, one in rules().items() if one.scope is Scope.AGAINST and code in validator.codes]


def compared(reports: Iterable[Collected], earlier: Sequence[Collected], validator: Validator) -> Iterator[Collected]:
    """The reports with what is found against last time; settings, waivers and the baseline hold as for any finding."""
    codes = against_codes(validator)
    for report in reports:
        if report.content is None:
            yield report
            continue
        crashes: list[Crash] = []
        found = findings_against(beside(report, earlier), codes, crashes)
        told = validator.joined(report, report.path.name, found)
        yield _crashed(told, validator, crashes) if crashes else told


def findings_against(pair: Beside, codes: Iterable[str], crashes: list[Crash] | None = None) -> list[Finding]:
    """What these rules find in one workbook; a rule that fails goes to `crashes`, if given."""
    found: list[Finding] = []
    for code in codes:
        one = rules()[code]
        is_first = pair.then is None
        if is_first is not (one.name == "nothing-before") or not one.is_for(pair.now.template):
            continue
        try:
            made = [Finding(code, one.name, one.severity, fault, pair.now.template) for fault in one.check(pair)]
        except MemoryError:
            raise
        except Exception as problem:
            if crashes is None:
                raise
            crashes.append(Crash(code, repr(problem), traceback.format_exc()))
            continue
        found += grouped(made)
    return found


def _crashed(report: Collected, validator: Validator, crashes: list[Crash]) -> Collected:
    rule = rules()[CRASH]
    submission = Submission(report.path, validator.as_of)
    submission.crashes.extend(crashes)
    made = [Finding(CRASH, rule.name, rule.severity, fault, report.template) for fault in rule.check(submission)]
    return replace(report, findings=(*report.findings, *made), crashed=True)
