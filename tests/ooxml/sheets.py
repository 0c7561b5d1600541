"""What a sheet has besides its cells: views, links, breaks, header and footer, protection, counted collections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.ooxml.book import area_of
from tests.ooxml.package import MAIN, length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ooxml.book import Book, Sheet

_COUNTED = ("mergeCells", "dataValidations", "tableParts", "rowBreaks", "colBreaks")


def problems(sheet: Sheet, book: Book) -> Iterator[str]:
    for one in [*_view(sheet, book), *_links(sheet, book), *_page(sheet), *_protection(sheet), *_counts(sheet)]:
        yield f"{sheet.part}: {one}"


def areas_of(text: str | None) -> list[str] | None:
    """The areas of a list of them; None if one is none."""
    areas = (text or "").split(" ")
    return areas if all(area_of(area) for area in areas) else None


def _view(sheet: Sheet, book: Book) -> Iterator[str]:
    views = len(list(book.root.iter(f"{MAIN}workbookView")))
    for view in sheet.root.iter(f"{MAIN}sheetView"):
        if int(view.get("workbookViewId", "0")) >= max(views, 1):
            yield "its view belongs to a window that is not there"
        pane = view.find(f"{MAIN}pane")
        panes = {"topLeft"}
        if pane is not None:
            panes |= {"topRight"} if pane.get("xSplit", "0") != "0" else set()
            panes |= {"bottomLeft"} if pane.get("ySplit", "0") != "0" else set()
            panes |= {"bottomRight"} if len(panes) == 3 else set()
            if pane.get("activePane", "topLeft") not in panes:
                yield f"the active pane is {pane.get('activePane')}, which is not there"
            if len(panes) == 1:
                yield "a pane splits nothing"
        for selection in view.iter(f"{MAIN}selection"):
            if selection.get("pane", "topLeft") not in panes:
                yield f"the selection is in the pane {selection.get('pane')}, which is not there"
            areas, active = areas_of(selection.get("sqref", "A1")), area_of(selection.get("activeCell", "A1"))
            if areas is None or active is None:
                yield f"the selection is {selection.get('sqref')} with {selection.get('activeCell')}"
            elif not any((active.top, active.left) in area for area in map(area_of, areas) if area):
                yield f"the selection {selection.get('sqref')} is without its active cell {selection.get('activeCell')}"


def _links(sheet: Sheet, book: Book) -> Iterator[str]:
    names = {one.get("name", "").lower() for one in book.root.iter(f"{MAIN}definedName")} | set(book.tables)
    for link in sheet.root.iter(f"{MAIN}hyperlink"):
        location = link.get("location")
        if areas_of(link.get("ref")) is None:
            yield f"a link stands in {link.get('ref')}"
        for attribute in ("location", "tooltip", "display"):
            if length(link.get(attribute, "")) > 255:
                yield f"the {attribute} of the link in {link.get('ref')} has more than 255 characters"
        if location is not None and "!" in location:
            name, _sign, place = location.rpartition("!")
            name = re.sub("^'(.*)'$", r"\1", name).replace("''", "'")
            if name.lower() not in book.sheet_names or areas_of(place) is None:
                yield f"the link in {link.get('ref')} leads to {location}, which is not there"
        elif location is not None and location.lower() not in names and areas_of(location) is None:
            yield f"the link in {link.get('ref')} leads to {location}, which is not there"


def _page(sheet: Sheet) -> Iterator[str]:
    for element in sheet.root.iterchildren(f"{MAIN}headerFooter"):
        for text in element:
            if length(text.text or "") > 255:
                yield "a header or footer has more than 255 characters"
    for setup in sheet.root.iterchildren(f"{MAIN}pageSetup"):
        if not 10 <= int(setup.get("scale", "100")) <= 400:
            yield f"the page's scale is {setup.get('scale')}"
        if any(int(setup.get(way, "1")) > 32767 for way in ("fitToWidth", "fitToHeight")):
            yield "the sheet fits to more than 32767 pages"
    for margins in sheet.root.iterchildren(f"{MAIN}pageMargins"):
        if any(not 0 <= float(value) < 49 for value in margins.attrib.values()):
            yield "a margin is no width of paper"
    for breaks in ("rowBreaks", "colBreaks"):
        last = 0
        for one in sheet.root.iterfind(f"{MAIN}{breaks}/{MAIN}brk"):
            if int(one.get("id", "0")) <= last:
                yield f"the page breaks after {one.get('id')}, after {last}"
            last = int(one.get("id", "0"))


def _protection(sheet: Sheet) -> Iterator[str]:
    for element in sheet.root.iterchildren(f"{MAIN}sheetProtection"):
        hashed = [name for name in ("algorithmName", "hashValue", "saltValue", "spinCount") if element.get(name)]
        if 0 < len(hashed) < 4:
            yield f"the protection has only {', '.join(hashed)}"
        if not re.fullmatch("([0-9A-Fa-f]{4})?", element.get("password", "")):
            yield f"the protection's password is {element.get('password')}"


def _counts(sheet: Sheet) -> Iterator[str]:
    for name in _COUNTED:
        for element in sheet.root.iterchildren(f"{MAIN}{name}"):
            if int(element.get("count", len(element))) != len(element) or len(element) == 0:
                yield f"{name} counts {element.get('count')} and has {len(element)}"
