"""Function calls as they travel between Excel's script and the server.

A batch is `{"language": "en", "calls": [{"function": "TARGET_SPLIT", "arguments": [100, [[1], [1]]]}]}`. A cell is
null, a number, a flag, a text, or `{"error": "#N/A"}`; an argument is a cell, a list of rows, or null if left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from xltargets.errors import CellError, Translate
from xltargets.functions import FUNCTIONS, OMITTED, answer
from xltargets.functions.help import EXPLAINER
from xltargets.hosts.wire.refusal import Refusal
from xltargets.locale import LANGUAGES, translator
from xltargets.workbooks.contents import to_json

LARGEST_NUMBER = 10**308
"""Whole numbers beyond this are none of a spreadsheet's."""


@dataclass(frozen=True, slots=True)
class Asker:
    """The cell that asks, as far as a host tells."""

    sheet: str | None = None
    row: int | None = None

    @classmethod
    def of(cls, call: dict[str, Any]) -> Asker:
        """Of a call as it came in."""
        sheet, row = call.get("sheet"), call.get("row")
        return cls(sheet if isinstance(sheet, str) else None, row if type(row) is int else None)


Explain = Callable[[str, Asker, Translate], str]
"""Why a formula, given as text, gives an error: for which cell, in which language. Empty if it gives none."""


def answer_batch(
    body: dict[str, Any], clock: Callable[[], float], explain: Explain | None = None
) -> list[dict[str, Any]]:
    """The answers to a batch, in order: `{"value": cells}`, or `{"error": code, "message": sentence}`.

    >>> answer_batch({"calls": [{"function": "TARGET_SPLIT", "arguments": [100, [[1], [1], [1]]]}]}, lambda: 46000.0)
    [{'value': [[34.0], [33.0], [33.0]]}]

    `explain` is what XLT_EXPLAIN asks, for a host that knows the cells around a formula; a call says `sheet` and `row`.
    """
    calls = body.get("calls")
    if not isinstance(calls, list):
        raise Refusal(400, "The body must have a list of calls.")
    translate = read_translator(body)
    # All are read before any is worked out, so that a malformed batch is refused as a whole.
    read = [(_read_call(call), Asker.of(call)) for call in calls]
    answers = []
    for (name, arguments), asker in read:
        known = None if explain is None else partial(_explained, explain, asker, translate)
        token = EXPLAINER.set(known)
        try:
            answers.append(_answer(name, arguments, clock, translate))
        finally:
            EXPLAINER.reset(token)
    return answers


def _explained(explain: Explain, asker: Asker, translate: Translate, formula: str) -> str:
    return explain(formula, asker, translate)


def read_language(body: dict[str, Any]) -> str:
    """The language of the person who asks."""
    language = body.get("language", "en")
    if language not in LANGUAGES:
        raise Refusal(400, f"The language must be one of {', '.join(LANGUAGES)}.")
    return str(language)


def read_translator(body: dict[str, Any]) -> Callable[[str], str]:
    """What turns messages into that language; English where there is no catalogue."""
    try:
        return translator(read_language(body))
    except OSError:
        return translator("en")


def _read_call(call: Any) -> tuple[str, list[Any]]:
    if not isinstance(call, dict) or not isinstance(call.get("arguments"), list):
        raise Refusal(400, "A call must have a function and a list of arguments.")
    name = call.get("function")
    if not isinstance(name, str) or name not in FUNCTIONS:
        raise Refusal(400, "There is no such function.")
    return name, [OMITTED if value is None else _read_argument(value) for value in call["arguments"]]


def _read_argument(value: Any) -> Any:
    if not isinstance(value, list):
        return _read_cell(value)
    if not value or not all(isinstance(row, list) and row and len(row) == len(value[0]) for row in value):
        raise Refusal(400, "A range must be a list of rows of the same length.")
    return [[_read_cell(cell) for cell in row] for row in value]


def _read_cell(cell: Any) -> Any:
    if isinstance(cell, dict):
        code = cell.get("error")
        if not isinstance(code, str) or not code.startswith("#") or len(code) > 20:
            raise Refusal(400, "An error value must be such as #N/A.")
        return CellError(code)
    if isinstance(cell, list):
        raise Refusal(400, "A cell must be one value.")
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell) if abs(cell) <= LARGEST_NUMBER else CellError("#NUM!")
    return cell


def _answer(
    name: str, arguments: list[Any], clock: Callable[[], float], translate: Callable[[str], str]
) -> dict[str, Any]:
    found = answer(name, arguments, clock)
    if isinstance(found.cells, CellError):
        sentence = found.problem.sentence(translate) if found.problem else ""
        return {"error": found.cells.code, "message": sentence}
    told = {"value": to_json(found.cells)}
    # A range with errors in some elements: the sentence is that of the first.
    return told if found.problem is None else {**told, "message": found.problem.sentence(translate)}
