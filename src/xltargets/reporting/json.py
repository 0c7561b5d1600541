"""For programs: one JSON document, or one JSON object a line.

The document has `version` (of this form), `tool`, `as_of`, `summary` and `files`; each file has `file`, `status`
(`accepted` or `refused`), `template` and `findings`; each finding is as `Finding.as_dict` writes it.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from xltargets import __version__
from xltargets.reporting.base import ReportOptions
from xltargets.validation.finding import Severity, one_line
from xltargets.validation.report import FileReport, Summary

FORM = 1
"""The version of the form; it grows when a field changes its meaning or goes, not when one is added."""


def file_as_dict(report: FileReport, options: ReportOptions) -> dict[str, Any]:
    """A file's part of the document."""
    return {
        "file": one_line(report.file),
        "status": "accepted" if report.accepted else "refused",
        "template": report.template,
        "findings": [finding.as_dict(report.file, options.translate) for finding in report.findings],
    }


def summary_as_dict(summary: Summary) -> dict[str, Any]:
    """The counts."""
    return {
        "files": summary.files,
        "accepted": summary.files - summary.refused,
        "refused": summary.refused,
        **{f"{severity.word}s": summary.severities[severity] for severity in sorted(Severity, reverse=True)},
        "known": summary.known,
        "waived": summary.waived,
        "seconds": round(summary.seconds, 3),
        "exit_status": summary.exit_status,
    }


class JsonReporter:
    """The output of `--format json`."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out` when all files are done."""
        self._out = out
        self._options = options
        self._files: list[dict[str, Any]] = []

    def add(self, report: FileReport) -> None:
        """Keep a file for the document."""
        self._files.append(file_as_dict(report, self._options))

    def finish(self, summary: Summary) -> None:
        """Write the document."""
        document = {
            "version": FORM,
            "tool": {"name": "xltargets", "version": __version__},
            "as_of": summary.as_of.isoformat(),
            "summary": summary_as_dict(summary),
            "files": self._files,
        }
        json.dump(document, self._out, ensure_ascii=False, indent=2)
        self._out.write("\n")


class NdjsonReporter:
    """The output of `--format ndjson`: a line per file when it is done, and one for the summary at the end.

    Each line has `type`, `file` or `summary`, and beside it the same fields as in the JSON document.
    """

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out` file by file."""
        self._out = out
        self._options = options

    def add(self, report: FileReport) -> None:
        """Write a file's line."""
        self._write({"type": "file", **file_as_dict(report, self._options)})

    def finish(self, summary: Summary) -> None:
        """Write the summary's line."""
        self._write({"type": "summary", "as_of": summary.as_of.isoformat(), **summary_as_dict(summary)})

    def _write(self, line: dict[str, Any]) -> None:
        self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._out.flush()
