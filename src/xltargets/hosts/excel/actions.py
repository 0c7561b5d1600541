"""Excel on Windows: what a button of the ribbon starts in Python.

The open book is copied, the copy is read like any other workbook, the action says what is to change, and that is
written into the open book. Nothing is saved: the person looks at it first.
"""

from __future__ import annotations

import shutil
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.actions.registry import ACTIONS, Outcome, Request
from xltargets.errors import N_
from xltargets.hosts.excel.book import ExcelBook
from xltargets.hosts.wire.clock import today
from xltargets.locale import translator
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from xltargets.actions.registry import Action

_OF_A_FOLDER = {"consolidate"}
"""Actions on a folder of workbooks, which the person chooses."""
_WORKBOOKS = {".xlsx", ".xlsm"}
_LINES = 12
"""Details that fit on a message; the validator's own report has all."""


def press(tag: str, language: str) -> None:
    """A button was pressed: `tag` is an action with an option after a colon, such as `new:target-plan`."""
    import xlwings

    perform(xlwings.Book.caller(), tag, language, today)


def perform(book: Any, tag: str, language: str, clock: Callable[[], float]) -> None:
    """Run an action on an open book and say what came of it; a problem becomes a sentence, never a traceback."""
    live = ExcelBook(book)
    translate = _translator(language)
    key, _, option = tag.partition(":")
    try:
        outcome = _run(live, ACTIONS[key], option, Request(clock, language, translate))
    except Exception as problem:  # noqa: BLE001  (nothing catches it after this)
        live.tell(_sentence(problem, translate), problem=True)
        return
    if outcome is not None:
        live.tell(_message(outcome, translate))


def _run(live: ExcelBook, action: Action, option: str, plain: Request) -> Outcome | None:
    folder = _default_folder(live) if not action.needs_book else None
    if action.key in _OF_A_FOLDER:
        folder = live.ask_for_folder()
        if folder is None:
            return None
    request = Request(
        plain.clock,
        plain.language,
        plain.translate,
        live.path,
        folder,
        live.sheet,
        live.selection,
        {"template": option} if option else {},
    )
    if not action.needs_book:
        outcome = action.run(None, request)
        _show(live, outcome)
        return outcome
    temporary = Path(tempfile.mkdtemp(prefix="xltargets-"))
    kept: tuple[Path, ...] = ()
    try:
        contents = read(live.copy_to(temporary))
        outcome = action.run(contents, request)
        kept = outcome.files
        live.apply(contents, outcome)
        _show(live, outcome)
        return outcome
    finally:
        # What is written beside a book that was never saved lies in this folder, and is open now.
        if not any(file.is_relative_to(temporary) for file in kept):
            shutil.rmtree(temporary, ignore_errors=True)


def _default_folder(live: ExcelBook) -> Path:
    """Where a new workbook goes: beside the open one, or where the person keeps documents."""
    if live.path is not None:
        return live.path.parent
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _show(live: ExcelBook, outcome: Outcome) -> None:
    for file in outcome.files:
        if file.suffix.lower() in _WORKBOOKS:
            live.open(file)
        else:
            webbrowser.open(file.resolve().as_uri())
    if outcome.show is not None:
        live.go_to(*outcome.show)


def _message(outcome: Outcome, translate: Callable[[str], str]) -> str:
    lines = [outcome.message.sentence(translate)]
    if outcome.details:
        lines += ["", *outcome.details[:_LINES]]
    if len(outcome.details) > _LINES:
        lines.append(translate(N_("… and {count} more.")).format(count=len(outcome.details) - _LINES))
    return "\n".join(lines)


def _sentence(problem: Exception, translate: Callable[[str], str]) -> str:
    sentence = getattr(problem, "sentence", None)
    if callable(sentence):
        return str(sentence(translate))
    if isinstance(problem, OSError) and problem.filename:
        return f"{problem.filename}: {problem.strerror}."
    message = N_(
        "xlTargets could not finish this ({problem}). Please report it, and close the workbook without saving."
    )
    return translate(message).format(problem=f"{type(problem).__name__}: {problem}")


def _translator(language: str) -> Callable[[str], str]:
    try:
        return translator(language)
    except (OSError, ValueError):
        return translator("en")
