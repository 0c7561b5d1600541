"""For test dashboards: JUnit XML, a suite per file, a case per rule that found something."""

from __future__ import annotations

from itertools import groupby
from typing import TextIO
from xml.etree import ElementTree as ET

from xltargets.reporting.base import ReportOptions
from xltargets.validation.finding import one_line
from xltargets.validation.report import FileReport, Summary


class JunitReporter:
    """The output of `--format junit`. What does not refuse a file is the output of a passed case."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out` when all files are done."""
        self._out = out
        self._options = options
        self._suites = ET.Element("testsuites", name="xltargets")

    def add(self, report: FileReport) -> None:
        """Add a suite for a file, its first case being whether it is accepted."""
        file = one_line(report.file)
        suite = ET.SubElement(self._suites, "testsuite", name=file)
        verdict = ET.SubElement(suite, "testcase", classname=file, name="accepted")
        cases = failures = 0
        for code, group in groupby(sorted(report.findings, key=lambda finding: finding.code), lambda one: one.code):
            findings = list(group)
            case = ET.SubElement(suite, "testcase", classname=file, name=f"{code} {findings[0].name}")
            lines = [f"{one_line(one.at.place)}  {one.sentence(self._options.translate)}".strip() for one in findings]
            refusing = [one.severity.word for one in findings if report.refuses(one)]
            if refusing:
                failures += 1
                ET.SubElement(case, "failure", message=lines[0], type=refusing[0]).text = "\n".join(lines)
            else:
                ET.SubElement(case, "system-out").text = "\n".join(lines)
            cases += 1
        if not report.accepted:
            ET.SubElement(verdict, "failure", message="refused", type="refused")
        suite.set("tests", str(cases + 1))
        suite.set("failures", str(failures + (not report.accepted)))

    def finish(self, summary: Summary) -> None:
        """Write the document."""
        suites = self._suites
        suites.set("tests", str(sum(int(suite.get("tests", "0")) for suite in suites)))
        suites.set("failures", str(sum(int(suite.get("failures", "0")) for suite in suites)))
        suites.set("time", f"{summary.seconds:.3f}")
        ET.indent(suites)
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self._out.write(ET.tostring(suites, encoding="unicode") + "\n")
