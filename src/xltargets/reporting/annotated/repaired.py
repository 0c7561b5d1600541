"""Copies of workbooks with the safe repairs made and all formulas worked out anew; the workbooks are not touched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import Problem
from xltargets.reporting.annotated.targets import at_hand, not_written
from xltargets.validation.repairing import RECALCULATED, Repair, repairs
from xltargets.validation.submission import Submission
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.patch import Content, patch_values
from xltargets.workbooks.properties import stamp
from xltargets.workbooks.recalc import recalculate
from xltargets.workbooks.temporary import file_beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.errors import Message, Phrase
    from xltargets.validation.report import FileReport
    from xltargets.validation.runner import Validator


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of one workbook."""

    file: str
    """The path of the workbook as the user gave it."""
    path: Path | None
    """Where the copy is, None where there was nothing to repair or it could not be."""
    repairs: tuple[Repair, ...] = ()
    report: FileReport | None = None
    """What is found in the copy."""
    reason: Message | None = None
    """Why there is none, where there should be."""
    failed: bool = False
    """Whether it could not be written."""


@dataclass(frozen=True)
class Repairer:
    """Makes the copies; it goes to each worker once."""

    reports: Mapping[str, FileReport]
    targets: Mapping[str, Path]
    validator: Validator
    now: float

    def check(self, file: Path) -> Repaired:
        """Write the copy of one workbook, if anything of it can be repaired."""
        name = str(file)
        target = self.targets[name]
        findings = self.reports[name].findings
        try:
            with at_hand(file) as here:
                submission = Submission.read(here, self.validator.as_of)
                if submission.contents is None or submission.template is None:
                    return Repaired(name, None)
                made = repairs(submission, findings)
                if not made and not any(one.code in RECALCULATED for one in findings):
                    return Repaired(name, None)
                target.parent.mkdir(parents=True, exist_ok=True)
                values: dict[str, dict[tuple[int, int], Content]] = {}
                for one in made:
                    values.setdefault(one.place[0], {})[one.place[1:]] = one.content
                with file_beside(target) as temporary:
                    patch_values(submission.contents, temporary, values, over_formulas=True)
                    recalculate(temporary, temporary, lambda: self.validator.as_of)
                    stamp(temporary, lambda: self.now)
                    temporary.replace(target)
            return Repaired(name, target, tuple(made), self.validator.check(target))
        except (PackageProblem, Problem) as problem:
            return Repaired(name, None, reason=problem)
        except OSError as problem:
            return Repaired(name, None, reason=not_written(target, problem), failed=True)

    def given_up(self, file: Path, reason: Phrase) -> Repaired:
        """What is said of a workbook whose worker ended."""
        return Repaired(str(file), None, reason=reason)
