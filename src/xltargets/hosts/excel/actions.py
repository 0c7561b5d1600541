"""Excel on Windows: what a button of the ribbon starts in Python.

The open book is copied, the copy is read like any other workbook, the action says what is to change, and that is
written into the open book. Nothing is saved: the person looks at it first.
"""

from __future__ import annotations

import shutil
import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.actions.registry import Request, pressed
from xltargets.hosts.excel.book import ExcelBook
from xltargets.hosts.wire.clock import today
from xltargets.hosts.wire.perform import Performed, perform, refused
from xltargets.locale import translator

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from xltargets.actions.registry import Action

_WORKBOOKS = {".xlsx", ".xlsm"}


def press(tag: str, language: str) -> None:
    """A button was pressed: `tag` is an action with an option after a colon, such as `new:target-plan`."""
    import xlwings

    press_in(xlwings.Book.caller(), tag, language, today)


def press_in(book: Any, tag: str, language: str, clock: Callable[[], float]) -> None:
    """Run an action on an open book and say what came of it; a problem becomes a sentence, never a traceback."""
    live = ExcelBook(book)
    translate = _translator(language)
    try:
        action, options = pressed(tag)
        done = _run(live, action, Request(clock, language, translate, options=options))
    except Exception as problem:  # noqa: BLE001  (nothing catches it after this)
        done = refused(problem, translate)
    if done is not None:
        live.tell(done.text(translate), problem=done.problem)


def _run(live: ExcelBook, action: Action, request: Request) -> Performed | None:
    """What came of it, None if the person thought better of it."""
    request = replace(request, path=live.path, sheet=live.sheet, selection=live.selection)
    if action.asks_folder:
        folder = live.ask_for_folder()
        if folder is None:
            return None
        request = replace(request, folder=folder)
    for option in action.asks:
        answer = live.ask(request.translate(option.label))
        if answer is None:
            return None
        request.options[option.key] = answer
    if action.needs != "book":
        done = perform(action, request if request.folder else replace(request, folder=_default_folder(live)))
        _show(live, done)
        return done
    temporary = Path(tempfile.mkdtemp(prefix="xltargets-"))
    try:
        copy = live.copy_to(temporary)
        # Beside a book that was never saved, or is only on the web, there is no place for what is written.
        beside = live.path or _default_folder(live) / copy.name
        done = perform(action, replace(request, path=beside), copy)
        if not done.problem:
            live.write(done.writes)
        _show(live, done)
        return done
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _default_folder(live: ExcelBook) -> Path:
    """Where a new workbook goes: beside the open one, or where the person keeps documents."""
    if live.path is not None:
        return live.path.parent
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _show(live: ExcelBook, done: Performed) -> None:
    for file in done.files:
        if file.suffix.lower() in _WORKBOOKS:
            live.open(file)
        else:
            webbrowser.open(file.resolve().as_uri())
    if done.show is not None:
        live.go_to(*done.show)


def _translator(language: str) -> Callable[[str], str]:
    try:
        return translator(language)
    except (OSError, ValueError):
        return translator("en")
