"""Tables in web pages, which many systems hand out under the name of a workbook (.xls)."""

from __future__ import annotations

from html.parser import HTMLParser

WIDEST = 1_000
"""So many columns at most does one cell stand for."""


class _Tables(HTMLParser):
    """The tables of a page, each as rows of texts; a cell over several columns is followed by blanks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._width = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, a row or a cell begins; what was not closed before it is."""
        if tag == "table":
            self._close_cell()
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._close_cell()
            self._open[-1].append([])
        elif tag in {"td", "th"} and self._open:
            self._close_cell()
            width = dict(attrs).get("colspan") or "1"
            self._width = min(int(width), WIDEST) if width.isdecimal() else 1
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A cell, a row or a table ends."""
        if tag in {"td", "th", "tr", "table"}:
            self._close_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """What stands in a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        if not self._open[-1]:
            self._open[-1].append([])
        self._open[-1][-1] += [" ".join("".join(self._cell).split()), *[""] * (self._width - 1)]
        self._cell = None


def tables_of_page(text: str) -> list[list[list[str]]]:
    """The tables of a page that have rows.

    >>> tables_of_page("<table><tr><th>Owner<th>Amount</tr><tr><td>Ann &amp; Bo<td>5</table>")
    [[['Owner', 'Amount'], ['Ann & Bo', '5']]]
    """
    reader = _Tables()
    reader.feed(text)
    reader.close()
    reader.handle_endtag("table")
    return [table for table in reader.tables if table]
