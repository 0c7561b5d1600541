"""Reading a workbook in one pass: package to `Contents`.

Values and formulas come from the same pass over each sheet, by an XML parser with no extensions. Broken or hostile
packages end in a `PackageProblem` with a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.workbooks.contents import Area, Contents, Name, Table, TableColumn
from xltargets.workbooks.package import PackageProblem, open_package
from xltargets.workbooks.properties import read_properties, read_saved
from xltargets.workbooks.sheet_reader import read_sheet
from xltargets.workbooks.strings import Collector, read_shared_strings, unescape
from xltargets.workbooks.styles import read_date_styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.workbooks.package import Package, Relationship

__all__ = ["PackageProblem", "read"]

_SPREADSHEET_TYPES = ("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml")
_TEMPLATE_TYPES = ("spreadsheetml.template.main+xml", "ms-excel.template.macroEnabled.main+xml")
_ADDIN_TYPES = ("ms-excel.addin.macroEnabled.main+xml",)


@dataclass(slots=True)
class _SheetEntry:
    name: str
    state: str
    relationship: str


@dataclass(slots=True)
class _Book:
    """What the workbook part lists."""

    sheets: list[_SheetEntry]
    names: list[tuple[str, str, int | None, bool]]
    externals: list[str]
    date1904: bool = False


def read(path: Path | str) -> Contents:
    """Read a workbook; a file that is none, or is not safe to read, is a `PackageProblem`."""
    path = Path(path)
    with open_package(path) as package:
        main_type, main = _main_part(package)
        book = _read_book(package, main)
        contents = Contents(path, date1904=book.date1904, parts=package.parts, main_type=main_type)
        links = {one.identifier: one for one in package.relationships(main)}
        strings = read_shared_strings(package, _first(links.values(), "sharedStrings"))
        dates = read_date_styles(package, _first(links.values(), "styles"))
        spills = _spills(package, _first(links.values(), "sheetMetadata"))
        for entry in book.sheets:
            link = links.get(entry.relationship)
            if link is None or entry.name in contents.sheets:
                raise package.damaged(N_("The sheet {sheet} is listed, but not there."), sheet=entry.name)
            sheet = read_sheet(
                package, link, entry.name, entry.state, strings, dates, dynamic=spills, date1904=book.date1904
            )
            contents.sheets[entry.name] = sheet
            if link.type == "worksheet":
                for table in _read_tables(package, link.target, entry.name):
                    contents.tables[table.name.lower()] = table
        if not contents.sheets:
            raise package.damaged(N_("It has no sheet."))
        titles = [entry.name for entry in book.sheets]
        for name, refers_to, scope, hidden in book.names:
            sheet_name = titles[scope] if scope is not None and 0 <= scope < len(titles) else None
            contents.names.append(Name(name, refers_to, sheet_name, hidden))
        contents.external_links = tuple(
            target for identifier in book.externals for target in _external_target(package, links.get(identifier))
        )
        contents.properties = read_properties(package)
        contents.saved = read_saved(package, contents.properties)
    return contents


def _first(links: object, kind: str) -> str | None:
    for link in links:  # type: ignore[attr-defined]
        if link.type == kind and not link.external:
            target: str = link.target
            return target
    return None


def _main_part(package: Package) -> tuple[str, str]:
    """The content type and name of the workbook part; a problem if the package is something else."""
    if "mimetype" in package and b"opendocument" in package.read("mimetype"):
        raise PackageProblem("legacy", package.path, N_("It is an OpenDocument file (.ods), not an Excel workbook."))
    if "[Content_Types].xml" not in package:
        raise PackageProblem("not-a-workbook", package.path, N_("It is an archive, but no Excel workbook."))
    main = _first(package.relationships(""), "officeDocument")
    if main is None:
        raise package.damaged(N_("Its list of contents names no workbook."))
    overrides: dict[str, str] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "Override":
            overrides[attributes.get("PartName", "").lstrip("/").lower()] = attributes.get("ContentType", "")

    package.parse("[Content_Types].xml", start)
    declared = overrides.get(main.lower(), "")
    if "binary" in declared:
        raise PackageProblem("legacy", package.path, N_("It is an Excel binary workbook (.xlsb)."))
    if not declared.endswith((*_SPREADSHEET_TYPES, *_TEMPLATE_TYPES, *_ADDIN_TYPES)):
        raise PackageProblem("not-a-workbook", package.path, N_("It is an Office document, but no Excel workbook."))
    if main not in package:
        raise package.damaged(N_("The part {part} is missing."), part=main)
    return declared, main


def _read_book(package: Package, main: str) -> _Book:
    book = _Book([], [], [])
    pending: dict[str, str] | None = None
    collected = Collector()

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal pending
        if element == "sheet":
            state = attributes.get("state", "visible")
            book.sheets.append(_SheetEntry(attributes["name"], state, _relation(attributes)))
        elif element == "workbookPr":
            book.date1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif element == "externalReference":
            book.externals.append(_relation(attributes))
        elif element == "definedName":
            pending = attributes
            collected.begin()

    def end(element: str) -> None:
        nonlocal pending
        if element == "definedName" and pending is not None:
            scope = pending.get("localSheetId")
            hidden = pending.get("hidden", "0") in {"1", "true"}
            book.names.append((pending["name"], collected.finish(), None if scope is None else int(scope), hidden))
            pending = None

    package.parse(main, start, end, collected.add)
    return book


def _relation(attributes: dict[str, str]) -> str:
    """The r:id of an element, in the transitional or the strict namespace."""
    for name, value in attributes.items():
        if name.endswith(" id"):
            return value
    return ""


def _external_target(package: Package, link: Relationship | None) -> Iterator[str]:
    if link is None:
        return
    outward = [one.target for one in package.relationships(link.target) if one.external]
    yield outward[0] if outward else link.target


def _spills(package: Package, part: str | None) -> bool:
    """Whether the workbook marks formulas that spill by themselves."""
    return part is not None and part in package and b"XLDAPR" in package.read(part)


def _read_tables(package: Package, sheet_part: str, sheet: str) -> Iterator[Table]:
    for link in package.relationships(sheet_part):
        if link.type == "table" and not link.external:
            yield _read_table(package, link.target, sheet)


def _read_table(package: Package, part: str, sheet: str) -> Table:
    table: Table | None = None
    collected = Collector()

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal table
        if element == "table" and table is None:  # an extension for alternative text has a table element too
            table = Table(
                attributes.get("displayName") or attributes["name"],
                sheet,
                Area.parse(attributes["ref"]),
                [],
                has_header=attributes.get("headerRowCount", "1") != "0",
                has_totals=attributes.get("totalsRowCount", "0") != "0",
                part=part,
            )
        elif element == "tableColumn" and table is not None:
            table.columns.append(TableColumn(unescape(attributes["name"])))
        elif element == "calculatedColumnFormula":
            collected.begin()

    def end(element: str) -> None:
        if element == "calculatedColumnFormula" and table is not None and table.columns:
            table.columns[-1].formula = collected.finish()

    package.parse(part, start, end, collected.add)
    if table is None:
        raise package.damaged(N_("The part {part} holds no table."), part=part)
    return table
