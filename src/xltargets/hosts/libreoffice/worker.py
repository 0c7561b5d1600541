"""The process that answers LibreOffice: a line of JSON in, a line of JSON out, until its input ends."""

from __future__ import annotations

import datetime
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from xltargets.hosts.wire.background import in_the_background
from xltargets.hosts.wire.calls import answer_batch, read_language
from xltargets.hosts.wire.clock import serial_of, today
from xltargets.hosts.wire.refusal import Refusal
from xltargets.locale import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO


def answer(request: dict[str, Any], clock: Callable[[], float]) -> dict[str, Any]:
    """The answer to one request: `{"calls": [...]}` as Excel's script sends them, or `{"action": ...}`.

    Calls of XLT_EXPLAIN have what is `around` the formula with them.

    >>> answer({"calls": [{"function": "TARGET_SPLIT", "arguments": [100, [[1], [1], [1]]]}]}, lambda: 46000.0)
    {'answers': [{'value': [[34.0], [33.0], [33.0]]}]}
    """
    try:
        if "action" in request:
            from xltargets.hosts.libreoffice.actions import answer_action

            return answer_action(request, clock)
        if "around" in request:
            from xltargets.hosts.libreoffice.explaining import explainer

            return {"answers": answer_batch(request, clock, explainer(request["around"], clock))}
        return {"answers": answer_batch(request, clock)}
    except Refusal as problem:
        return {"refused": str(problem)}


def serve(
    lines: Iterable[str],
    out: TextIO,
    clock: Callable[[], float],
    idle: Callable[[str], object] = lambda _language: None,
) -> None:
    """Answer every line; a mistake of ours in one call must not leave LibreOffice waiting.

    `idle` is called once, after the first answer, in which language it was asked.
    """
    for number, line in enumerate(lines):
        try:
            found = answer(json.loads(line), clock)
        except Exception as problem:  # noqa: BLE001
            found = {"refused": f"{type(problem).__name__}: {problem}"}
        out.write(json.dumps(found, ensure_ascii=True) + "\n")
        out.flush()
        if number == 0:
            idle(_language(line))


def _language(line: str) -> str:
    try:
        return read_language(json.loads(line))
    except (Refusal, ValueError, AttributeError):
        return SOURCE


def _prepare(language: str) -> None:
    """Load what buttons need, now that the first formula has its answer; LibreOffice may ask on in the meantime."""

    def work() -> None:
        from xltargets.actions.beforehand import prepare

        prepare(language)

    in_the_background(work)


def main() -> None:
    """Serve standard input and output, which nothing else may write to.

    The day is today, or XLTARGETS_AS_OF (as 2026-09-30), so that a calculation can be repeated.
    """
    out, sys.stdout = sys.stdout, sys.stderr
    day = os.environ.get("XLTARGETS_AS_OF")
    given = None if day is None else serial_of(datetime.date.fromisoformat(day))
    serve(sys.stdin, out, today if given is None else lambda: given, _prepare)
