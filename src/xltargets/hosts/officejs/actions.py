"""Actions on a workbook that Excel posts: the same code as behind every other button.

A request is `{"workbook": base64, "name": "plan.xlsx", "language": "en", "sheet": "Plan", "selection": "B5:B16",
"options": {...}}`; the answer has the sentence, lines that say where to go, new values, new rows of tables, and files
as base64. The workbook is read from a temporary file of our own, which is gone when the answer is sent.
"""

from __future__ import annotations

import base64
import binascii
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import Request as ActionRequest
from xltargets.errors import N_
from xltargets.hosts.wire.calls import read_language, read_translator, to_json
from xltargets.hosts.wire.refusal import Refusal
from xltargets.workbooks.contents import Area, address
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.actions.registry import Action, Outcome
    from xltargets.errors import Phrase
    from xltargets.workbooks.contents import Contents

READS_FOLDER = frozenset({"refresh", "consolidate"})
"""Actions that read other workbooks: only with a folder that was named when the server was started."""
OPTIONS = {"template": re.compile(r"[a-z][a-z-]{0,40}")}
"""What a client may ask for, and how it must look. Nothing here can be a path."""
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
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, action: Action, body: dict[str, Any]) -> Posted:
        """Take the body apart, or refuse it."""
        return cls(
            read_language(body),
            read_translator(body),
            _workbook(body) if action.needs_book else None,
            _name(body),
            _text(body, "sheet"),
            _selection(body),
            _text(body, "folder") or "",
            _options(body),
        )


def run(action: Action, posted: Posted, folder: Path | None, clock: Callable[[], float]) -> dict[str, Any]:
    """Do it. What a person can mend comes as the message of an answer that is marked as a problem."""
    below = None if folder is None else _below(folder, posted.folder)
    if below is None and action.key in READS_FOLDER:
        return _problem(posted.translate(NO_FOLDER))
    with tempfile.TemporaryDirectory(prefix="xltargets-") as temporary:
        # What is written goes to the person who asked, and stays nowhere else.
        own = Path(temporary)
        options = dict(posted.options)
        chosen = own
        if below is not None and action.key in READS_FOLDER:
            chosen = below
            options["output"] = str(own / f"{below.name}-{action.key}.xlsx")
        try:
            contents = None
            if posted.workbook is not None:
                book = own / posted.name
                book.write_bytes(posted.workbook)
                contents = read(book)
            request = ActionRequest(
                clock,
                posted.language,
                posted.translate,
                folder=chosen,
                sheet=posted.sheet,
                selection=posted.selection,
                options=options,
            )
            outcome = action.run(contents, request)
            return _answer(outcome, contents, posted.translate, own)
        except Exception as problem:
            # What a person can mend has a sentence, whichever room it comes from; all else is a bug of ours.
            sentence = getattr(problem, "sentence", None)
            if not callable(sentence):
                raise
            return _problem(sentence(posted.translate))


def _answer(outcome: Outcome, contents: Contents | None, translate: Callable[[str], str], own: Path) -> dict[str, Any]:
    sheets = {} if contents is None else contents.sheets
    return {
        "message": _sentence(outcome.message, translate),
        "problem": False,
        "details": [_detail(detail, sheets) for detail in outcome.details],
        "changes": [
            {"sheet": sheet, "cell": address(row, column), "value": to_json(value)}
            for sheet, cells in outcome.changes.items()
            for (row, column), value in cells.items()
        ],
        "rows": {
            name: [{header: to_json(value) for header, value in row.items()} for row in rows]
            for name, rows in outcome.rows.items()
        },
        "files": [
            {"name": path.name, "content": base64.b64encode(_below(own, str(path)).read_bytes()).decode()}
            for path in outcome.files
        ],
        "show": None if outcome.show is None else {"sheet": outcome.show[0], "cell": outcome.show[1]},
    }


def _problem(sentence: str) -> dict[str, Any]:
    return {
        "message": sentence,
        "problem": True,
        "details": [],
        "changes": [],
        "rows": {},
        "files": [],
        "show": None,
    }


def _sentence(phrase: Phrase, translate: Callable[[str], str]) -> str:
    # A file is told by its name: the folder is the server's own.
    values = {key: value.name if isinstance(value, Path) else value for key, value in phrase.values.items()}
    return Phrase(phrase.message, **values).sentence(translate)


def _detail(text: str, sheets: Any) -> dict[str, Any]:
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


def _workbook(body: dict[str, Any]) -> bytes:
    encoded = body.get("workbook")
    if not isinstance(encoded, str) or not encoded:
        raise Refusal(400, "This action needs the workbook, as base64.")
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(400, "The workbook is not base64.") from None


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


def _options(body: dict[str, Any]) -> dict[str, str]:
    options = body.get("options", {})
    if not isinstance(options, dict):
        raise Refusal(400, "The options must be a JSON object.")
    for key, value in options.items():
        if key not in OPTIONS or not isinstance(value, str) or not OPTIONS[key].fullmatch(value):
            raise Refusal(400, f"The options must be among {', '.join(OPTIONS)}, each one word.")
    return options
