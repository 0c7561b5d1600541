"""The sheet that lists what was found, and the notes for the cells, as a workbook from which both are taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from xltargets import __version__
from xltargets.building import theme as looks
from xltargets.building.theme import Theme
from xltargets.errors import N_, fill
from xltargets.reporting.base import SEVERITIES, severities
from xltargets.templates.schema import Tone
from xltargets.validation.finding import Severity, one_line
from xltargets.views.location import Location
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xltargets.errors import Translate
    from xltargets.validation.finding import Finding
    from xltargets.validation.report import FileReport
    from xltargets.workbooks.contents import Contents

TITLE = N_("Findings")
AUTHOR = "xltargets"
"""Whose notes they are; the next copy takes them out again."""
MARK = 'N("xltargets")=0'
"""What the rule of a mark says, always true: the next copy knows by it which marks are ours."""
SHADES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WATCH, Severity.INFO: Tone.QUIET}
FIRST_ROW = 6
"""Of the list, counted from 1; its headers stand above."""
_TEXT_LINE = 13.5
"""The height of each further line of a text in the list, in points."""
_MOST = 500
"""So many cells of a sheet get a note, whatever was found: the sheet of findings tells them all."""
_WIDTHS = (4, 10, 22, 8, 54, 48)
"""Of the columns of the list."""
_WIDTH, _LINE, _LETTERS = 320, 17, 46
"""Of a note: its width and the height of a line in pixels, and about how many letters are in one."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What was found at one cell."""

    cell: str
    findings: list[Finding]

    @property
    def severity(self) -> Severity:
        """The worst of it."""
        return max(one.severity for one in self.findings)


def marked(report: FileReport, contents: Contents) -> dict[str, list[Marked]]:
    """The cells at which something was found, by sheet; of a sheet that is not there only the list tells."""
    found: dict[str, dict[str, Marked]] = {}
    for finding in report.findings:
        sheet = finding.at.sheet
        if sheet is None or sheet not in contents.sheets or not contents.sheets[sheet].part:
            continue
        for cell in finding.cells or ((finding.at.cell,) if finding.at.cell else ()):
            found.setdefault(sheet, {}).setdefault(cell, Marked(cell, [])).findings.append(finding)
    return {sheet: list(cells.values()) for sheet, cells in found.items()}


def write(
    path: Path, title: str, report: FileReport, contents: Contents, language: str, day: str, translate: Translate
) -> None:
    """Write a workbook with the sheet of findings, and a sheet of notes for each sheet that has marks."""
    import xlsxwriter

    # A text that begins with = or http is a text.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        theme = Theme(book, language)
        worksheet = book.add_worksheet(title)
        _list(book, worksheet, theme, report, contents, day, translate)
        for sheet, cells in marked(report, contents).items():
            notes = book.add_worksheet(sheet)
            for cell, text in _notes(cells, translate):
                lines = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
                size = {"width": _WIDTH, "height": _LINE * (lines + 1)}
                notes.write_comment(cell, text, {"author": AUTHOR, "font_size": 9, **size})


def _notes(cells: list[Marked], translate: Translate) -> Iterator[tuple[str, str]]:
    """The text for each cell; of an area its first one, and of several areas that begin there one note."""
    texts: dict[str, list[str]] = {}
    for one in cells:
        area = Area.parse(one.cell)
        first = str(Area(area.top, area.left, area.top, area.left))
        for finding in sorted(one.findings, key=lambda finding: -finding.severity):
            severity = translate(SEVERITIES[finding.severity])
            texts.setdefault(first, []).append(f"{finding.code} {severity}\n{finding.sentence(translate)}")
    for first, said in list(texts.items())[:_MOST]:
        yield first, "\n\n".join(dict.fromkeys(said))


def _list(
    book: Any,
    worksheet: Any,
    theme: Theme,
    report: FileReport,
    contents: Contents,
    day: str,
    translate: Translate,
) -> None:
    worksheet.hide_gridlines(2)
    worksheet.set_tab_color(looks.RED_TEXT if not report.accepted else looks.GREEN_TEXT)
    for column, width in enumerate(_WIDTHS):
        worksheet.set_column(column, column, width)
    worksheet.set_row(0, 32)
    for column in range(6):
        worksheet.write_blank(0, column, None, theme.title)
    worksheet.write_string(0, 0, translate(TITLE), theme.title)
    worksheet.write_string(1, 0, _verdict(report, translate), theme.format(bold=True, font_size=12))
    checked = fill(N_("Checked as of {day} by xltargets {version}."), {"day": day, "version": __version__}, translate)
    advice = translate(N_("Mend the cells that are marked, save, and hand this copy in; marks and list may stay."))
    worksheet.write_string(2, 0, f"{checked} {advice}" if report.findings else checked, theme.intro)
    if report.findings:
        headers = ("#", N_("Severity"), N_("Where"), N_("Rule"), N_("What is wrong"), N_("What to do"))
        worksheet.set_row(FIRST_ROW - 2, looks.HEADER_OF_ONE_LINE)
        for column, header in enumerate(headers):
            worksheet.write_string(FIRST_ROW - 2, column, translate(header), theme.header)
        worksheet.freeze_panes(FIRST_ROW - 1, 0)
        for number, finding in enumerate(sorted(report.findings, key=lambda one: -one.severity)):
            _line(worksheet, theme, FIRST_ROW - 1 + number, number + 1, finding, contents, translate)
        _shades(book, worksheet, report, translate)
    worksheet.set_landscape()
    worksheet.set_paper(looks.A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(FIRST_ROW - 2)


def _verdict(report: FileReport, translate: Translate) -> str:
    if not report.findings:
        return translate(N_("Accepted; nothing was found."))
    counts = Counter(one.severity for one in report.findings)
    said = N_("Accepted: {errors}, {warnings}, {notes}.")
    if not report.accepted:
        said = N_("Refused: {errors}, {warnings}, {notes}.")
    return fill(said, severities(counts, translate), translate)


def _line(
    worksheet: Any,
    theme: Theme,
    row: int,
    number: int,
    finding: Finding,
    contents: Contents,
    translate: Translate,
) -> None:
    border: dict[str, Any] = {"border": 1, "border_color": looks.LINE, "valign": "top"}
    plain = theme.format(text_wrap=True, **border)
    worksheet.write_number(row, 0, number, theme.format(align="center", **border))
    word = translate(SEVERITIES[finding.severity])
    worksheet.write_string(row, 1, word, theme.format(align="center", bold=True, **border))
    place = one_line(finding.at.place)
    sheet = contents.sheets.get(finding.at.sheet or "")
    if sheet is not None and sheet.state == "visible":
        target = Location(sheet=sheet.name, cell=finding.at.cell or "A1").place
        link = theme.format(font_color=looks.INPUT_TEXT, underline=1, text_wrap=True, **border)
        worksheet.write_url(row, 2, f"internal:{target}", link, place)
    else:
        worksheet.write_string(row, 2, place or translate(N_("The whole file")), plain)
    worksheet.write_string(row, 3, finding.code, theme.format(align="center", **border))
    texts = {2: place, 4: finding.message(translate), 5: finding.repair(translate)}
    for column in (4, 5):
        worksheet.write_string(row, column, texts[column], plain)
    # Some programs keep the height of one line, however much text there is.
    lines = max(ceil(looks.width_of(text) / _WIDTHS[column]) for column, text in texts.items())
    worksheet.set_row(row, looks.HEADER_OF_ONE_LINE + (max(lines, 1) - 1) * _TEXT_LINE)


def _shades(book: Any, worksheet: Any, report: FileReport, translate: Translate) -> None:
    """The words in their tones: the marks at the cells have the same."""
    last = FIRST_ROW + len(report.findings) - 1
    for severity, tone in SHADES.items():
        fill, text = looks.TONES[tone]
        look = book.add_format({"bg_color": fill, "font_color": text, "border": 1, "border_color": text})
        word = translate(SEVERITIES[severity]).replace('"', '""')
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        worksheet.conditional_format(FIRST_ROW - 1, 1, last, 1, rule)
