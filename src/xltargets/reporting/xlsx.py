"""For a spreadsheet: the workbooks and all findings as tables that can be sorted and filtered.

No text from a workbook becomes a formula, neither now nor when somebody edits its cell.
"""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

from xltargets.building import theme as looks
from xltargets.building.theme import Theme
from xltargets.errors import N_
from xltargets.reporting.base import SEVERITIES, ReportOptions
from xltargets.validation.finding import Severity, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.validation.report import FileReport, Summary

_FORMULA = ("=", "+", "-", "@")
_LONGEST = 32_000
"""A cell holds some more letters than that."""


class XlsxReporter:
    """The output of `--format xlsx`, for a file."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to the bytes below `out` when all files are done."""
        self._out = out
        self._options = options
        self._reports: list[FileReport] = []

    def add(self, report: FileReport) -> None:
        """Keep a file for the tables."""
        self._reports.append(report)

    def finish(self, summary: Summary) -> None:
        """Write the workbook."""
        import xlsxwriter

        translate = self._options.translate
        made = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(made, options) as book:
            book.set_properties({"title": translate(N_("Findings")), "created": summary.as_of})
            theme = Theme(book, self._options.language)
            self._workbooks(book.add_worksheet(translate(N_("Workbooks"))), theme)
            self._findings(book.add_worksheet(translate(N_("Findings"))), theme)
        buffer = getattr(self._out, "buffer", None)
        assert buffer is not None, "a workbook goes to a file"
        self._out.flush()
        buffer.write(made.getvalue())

    def _workbooks(self, worksheet: Any, theme: Theme) -> None:
        translate = self._options.translate
        headers = (N_("File"), N_("Status"), N_("Template"), N_("Errors"), N_("Warnings"), N_("Notes"))
        rows: list[list[str | int]] = []
        for report in self._reports:
            counts = Counter(one.severity for one in report.findings if not one.follows)
            status = translate(N_("accepted") if report.accepted else N_("refused"))
            numbers = [counts[one] for one in sorted(Severity, reverse=True)]
            rows.append([one_line(report.file), status, report.template or "", *numbers])
        _table(worksheet, theme, "workbooks", [translate(one) for one in headers], rows, (48, 12, 20, 10, 10, 10))

    def _findings(self, worksheet: Any, theme: Theme) -> None:
        translate = self._options.translate
        headers = (
            *(N_("File"), N_("Severity"), N_("Rule"), N_("Sheet"), N_("Cell"), N_("What is wrong"), N_("What to do")),
            N_("Fingerprint"),
        )
        rows = [
            [
                one_line(report.file),
                translate(SEVERITIES[one.severity]),
                one.code,
                one_line(one.at.sheet or ""),
                one.at.cell or "",
                one.message(translate),
                one.repair(translate),
                one.fingerprint,
            ]
            for report in self._reports
            for one in report.findings
        ]
        widths = (36, 10, 9, 18, 12, 64, 64, 18)
        _table(worksheet, theme, "findings", [translate(one) for one in headers], rows, widths)


def _table(
    worksheet: Any,
    theme: Theme,
    name: str,
    headers: list[str],
    rows: Sequence[Sequence[str | int]],
    widths: tuple[int, ...],
) -> None:
    plain = theme.format(text_wrap=True, valign="top")
    quoted = theme.format(text_wrap=True, valign="top", quote_prefix=True)
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    columns = [{"header": header, "header_format": theme.header} for header in headers]
    bottom = max(len(rows), 1)
    options = {"name": name, "columns": columns, "style": "Table Style Light 1"}
    worksheet.add_table(0, 0, bottom, len(headers) - 1, options)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                worksheet.write_number(number, column, value, plain)
            else:
                worksheet.write_string(number, column, value[:_LONGEST], quoted if value[:1] in _FORMULA else plain)
    worksheet.freeze_panes(1, 0)
    worksheet.set_landscape()
    worksheet.set_paper(looks.A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
