"""What the validator says of a file, as it lies on a disk."""

from __future__ import annotations

from pathlib import Path

from xltargets.validation.report import FileReport
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings

VALIDATOR = Validator(Settings(), 46023.0)
UNKNOWN = "XL113"
"""None of the small files was made from a template; where they can be read at all, that is told too."""


def judged(folder: Path, content: bytes, name: str = "plan.xlsx") -> FileReport:
    """The report on a file of this content and name."""
    path = folder / name
    path.write_bytes(content)
    return VALIDATOR.check(path)


def codes(report: FileReport) -> list[str]:
    """The codes of its findings, but for the one that says that it was made from no template."""
    return [finding.code for finding in report.findings if finding.code != UNKNOWN]
