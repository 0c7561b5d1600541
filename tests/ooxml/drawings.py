"""Drawings and charts: where they stand, what they are called, what they show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.ooxml import formulas
from tests.ooxml.book import COLUMNS, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from tests.ooxml.book import Book

SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def problems(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        for drawing in book.linked(sheet.part, "drawing"):
            yield from (f"{drawing}: {problem}" for problem in _drawing(book.package.root(drawing)))
            for chart in book.linked(drawing, "chart"):
                yield from (f"{chart}: {problem}" for problem in _chart(book.package.root(chart), book))


def _drawing(root: etree._Element) -> Iterator[str]:
    for anchor in root.iter(f"{SHEET_DRAWING}twoCellAnchor"):
        start, end = (
            [int(anchor.findtext(f"{SHEET_DRAWING}{corner}/{SHEET_DRAWING}{name}", "-1")) for name in ("row", "col")]
            for corner in ("from", "to")
        )
        if min(start) < 0 or start[0] > end[0] or start[1] > end[1] or end[0] >= ROWS or end[1] >= COLUMNS:
            yield f"a drawing reaches from {start} to {end}"
    for value, count in Counter(one.get("id") for one in root.iter(f"{SHEET_DRAWING}cNvPr")).items():
        if count > 1:
            yield f"{count} drawings have the id {value}"


def _chart(root: etree._Element, book: Book) -> Iterator[str]:
    for formula in root.iter(f"{CHART}f"):
        text = formula.text or ""
        if "!" not in text:
            yield f"a series refers to {text}, without a sheet"
        yield from formulas.problems(text, book)
    axes = [element for plot in root.iter(f"{CHART}plotArea") for element in plot if element.tag.endswith("Ax")]
    ids = [axis.find(f"{CHART}axId").get("val") for axis in axes]
    for value, count in Counter(ids).items():
        if count > 1:
            yield f"{count} axes have the id {value}"
    for axis in axes:
        crossed = axis.find(f"{CHART}crossAx")
        if crossed is None or crossed.get("val") not in ids:
            yield "an axis crosses one that is not there"
    used: set[str | None] = set()
    for group in (element for plot in root.iter(f"{CHART}plotArea") for element in plot):
        own = [one.get("val") for one in group.iterchildren(f"{CHART}axId")]
        if group in axes or not own:
            continue
        used |= set(own)
        if set(own) - set(ids):
            yield "a chart lies on axes that are not there"
    if set(ids) - used:
        yield "an axis belongs to no chart"
    for name in ("idx", "order"):
        values = [
            one.get("val") for series in root.iter(f"{CHART}ser") for one in series.iterchildren(f"{CHART}{name}")
        ]
        if len(set(values)) != len(values):
            yield f"two series have the same {name}"
    for series in root.iter(f"{CHART}ser"):
        for cache in [*series.iter(f"{CHART}numCache"), *series.iter(f"{CHART}strCache")]:
            points = [int(point.get("idx", "0")) for point in cache.iterchildren(f"{CHART}pt")]
            counted = cache.find(f"{CHART}ptCount")
            if (
                counted is None
                or points != sorted(set(points))
                or max(points, default=-1) >= int(counted.get("val", "0"))
            ):
                yield "the stored points of a series are not as many as it counts"
