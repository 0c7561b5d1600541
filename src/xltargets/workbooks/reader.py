"""Reading a workbook in one pass: package to `Contents`.

Values and formulas come from the same pass over each sheet. Broken or hostile packages, and those that say something
in two ways, end in a `PackageProblem` with a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.workbooks.archive import plain_name
from xltargets.workbooks.collection import without_collection
from xltargets.workbooks.contents import Area, Contents, Name, Sheet, Table, TableColumn
from xltargets.workbooks.package import PackageProblem, open_package
from xltargets.workbooks.properties import read_properties, read_saved
from xltargets.workbooks.remembered import bytes_if_remembering, recall_workbook, remember_workbook
from xltargets.workbooks.sheet_reader import Book, Surroundings, read_sheet
from xltargets.workbooks.strings import Collector, read_shared_strings, unescape
from xltargets.workbooks.styles import read_date_styles
from xltargets.workbooks.usual_cells import Lookups
from xltargets.workbooks.xml_parts import LARGEST_KEPT, MOST_KEPT, TWICE, Odd, Shape, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.workbooks.package import Package, Relationship
    from xltargets.workbooks.surface import Surface

__all__ = ["PackageProblem", "read", "read_with_surface"]

_TYPES = Shape.of("", "Override", guarded="Override")
_BOOK = Shape.of(
    "workbook",
    "workbookPr",
    "sheets",
    "sheets/sheet",
    "definedNames",
    "definedNames/definedName",
    "externalReferences",
    "externalReferences/externalReference",
    once="workbookPr sheets definedNames externalReferences",
    texts="definedNames/definedName",
    own="workbookPr sheets sheet definedName externalReference",
)
_COLUMN_FORMULA = "tableColumns/tableColumn/calculatedColumnFormula"
_TABLE = Shape.of(
    "table",
    "",
    "tableColumns",
    "tableColumns/tableColumn",
    _COLUMN_FORMULA,
    once=f"tableColumns {_COLUMN_FORMULA}",
    texts=_COLUMN_FORMULA,
    own="tableColumns tableColumn calculatedColumnFormula",
)
_SHEET_TYPES = frozenset({"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
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
    """Read a workbook; a file that is none, or is not safe to read, is a `PackageProblem`.

    All days are serial numbers of the 1900 system, whatever the file counts from.
    """
    path = Path(path)
    key = bytes_if_remembering(path)
    if key and (known := recall_workbook(key)) is not None:
        return replace(known, path=path)
    contents = _read(path, None)
    if key:
        remember_workbook(key, contents)
    return contents


def read_with_surface(path: Path) -> tuple[Contents, Surface]:
    """Read a workbook with what lies over and around its cells, for a verdict on all of it."""
    from xltargets.workbooks.surface import Surface

    surface = Surface()
    return _read(path, surface), surface


def _read(path: Path, surface: Surface | None) -> Contents:
    with open_package(path) as package, without_collection():
        main_type, main = _main_part(package)
        book = _read_book(package, main)
        contents = Contents(path, date1904=book.date1904, parts=package.parts, main_type=main_type)
        found = package.relationships(main)
        links = {one.identifier: one for one in found}
        spills = _spills(package, package.single(found, "sheetMetadata"))
        texts = read_shared_strings(package, package.single(found, "sharedStrings"))
        styles = read_date_styles(package, package.single(found, "styles"))
        by = Book(texts, styles, spills, book.date1904)
        lookups = Lookups(by)
        for entry in book.sheets:
            link = _link_of(package, entry, links, contents)
            state = entry.state if entry.state in {"hidden", "veryHidden"} else "visible"
            sheet = contents.sheets[entry.name] = Sheet(entry.name, link.target, state)
            around = Surroundings(package, sheet, by, lookups)
            read_sheet(link, around)
            tables = _tables(package, link.target, entry.name) if link.type == "worksheet" else []
            _add(package, tables, contents)
            if surface is not None:
                surface.add(around, tables)
        if not contents.sheets:
            raise package.damaged(N_("It has no sheet."))
        if surface is not None:
            surface.add_calculation(package, main)
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


def _link_of(package: Package, entry: _SheetEntry, links: dict[str, Relationship], contents: Contents) -> Relationship:
    """Where a sheet of the list is; two of a name, or two names for one, are damage."""
    link = links.get(entry.relationship)
    if link is None or link.type not in _SHEET_TYPES:
        raise package.damaged(N_("The sheet {sheet} is listed, but not there."), sheet=entry.name)
    known = {sheet.part.lower() for sheet in contents.sheets.values()}
    if link.target.lower() in known or entry.name.lower() in map(str.lower, contents.sheets):
        raise package.damaged(N_("The sheet {sheet} is listed twice."), sheet=entry.name)
    return link


def _main_part(package: Package) -> tuple[str, str]:
    """The content type and name of the workbook part; a problem if the package is something else."""
    if "mimetype" in package and b"opendocument" in package.read("mimetype"):
        raise PackageProblem("legacy", package.path, N_("It is an OpenDocument file (.ods), not an Excel workbook."))
    if "[Content_Types].xml" not in package:
        raise PackageProblem("not-a-workbook", package.path, N_("It is an archive, but no Excel workbook."))
    main = package.single(package.relationships(""), "officeDocument")
    if main is None:
        raise package.damaged(N_("Its list of contents names no workbook."))
    overrides: dict[str, str] = {}

    def start(_path: str, attributes: dict[str, str]) -> None:
        part = plain_name(attributes.get("PartName", ""))
        if part in overrides:
            raise Odd(TWICE, element=part)
        overrides[part] = attributes.get("ContentType", "")

    package.walk("[Content_Types].xml", _TYPES, start)
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

    def start(path: str, attributes: dict[str, str]) -> None:
        nonlocal pending
        if path == "sheets/sheet":
            state = attributes.get("state", "visible")
            book.sheets.append(_SheetEntry(attributes["name"], state, _relation(attributes)))
        elif path == "workbookPr":
            book.date1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif path == "externalReferences/externalReference":
            book.externals.append(_relation(attributes))
        elif path == "definedNames/definedName":
            pending = attributes
            collected.begin()

    def end(path: str) -> None:
        nonlocal pending
        if path == "definedNames/definedName" and pending is not None:
            scope = pending.get("localSheetId")
            hidden = pending.get("hidden", "0") in {"1", "true"}
            book.names.append((pending["name"], collected.finish(), None if scope is None else whole(scope), hidden))
            pending = None

    package.walk(main, _BOOK, start, end, collected.add)
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


def _tables(package: Package, sheet_part: str, sheet: str) -> list[Table]:
    links = package.relationships(sheet_part)
    return [_read_table(package, link.target, sheet) for link in links if link.type == "table" and not link.external]


def _add(package: Package, tables: list[Table], contents: Contents) -> None:
    for table in tables:
        other = contents.tables.setdefault(table.name.lower(), table)
        if other is not table:
            raise package.damaged(N_("The table {table} is there twice."), table=table.name)


def _read_table(package: Package, part: str, sheet: str) -> Table:
    data = package.read(part)
    kept = _tables_of(data) if len(data) <= LARGEST_KEPT else []
    if not kept:
        kept.append(replace(_parsed_table(package, part), is_filtered=b"filterColumn" in data))
    table = kept[0]
    return replace(table, sheet=sheet, part=part, columns=list(table.columns))


@lru_cache(maxsize=MOST_KEPT)
def _tables_of(_data: bytes) -> list[Table]:
    """Where the table that a part declares is kept, once it was parsed to its end: it is the same in many workbooks."""
    return []


def _parsed_table(package: Package, part: str) -> Table:
    table: Table | None = None
    collected = Collector()

    def start(path: str, attributes: dict[str, str]) -> None:
        if table is None:
            root(attributes)
        elif path == "tableColumns/tableColumn":
            table.columns.append(TableColumn(unescape(attributes["name"])))
        elif path == _COLUMN_FORMULA:
            collected.begin()

    def root(attributes: dict[str, str]) -> None:
        nonlocal table
        table = Table(
            attributes.get("displayName") or attributes["name"],
            "",
            Area.parse(attributes["ref"]),
            [],
            has_header=attributes.get("headerRowCount", "1") != "0",
            has_totals=attributes.get("totalsRowCount", "0") != "0",
        )

    def end(path: str) -> None:
        if path == _COLUMN_FORMULA and table is not None:
            table.columns[-1] = replace(table.columns[-1], formula=collected.finish())

    package.walk(part, _TABLE, start, end, collected.add)
    assert table is not None
    return table
