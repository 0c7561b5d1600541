"""Actions on a workbook that Excel posts: the same code as behind every other button.

A request is `{"workbook": base64, "name": "plan.xlsx", "language": "en", "sheet": "Plan", "selection": "B5:B16",
"options": {...}}`; the answer is that of `wire.perform`, with lines that say where to go, and files as base64. The
workbook is read from a temporary file of our own, which is gone when the answer is sent.
"""

from __future__ import annotations

import base64
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import ACTIONS, Request
from xltargets.errors import N_
from xltargets.hosts.officejs.body import json_object, posted_workbook
from xltargets.hosts.wire.calls import read_language, read_translator
from xltargets.hosts.wire.perform import Performed, perform
from xltargets.hosts.wire.refusal import Refusal
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from xltargets.actions.registry import Action
    from xltargets.errors import Message

NAME = re.compile(r"[^\W_][\w ().-]{0,80}\.xls[xm]")
"""A name that messages may tell the workbook by: never more than a name."""
UNNAMED = "workbook.xlsx"
NO_FOLDER = N_("This needs a folder of workbooks: start the server with xltargets addin serve --folder.")
_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^\s'!:;,()]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?)"
)


@dataclass(frozen=True, slots=True)
class Posted:
    """A request for an action, checked."""

    language: str
    translate: Callable[[str], str]
    workbook: bytes | None = None
    name: str = UNNAMED
    sheet: str | None = None
    selection: str | None = None
    folder: str = ""
    """Below the server's own folder."""
    options: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, action: Action, body: dict[str, Any]) -> Posted:
        """Take the body apart, or refuse it."""
        return cls(
            read_language(body),
            read_translator(body),
            posted_workbook(body) if action.needs == "book" else None,
            _name(body),
            _text(body, "sheet"),
            _selection(body),
            _text(body, "folder") or "",
            _options(action, body),
        )


def answer(key: str, body: bytes, folder: Path | None, today: float) -> dict[str, Any]:
    """What a body asks of an action."""
    action = ACTIONS[key]
    return run(action, Posted.read(action, json_object(body)), folder, lambda: today)


def run(action: Action, posted: Posted, folder: Path | None, clock: Callable[[], float]) -> dict[str, Any]:
    """Do it. What a person can mend comes as the message of an answer that is marked as a problem."""
    below = None if folder is None else _below(folder, posted.folder)
    with tempfile.TemporaryDirectory(prefix="xltargets-") as temporary:
        # What is written goes to the person who asked, and stays nowhere else.
        own = Path(temporary)
        if action.reads_folder and below is None:
            return _answer(Performed(posted.translate(NO_FOLDER), problem=True), own)
        options = dict(posted.options)
        chosen = own
        if action.reads_folder and below is not None:
            chosen = below
            if action.option("output") is not None:
                options["output"] = str(own / f"{below.name}-{action.key}.xlsx")
        book = None
        if posted.workbook is not None:
            book = own / posted.name
            book.write_bytes(posted.workbook)
        request = Request(
            clock,
            posted.language,
            posted.translate,
            folder=chosen if action.reads_folder or book is None else None,
            sheet=posted.sheet,
            selection=posted.selection,
            options=options,
        )
        done = perform(action, request, book, private=True)
        if done.bug is not None:
            # Its message could hold cells, so that only its kind is told.
            raise Refusal(500, done.message)
        return _answer(done, own)


def told(body: bytes, problem: Message) -> dict[str, Any]:
    """The answer to a request with which something else went wrong, in the person's language."""
    said = Performed(problem.sentence(read_translator(json_object(body))), problem=True)
    return {**said.plain(), "files": []}


def _answer(done: Performed, own: Path) -> dict[str, Any]:
    return {
        **done.plain(),
        "details": [_detail(detail, done.sheets) for detail in done.details],
        "files": [
            {"name": path.name, "content": base64.b64encode(_below(own, str(path)).read_bytes()).decode()}
            for path in done.files
        ],
    }


def _detail(text: str, sheets: Collection[str]) -> dict[str, Any]:
    """A line, with the first cell of the workbook that it names."""
    for quoted, plain, cells in _REFERENCE.findall(text):
        sheet = quoted.replace("''", "'") or plain
        if sheet in sheets:
            return {"text": text, "sheet": sheet, "cell": cells.replace("$", "")}
    return {"text": text, "sheet": None, "cell": None}


def _below(folder: Path, path: str) -> Path:
    """A path below a folder, with every link followed."""
    try:
        found = (folder / path).resolve()
    except (OSError, ValueError):
        found = None
    if found is None or not found.is_relative_to(folder.resolve()):
        raise Refusal(403, "This is outside the server's folder.")
    return found


def _name(body: dict[str, Any]) -> str:
    name = _text(body, "name")
    return name if name is not None and NAME.fullmatch(name) else UNNAMED


def _text(body: dict[str, Any], key: str) -> str | None:
    found = body.get(key)
    if found is not None and not (isinstance(found, str) and len(found) <= 1000):
        raise Refusal(400, f"The {key} must be a text.")
    return found


def _selection(body: dict[str, Any]) -> str | None:
    selection = _text(body, "selection")
    if selection is None:
        return None
    try:
        return str(Area.parse(selection))
    except ValueError:
        raise Refusal(400, "The selection must be such as B5:B16.") from None


def _options(action: Action, body: dict[str, Any]) -> dict[str, Any]:
    """What the action declares and a script may give. Nothing of it can be a path."""
    options = body.get("options", {})
    if not isinstance(options, dict):
        raise Refusal(400, "The options must be a JSON object.")
    for key, value in options.items():
        option = action.option(key)
        if option is None or not option.accepts(value):
            raise Refusal(400, "The options must be those of the action, each with a value that it takes.")
    return options
