"""Copies of workbooks with what was found in them; the workbooks themselves are not touched.

A submitted workbook may be made to harm, so that each copy is made by a worker under limits, as its check was. The
copy can be mended and handed in: the next one made of it takes the old marks out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import Problem
from xltargets.locale import LANGUAGES, translator
from xltargets.reporting.annotated import findings_sheet as listed
from xltargets.reporting.annotated.targets import at_hand, not_written
from xltargets.units.days import day_of
from xltargets.validation.finding import Severity
from xltargets.views.layout import FINDINGS_NAME, findings_sheet_of
from xltargets.views.location import Location
from xltargets.views.view import View
from xltargets.workbooks.elements import Document
from xltargets.workbooks.escaping import escape
from xltargets.workbooks.new_sheets import NewSheets, main_part
from xltargets.workbooks.notes import Notes
from xltargets.workbooks.package import PackageProblem, open_package
from xltargets.workbooks.patch import write_package
from xltargets.workbooks.properties import stamp
from xltargets.workbooks.reader import read
from xltargets.workbooks.sheet_graft import graft_before
from xltargets.workbooks.style_graft import STYLES, StyleGraft
from xltargets.workbooks.temporary import file_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xltargets.errors import Message, Phrase
    from xltargets.validation.report import FileReport
    from xltargets.workbooks.contents import Contents
    from xltargets.workbooks.package import Package

_SELECTED = re.compile(rb"""\stabSelected\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of one workbook's copy."""

    file: str
    """The path of the workbook as the user gave it."""
    path: Path | None
    """Where the copy is, None if there is none."""
    reason: Message | None = None
    """Why there is none."""
    failed: bool = False
    """Whether it could not be written; of a workbook that cannot be read none is expected."""


@dataclass(frozen=True)
class Annotator:
    """Makes the copies; it goes to each worker once."""

    reports: Mapping[str, FileReport]
    targets: Mapping[str, Path]
    as_of: float
    now: float
    language: str
    """For workbooks that do not say theirs."""

    def check(self, file: Path) -> Copy:
        """Write the copy of one workbook."""
        name = str(file)
        target = self.targets[name]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with at_hand(file) as here:
                annotate(here, target, self.reports[name], as_of=self.as_of, now=self.now, language=self.language)
        except (PackageProblem, Problem) as problem:
            return Copy(name, None, problem)
        except OSError as problem:
            return Copy(name, None, not_written(target, problem), failed=True)
        return Copy(name, target)

    def given_up(self, file: Path, reason: Phrase) -> Copy:
        """What is said of a workbook whose worker ended."""
        return Copy(str(file), None, reason)


def annotate(file: Path, target: Path, report: FileReport, *, as_of: float, now: float, language: str) -> None:
    """Write a copy of a workbook with its findings.

    Args:
        file: The workbook.
        target: Where the copy goes.
        report: What was found.
        as_of: The day by which it was judged, as a serial number.
        now: The day of the run, as a serial number.
        language: For a workbook that does not say its own.
    """
    contents = read(file)
    own = View.of(contents, as_of).contents.properties.get("xltargets.language", language)
    language = own if own in LANGUAGES else language
    with file_beside(target) as donor, file_beside(target) as temporary:
        title = _title(contents, translator(language)(listed.TITLE))
        day = day_of(as_of).isoformat()
        listed.write(donor, title, report, contents, language, day, translator(language))
        with open_package(file) as package, open_package(donor) as theirs:
            parts = _parts(package, theirs, contents, read(donor), title, report)
        write_package(file, temporary, parts)
        stamp(temporary, lambda: now)
        temporary.replace(target)


def _title(contents: Contents, wanted: str) -> str:
    """The name of the sheet: as it is, where there is one, and one that is free otherwise."""
    title, number = findings_sheet_of(contents) or wanted, 1
    known = {name.lower() for name in contents.sheets} - {(findings_sheet_of(contents) or "").lower()}
    while title.lower() in known:
        number += 1
        title = f"{wanted} {number}"
    return title


def _parts(
    package: Package, theirs: Package, contents: Contents, donor: Contents, title: str, report: FileReport
) -> dict[str, bytes]:
    """The parts of the package that change."""
    main = main_part(package)
    links = package.relationships(main)
    styles_part = package.single(links, "styles") or STYLES
    styles = StyleGraft(package, theirs, styles_part)
    marks = listed.marked(report, contents)
    sheets = NewSheets(package, theirs, donor, styles)
    names: list[bytes] = []
    if title in contents.sheets:
        sheets.exchange(title, contents.sheets[title].part)
    else:
        sheets.add(title)
        refers = Location(sheet=title, cell="$A$1").place
        names = [f'<definedName name="{FINDINGS_NAME}" hidden="1">{escape(refers)}</definedName>'.encode()]
    parts = sheets.parts(names)
    for name, sheet in contents.sheets.items():
        if name == title or not sheet.part.startswith("xl/worksheets/"):
            continue
        data = _without_marks(package, sheet.part, parts.get(sheet.part) or package.read(sheet.part))
        head, inner, rest = data.partition(b"sheetData")
        data = _SELECTED.sub(b"", head) + inner + rest
        parts[sheet.part] = graft_before(package, sheet.part, data, _formats(marks.get(name, []), styles))
    parts[styles_part] = styles.result()
    parts[main] = _shown_first(package, main, parts.get(main), list({**contents.sheets, title: None}).index(title))
    notes = Notes(package, theirs, listed.AUTHOR, parts)
    for name, sheet in contents.sheets.items():
        if name != title and sheet.part.startswith("xl/worksheets/"):
            notes.exchange(sheet.part, donor.sheets[name].part if name in donor.sheets else None)
    return notes.result()


def _formats(marks: Iterable[listed.Marked], styles: StyleGraft) -> list[bytes]:
    """The marks of a sheet as conditional formats, which leave the cells as they are."""
    cells: dict[Severity, list[str]] = {}
    for one in marks:
        cells.setdefault(one.severity, []).append(one.cell)
    # The donor's styles of this kind are those of its list, in the order of the shades.
    numbers = {severity: number for number, severity in enumerate(listed.SHADES)}
    written = (
        '<conditionalFormatting sqref="{cells}"><cfRule type="expression" dxfId="{look}" priority="{rank}">'
        "<formula>{mark}</formula></cfRule></conditionalFormatting>"
    )
    return [
        written.format(
            cells=" ".join(dict.fromkeys(cells[severity])),
            look=styles.dxf(numbers[severity]),
            rank=rank,
            mark=escape(listed.MARK),
        ).encode()
        for rank, severity in enumerate(sorted(cells, reverse=True), 1)
    ]


def _without_marks(package: Package, part: str, data: bytes) -> bytes:
    """A sheet without the marks of an earlier copy."""
    if b"N(&quot;xltargets&quot;)" not in data and b'N("xltargets")' not in data:
        return data
    document = Document(package, part, data)
    for one in document.root.children:
        if one.name == "conditionalFormatting":
            rules = [rule for rule in one.children if rule.name == "cfRule"]
            formulas = [formula for rule in rules for formula in rule.children if formula.name == "formula"]
            texts = [document.inside(formula).replace(b"&quot;", b'"').replace(b" ", b"") for formula in formulas]
            if len(rules) == 1 and texts == [listed.MARK.encode()]:
                document.replace(one.start, one.end, b"")
    return document.result()


def _shown_first(package: Package, main: str, data: bytes | None, number: int) -> bytes:
    """The workbook's part with the sheet of findings as the one that opens."""
    book = Document(package, main, data)
    views = book.root.child("bookViews")
    for one in views.children if views is not None else ():
        book.set_attributes(one, activeTab=number, firstSheet=None)
    return book.result()
