"""Buttons in xlwings Lite: the actions that go by the values of cells, on the open workbook.

Lite gives a script the values of the open workbook, not its file; so there are those actions only that say in the
registry that values are enough. Lite has not run this yet: the tests do, with a stand-in for its objects.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import ACTIONS, Request
from xltargets.errors import CellError
from xltargets.hosts.excel.book import ExcelBook
from xltargets.hosts.lite.functions import ERRORS
from xltargets.hosts.wire.perform import perform, refused
from xltargets.locale import translator
from xltargets.units.days import today
from xltargets.workbooks.contents import Area, Cell, Contents, Name, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

_ONE_CELL = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)


def press(book: Any, key: str, language: str = "en", clock: Callable[[], float] = today) -> str:
    """Run an action on the open book, and say what came of it, for Lite's output; a problem is a sentence too."""
    translate = _translator(language)
    live = ExcelBook(book)
    try:
        selection = book.app.selection.address.replace("$", "").rpartition("!")[2]
        request = Request(clock, language, translate, sheet=live.sheet, selection=selection)
        done = perform(ACTIONS[key], request, values_of(book, live.sheet, selection))
        if not done.problem:
            live.write_changes(done.writes)
            if done.show is not None:
                live.go_to(*done.show)
    except Exception as problem:  # noqa: BLE001  (nothing catches it after this)
        done = refused(problem, translate)
    return "\n".join([done.message, *done.details])


def values_of(book: Any, sheet: str, selection: str) -> Contents:
    """What an action sees: the selected cells with those around them, and cells that have a name."""
    contents = Contents(Path(book.name))
    for shown in book.sheets:
        contents.sheets[shown.name] = Sheet(shown.name, "")
    area = Area.parse(selection)
    _take(book, contents.sheets[sheet], Area(area.top, area.left, area.bottom + 1, area.right + 1))
    for name in book.names:
        refers_to = str(name.refers_to).lstrip("=")
        contents.names.append(Name(name.name, refers_to))
        match = _ONE_CELL.fullmatch(refers_to)
        title = (match[1] or match[2]).replace("''", "'") if match else ""
        if match and title in contents.sheets:
            _take(book, contents.sheets[title], Area.parse(match[3] + match[4]))
    return contents


def _take(book: Any, sheet: Sheet, area: Area) -> None:
    """The cells of an area that hold something."""
    place = book.sheets[sheet.name].range((area.top, area.left), (area.bottom, area.right))
    values = place.options(ndim=2, err_to_str=True).value
    for position, value in zip(area.positions(), (value for row in values for value in row), strict=True):
        if value is not None:
            sheet.cells[position] = Cell(*position, _cell(value))


def _cell(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return CellError(value) if isinstance(value, str) and value in ERRORS else value


def _translator(language: str) -> Callable[[str], str]:
    try:
        return translator(language)
    except (OSError, ValueError):
        return translator("en")
