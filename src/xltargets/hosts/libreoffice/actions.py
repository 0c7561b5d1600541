"""Actions on an open document of LibreOffice: a copy is read here, and what is to change goes back as plain data.

A request is `{"action": "refresh", "copy": path, "path": path or null, "folder": path or null, "sheet": "Plan",
"selection": "B5:B16", "language": "en", "options": {...}}`. Paths come from LibreOffice on this computer, by a pipe.
The answer is that of `wire.perform`, with the message to show as `text`. An extension of version 1 asks and reads the
same; it knows no `formulas`, and does not look at `order`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.reconnect import ENTERED_AGAIN
from xltargets.actions.registry import ACTIONS, Request
from xltargets.errors import fill
from xltargets.hosts.libreoffice.grammar import for_calc
from xltargets.hosts.wire.calls import read_language, read_translator
from xltargets.hosts.wire.perform import perform
from xltargets.hosts.wire.problems import unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SPELLING = "libreoffice"


def answer_action(body: Mapping[str, Any], clock: Callable[[], float]) -> dict[str, Any]:
    """Run an action and tell what is to be done; what a person can mend comes as the message of a problem."""
    translate = read_translator(dict(body))
    if "count" in body:
        # The extension of version 1 entered formulas again by itself, and only asks for the sentence.
        return {"problem": False, "message": fill(ENTERED_AGAIN, {"count": body["count"]}, translate)}
    if "failed" in body:
        # What the component ran into while it wrote.
        return {"problem": True, "message": unfinished(str(body["failed"]), translate)}
    request = Request(
        clock,
        read_language(dict(body)),
        translate,
        _path(body.get("path")),
        _path(body.get("folder")),
        body.get("sheet"),
        body.get("selection"),
        dict(body.get("options") or {}),
        SPELLING,
    )
    done = perform(ACTIONS[str(body["action"])], request, _path(body.get("copy")))
    plain = done.plain()
    for one in plain["formulas"]:
        one["formula"] = for_calc(one["formula"])
    return {**plain, "files": [str(file) for file in done.files], "text": done.text(translate)}


def _path(text: Any) -> Path | None:
    return Path(text) if text else None
