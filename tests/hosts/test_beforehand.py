"""What buttons need is prepared in idle moments: after the first answer, once, and without harm where it fails."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from xltargets.actions.registry import ACTIONS
from xltargets.hosts.libreoffice import worker
from xltargets.hosts.officejs.apart import Apart
from xltargets.hosts.wire.background import in_the_background

CALL = {"calls": [{"function": "TARGET_SPLIT", "arguments": [100, [[1], [1], [1]]]}]}
SPLIT = {"answers": [{"value": [[34.0], [33.0], [33.0]]}]}


def lines(*requests: dict[str, object]) -> list[str]:
    return [json.dumps(one) + "\n" for one in requests]


def test_it_is_asked_for_once_after_the_first_answer_in_the_language_of_who_asked() -> None:
    out, asked = io.StringIO(), list[tuple[str, int]]()

    def idle(language: str) -> None:
        asked.append((language, len(out.getvalue().splitlines())))

    worker.serve(lines(CALL | {"language": "zh-CN"}, CALL), out, lambda: 46_000.0, idle)
    assert asked == [("zh-CN", 1)]
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [SPLIT, SPLIT]


@pytest.mark.parametrize("line", ["no JSON\n", "[]\n", '{"language": "xx"}\n'])
def test_a_first_line_of_no_language_is_answered_too(line: str) -> None:
    out, asked = io.StringIO(), list[str]()
    worker.serve([line, *lines(CALL)], out, lambda: 46_000.0, asked.append)
    assert asked == ["en"]
    assert json.loads(out.getvalue().splitlines()[1]) == SPLIT


PREPARED = """
import sys
from xltargets.hosts.libreoffice import worker
from xltargets.actions import beforehand
{before}
out = sys.stdout
worker.main()
import threading
for one in threading.enumerate():
    if one is not threading.main_thread():
        one.join()
print(*sorted(name for name in sys.modules if name.startswith("xltargets.actions.")), file=sys.__stderr__)
"""


def told(before: str = "") -> tuple[list[str], set[str]]:
    """The answers of LibreOffice's process to two formulas, and the actions that are loaded in the end."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARED.format(before=before)],
        input="".join(lines(CALL, CALL)),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert "Traceback" not in done.stderr
    return done.stdout.splitlines(), set(done.stderr.split())


def test_the_process_of_libreoffice_prepares_itself() -> None:
    answers, loaded = told()
    assert [json.loads(one) for one in answers] == [SPLIT, SPLIT]
    assert loaded >= {f"xltargets.actions.{action.module}" for action in ACTIONS.values()}


def test_where_it_fails_everything_else_goes_on() -> None:
    answers, _loaded = told("def fails(language): raise RuntimeError\nbeforehand.prepare = fails")
    assert [json.loads(one) for one in answers] == [SPLIT, SPLIT]


def test_background_work_that_fails_is_silent() -> None:
    def fails() -> None:
        raise RuntimeError

    raised: list[object] = []
    hook, threading.excepthook = threading.excepthook, raised.append
    try:
        in_the_background(fails).join()
    finally:
        threading.excepthook = hook
    assert not raised


def double(number: int) -> int:
    return 2 * number


def ends_its_process() -> None:
    import os

    os._exit(3)


@pytest.mark.parametrize("work", [double, ends_its_process], ids=["fails", "ends its process"])
def test_a_server_answers_after_work_that_went_wrong(work: Callable[..., object]) -> None:
    """`double` lacks its argument."""
    place = Apart(1)
    try:
        place.beforehand(work)
        assert place.do(double, 4) == 8
    finally:
        place.close()


def test_a_server_that_is_closed_at_once_leaves_no_process() -> None:
    place = Apart(1)
    place.close()
    place.beforehand(double)
    for thread in threading.enumerate():
        if thread.name == "beforehand":
            thread.join(60)
    assert not place._workers
