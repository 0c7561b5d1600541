"""What a workbook is made of, bent: names, headers, labels, hidden sheets, protection, totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.mutations.books import contents_of, view_of
from xltargets.templates.schema import Form
from xltargets.views.slots import target
from xltargets.workbooks.contents import Contents


@dataclass(frozen=True)
class Bent:
    """One mistake: which template, on which sheet, what."""

    key: str
    sheet: str
    what: str
    apply: Callable[[Contents], None]
    is_error: bool = True

    def __str__(self) -> str:
        return f"{self.key}:{self.sheet}:{self.what}"


def bent(key: str) -> Iterator[Bent]:
    """All of them."""
    yield from _sheets(key)
    yield from _names(key)
    yield from _headers(key)
    yield from _labels(key)
    yield from _totals(key)


def _sheets(key: str) -> Iterator[Bent]:
    for name, sheet in contents_of(key).sheets.items():
        for state in ("hidden", "veryHidden"):

            def hide(contents: Contents, name: str = name, state: str = state) -> None:
                contents.sheets[name].state = state

            yield Bent(key, name, state, hide)
        if sheet.protected:

            def unprotect(contents: Contents, name: str = name) -> None:
                contents.sheets[name].protected = False

            yield Bent(key, name, "not protected", unprotect)


def _names(key: str) -> Iterator[Bent]:
    """Each name one row up, where another setting or the header stands."""
    contents = contents_of(key)
    for number, name in enumerate(contents.names):
        place = target(name, contents) if name.sheet is None else None
        if place is None:
            continue
        column, row = name.refers_to.rpartition("$")[0], int(name.refers_to.rpartition("$")[2])

        def move(contents: Contents, number: int = number, elsewhere: str = f"{column}${row - 1}") -> None:
            contents.names[number] = replace(contents.names[number], refers_to=elsewhere)

        yield Bent(key, place[0].name, f"{name.name} moved up", move)


def _headers(key: str) -> Iterator[Bent]:
    for table in contents_of(key).tables.values():
        for index, column in enumerate(table.columns):
            spot = (table.area.top, table.area.left + index)

            def reword(contents: Contents, sheet: str = table.sheet, spot: tuple[int, int] = spot) -> None:
                contents.sheets[sheet].cells[spot].value = "Another"

            yield Bent(key, table.sheet, f"header {table.name}[{column.name}] reworded", reword)


def _labels(key: str) -> Iterator[Bent]:
    view = view_of(contents_of(key), key)
    for slot in view.fields.values():
        spot = (slot.row, slot.column_index - 1)

        def relabel(contents: Contents, sheet: str = slot.sheet.name, spot: tuple[int, int] = spot) -> None:
            contents.sheets[sheet].cells[spot].value = "Another"

        yield Bent(key, slot.sheet.name, f"label of {slot.column} reworded", relabel, is_error=False)


def _totals(key: str) -> Iterator[Bent]:
    view = view_of(contents_of(key), key)
    for table in view.tables.values():
        if not table.declared.totals or issubclass(table.declared, Form):
            continue

        def switch_off(contents: Contents, name: str = table.declared.name) -> None:
            found = contents.tables[name]
            row = found.area.bottom
            found.area, found.has_totals = replace(found.area, bottom=row - 1), False
            for number in range(found.area.left, found.area.right + 1):
                contents.sheets[found.sheet].cells.pop((row, number), None)

        yield Bent(key, table.sheet.name, f"totals of {table.declared.name} switched off", switch_off)
