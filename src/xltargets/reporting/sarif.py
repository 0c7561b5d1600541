"""For code scanning: SARIF 2.1.0, with every rule declared, so that a clean run is told from a rule not run."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from xltargets import __version__
from xltargets.reporting.base import ReportOptions
from xltargets.validation.finding import Finding, Severity, one_line
from xltargets.validation.registry import Rule, rules
from xltargets.validation.report import FileReport, Summary
from xltargets.workbooks.contents import Area

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class SarifReporter:
    """The output of `--format sarif`."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out` when all files are done."""
        self._out = out
        self._options = options
        self._results: list[dict[str, Any]] = []
        self._index = {code: index for index, code in enumerate(rules())}

    def add(self, report: FileReport) -> None:
        """Keep the findings of a file."""
        self._results += [self._result(report.file, finding) for finding in report.findings]

    def _result(self, file: str, finding: Finding) -> dict[str, Any]:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(PurePath(file).as_posix(), errors="replace")}}
        if finding.at.cell:
            area = Area.parse(finding.at.cell)
            place["region"] = {"startLine": area.top, "startColumn": area.left}
        location: dict[str, Any] = {"physicalLocation": place}
        if finding.at.place:
            location["logicalLocations"] = [{"fullyQualifiedName": one_line(finding.at.place)}]
        return {
            "ruleId": finding.code,
            "ruleIndex": self._index[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.sentence(self._options.translate)},
            "locations": [location],
            "partialFingerprints": {"xltargets/v1": finding.fingerprint},
        }

    def finish(self, summary: Summary) -> None:
        """Write the document."""
        driver = {
            "name": "xltargets",
            "version": __version__,
            "rules": [_rule(one) for one in rules().values()],
        }
        run = {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": not summary.crashed}],
            "columnKind": "unicodeCodePoints",
            "results": self._results,
        }
        json.dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, self._out, ensure_ascii=False, indent=2)
        self._out.write("\n")


def _rule(one: Rule) -> dict[str, Any]:
    return {
        "id": one.code,
        "name": "".join(word.capitalize() for word in one.name.split("-")),
        "shortDescription": {"text": one.summary},
        "fullDescription": {"text": one.sections["What it does"]},
        "help": {"text": one.page},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
    }
