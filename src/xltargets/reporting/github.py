"""For GitHub Actions: annotations beside the run.

```
::error file=plans/north.xlsx,title=XL304 Periods!C7::Weight is -2; expected 0 or more.
```

GitHub shows ten annotations of a kind per step: the gravest come first, and what is over is counted in one notice.
"""

from __future__ import annotations

from typing import TextIO

from xltargets.reporting.base import ReportOptions
from xltargets.reporting.text import summary_line
from xltargets.validation.finding import Finding, Severity, one_line
from xltargets.validation.report import FileReport, Summary

_LIMIT = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GithubReporter:
    """The output of `--format github`."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out` when all files are done."""
        self._out = out
        self._options = options
        self._findings: dict[Severity, list[tuple[str, Finding]]] = {severity: [] for severity in Severity}

    def add(self, report: FileReport) -> None:
        """Keep the findings of a file."""
        for finding in report.findings:
            self._findings[finding.severity].append((report.file, finding))

    def finish(self, summary: Summary) -> None:
        """Write the annotations, errors first."""
        for severity in sorted(Severity, reverse=True):
            # One place is kept for the summary, which is a notice.
            limit = _LIMIT - (severity is Severity.INFO)
            for file, finding in self._findings[severity][:limit]:
                title = f"{finding.code} {one_line(finding.at.place)}".rstrip()
                place = f"file={_property(one_line(file))},title={_property(title)}"
                message = _data(finding.sentence(self._options.translate))
                self._out.write(f"::{_COMMANDS[severity]} {place}::{message}\n")
        self._out.write(f"::notice title=xltargets::{_data(summary_line(summary, self._options))}\n")


def _data(text: str) -> str:
    """Escape the text of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
