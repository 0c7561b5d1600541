"""For a browser: one file that needs no network, with the status of each workbook, filters and all findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

from xltargets import __version__
from xltargets.errors import N_
from xltargets.reporting.base import SEVERITIES, ReportOptions
from xltargets.reporting.pages import in_the_page, template
from xltargets.reporting.text import summary_line
from xltargets.validation.finding import Severity, one_line

if TYPE_CHECKING:
    from xltargets.errors import Translate
    from xltargets.validation.report import FileReport, Summary

_MOST = 12
"""So many rules are in the chart."""


class HtmlReporter:
    """The output of `--format html`."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out` when all files are done."""
        self._out = out
        self._options = options
        self._reports: list[FileReport] = []

    def add(self, report: FileReport) -> None:
        """Keep a file for the page."""
        self._reports.append(report)

    def finish(self, summary: Summary) -> None:
        """Write the page. Whatever comes from a workbook is escaped."""
        translate = self._options.translate
        page = template("findings.html.j2").render(
            _=translate,
            language=self._options.language,
            as_of=summary.as_of.isoformat(),
            version=__version__,
            **in_the_page(style="findings.css", script="findings.js"),
            tiles=_tiles(summary, translate),
            files=[self._file(report) for report in self._reports],
            rules=self._rules(),
            severities=[(one.word, translate(SEVERITIES[one])) for one in sorted(Severity, reverse=True)],
            line=summary_line(summary, self._options),
        )
        self._out.write(page + "\n")

    def _file(self, report: FileReport) -> dict[str, Any]:
        translate = self._options.translate
        counts = Counter(one.severity for one in report.findings if not one.follows)
        return {
            "file": one_line(report.file),
            "accepted": report.accepted,
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "notes": counts[Severity.INFO],
            "findings": [
                {
                    "severity": one.severity.word,
                    "word": translate(SEVERITIES[one.severity]),
                    "place": one_line(one.at.place),
                    "code": one.code,
                    "message": one.message(translate),
                    "repair": one.repair(translate),
                }
                for one in report.findings
            ],
        }

    def _rules(self) -> list[dict[str, Any]]:
        """The rules that found most, each with the worst severity that it has."""
        counts: Counter[str] = Counter()
        found: dict[str, tuple[str, Severity, set[str]]] = {}
        for report in self._reports:
            for one in report.findings:
                counts[one.code] += 1
                name, severity, within = found.get(one.code, (one.name, one.severity, set()))
                found[one.code] = (name, max(severity, one.severity), within | {report.file})
        longest = max(counts.values(), default=1)
        return [
            {
                "code": code,
                "name": found[code][0],
                "tone": found[code][1].word,
                "files": len(found[code][2]),
                "count": count,
                "width": f"{count / longest:.0%}",
            }
            for code, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST]
        ]


def _tiles(summary: Summary, translate: Translate) -> list[tuple[str, int, str]]:
    return [
        (translate(N_("Workbooks")), summary.files, ""),
        (translate(N_("Accepted")), summary.files - summary.refused, "ok"),
        (translate(N_("Refused")), summary.refused, "no" if summary.refused else ""),
        (translate(N_("Errors")), summary.severities[Severity.ERROR], "error"),
        (translate(N_("Warnings")), summary.severities[Severity.WARNING], "warning"),
        (translate(N_("Notes")), summary.severities[Severity.INFO], ""),
    ]
