"""New columns, rules and formats in a sheet of somebody's workbook, beside all that is there."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from xltargets.workbooks.elements import Document, with_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.workbooks.package import Package

_AFTER_RULES = (
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""What follows the input rules in a worksheet, in the order that the schema prescribes."""
_AFTER_FORMATS = ("dataValidations", *_AFTER_RULES)
_PRIORITY = re.compile(rb'priority="(\d+)"')
_SPANS = re.compile(rb"""(<(?:\w+:)?row\b[^>]*?)\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")


def graft(
    package: Package,
    part: str,
    data: bytes,
    *,
    widths: dict[int, str],
    rules: Sequence[bytes],
    formats: Sequence[bytes],
) -> bytes:
    """A sheet's bytes with widths of columns, input rules and conditional formats that it had not."""
    document = Document(package, part, data, depth=3)
    if widths:
        _set_widths(document, widths)
    if rules:
        section = document.root.child("dataValidations")
        if section is not None:
            document.append(section, rules, count=len(section.children) + len(rules))
        else:
            whole = f'<dataValidations count="{len(rules)}">'.encode() + b"".join(rules) + b"</dataValidations>"
            document.insert(whole, _AFTER_RULES)
    if formats:
        last = max((int(one) for one in _PRIORITY.findall(data)), default=0)
        # What came with them ranks after what is there, in its own order.
        ranks = count(last + 1)
        for text in formats:
            ranked = _PRIORITY.sub(lambda _match: f'priority="{next(ranks)}"'.encode(), text)
            document.insert(ranked, _AFTER_FORMATS)
    # How far a row reaches is only a hint, which would be wrong now.
    return _SPANS.sub(rb"\1", document.result())


def graft_before(package: Package, part: str, data: bytes, formats: Sequence[bytes]) -> bytes:
    """A sheet's bytes with conditional formats that rank before all that are there: some programs apply the first only.

    Each is written with a priority of its own, counted from 1.
    """
    if not formats:
        return data
    # Their priorities stand behind the cells, whose texts may look like anything.
    end = data.rindex(b"sheetData")
    rest = _PRIORITY.sub(lambda match: f'priority="{int(match[1]) + len(formats)}"'.encode(), data[end:])
    document = Document(package, part, data[:end] + rest)
    for one in formats:
        document.insert(one, ("conditionalFormatting", *_AFTER_FORMATS))
    return document.result()


def _set_widths(document: Document, widths: dict[int, str]) -> None:
    section = document.root.child("cols")
    if section is None:
        new = b"".join(_col(column, width) for column, width in sorted(widths.items()))
        document.insert(b"<cols>" + new + b"</cols>", ("sheetData",))
        return
    pieces: list[tuple[int, bytes]] = []
    for one in section.children:
        first, last = int(one.attributes["min"]), int(one.attributes["max"])
        opening = document.text(one)
        # A stretch of columns of one width, as LibreOffice writes it, is cut where a column gets another.
        cuts = [column for column in sorted(widths) if first <= column <= last]
        start = first
        for column in [*cuts, last + 1]:
            if start < column:
                pieces.append((start, with_attributes(opening, min=start, max=column - 1)))
            start = column + 1
    pieces += [(column, document.fragment(_col(column, width))) for column, width in widths.items()]
    document.replace(section.inner, section.closing, b"".join(text for _start, text in sorted(pieces)))


def _col(column: int, width: str) -> bytes:
    return f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'.encode()
