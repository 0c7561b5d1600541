"""What a run came to: the findings of each file, and the sums over all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from xltargets.validation.finding import Finding, Severity

ACCEPTED, REFUSED, COULD_NOT_RUN = 0, 1, 2
"""The exit statuses."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One workbook, judged."""

    file: str
    """The path as the user gave it."""
    findings: Sequence[Finding] = ()
    fail_on: Severity | None = Severity.ERROR
    """The severity from which it is refused, None for never."""
    template: str | None = None
    crashed: bool = False
    """Whether a rule failed by a mistake of the program: then nobody can say that the file was checked."""
    known: int = 0
    """Findings left out because the baseline has them."""
    waived: int = field(default=0, kw_only=True)
    """Findings left out because somebody accepts them for a reason."""
    folded: int = field(default=0, kw_only=True)
    """Findings left out because they follow from others."""

    def refuses(self, finding: Finding) -> bool:
        """Whether this finding is grave enough to refuse the file; what only follows from another never does."""
        return not finding.follows and self.fail_on is not None and finding.severity >= self.fail_on

    @property
    def accepted(self) -> bool:
        """Whether nothing refuses it."""
        return not any(map(self.refuses, self.findings))


@dataclass(slots=True)
class Summary:
    """Counts over the files of one run."""

    as_of: date
    files: int = 0
    refused: int = 0
    known: int = 0
    waived: int = 0
    crashed: bool = False
    seconds: float = 0.0
    severities: Counter[Severity] = field(default_factory=Counter)

    def add(self, report: FileReport) -> None:
        """Count one more file."""
        self.files += 1
        self.refused += not report.accepted
        self.known += report.known
        self.waived += report.waived
        self.crashed |= report.crashed
        self.severities.update(finding.severity for finding in report.findings if not finding.follows)

    @property
    def exit_status(self) -> int:
        """0 all accepted, 1 some refused, 2 a rule of the program failed."""
        if self.crashed:
            return COULD_NOT_RUN
        return REFUSED if self.refused else ACCEPTED
