"""Commands under limits: a workbook that is made to harm ends the command in one sentence, and leaves nothing behind.

The command's work is done in a process of its own, which this one watches: foreign code that runs out of memory ends
its process without asking Python. Where that cannot be done, as on Windows, it is done here.
"""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.options import refuse
from xltargets.cli.own_process import is_ours_alone
from xltargets.validation.limits import BROKEN_OFF, LIMITS, MEMORY, SECONDS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

_MB = 2**20
_OF_A_COMMAND = 1_200.0
"""What a command may take that works on one workbook, and does more than check it."""


def _options(seconds: float) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    timeout = click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        default=f"{seconds:g}",
        show_default=True,
        help="Computing time that a workbook may take, whatever the clock says.",
    )
    memory = click.option(
        "--memory",
        type=click.IntRange(min=256),
        metavar="MB",
        default=MEMORY // _MB,
        show_default=True,
        help="Memory that a process may take.",
    )
    return lambda command: timeout(memory(command))


def _under(seconds: float, command: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(command)
    def run(*arguments: Any, timeout: float, memory: int, **options: Any) -> Any:
        LIMITS.set(Limits(timeout, memory * _MB, alone=is_ours_alone()))
        return command(*arguments, **options)

    return _options(seconds)(run)


def for_files(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that has its workbooks read by workers, each of which is limited."""
    return _under(SECONDS, command)


def for_one_or_many(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that has workers take many workbooks, and says `alone` before it works on one itself."""
    return _under(_OF_A_COMMAND, command)


def for_one(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that works on one workbook, all in a process of its own."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        alone()
        return command(*arguments, **options)

    return for_one_or_many(run)


def alone() -> None:
    """Go on in a process of its own within the limits of the run, where that can be."""
    if _can_be_watched():
        _go_on_in_a_child(LIMITS.get())


def _can_be_watched() -> bool:
    """Whether this is a process of ours alone, and not on Windows."""
    return is_ours_alone() and hasattr(os, "fork")


def _go_on_in_a_child(limits: Limits) -> None:
    """Return in a child, which does the work; this process waits for it and ends with its exit status."""
    from xltargets.validation.limits import limit_memory, limit_time
    from xltargets.workbooks.temporary import Journal

    sys.stdout.flush()
    sys.stderr.flush()
    notes, journal = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(notes)
        Journal.descriptor = journal
        _keep_the_screen()
        limit_memory(limits.memory)
        limit_time(limits.seconds)
        return
    os.close(journal)
    status, unfinished = _watch(child, notes)
    if status >= 0:
        os._exit(status)
    _tidy(unfinished)
    from xltargets.validation.limits import why_it_ended

    raise refuse(BROKEN_OFF, reason=why_it_ended(status, limits.seconds))


def _watch(child: int, notes: int) -> tuple[int, bytes]:
    """The child's exit status, negative for a signal, and the files that it noted."""
    noted = b""
    while True:
        try:
            more = os.read(notes, 65_536)
        except KeyboardInterrupt:
            continue  # it gets the interruption too, and ends in its own way
        if not more:
            break
        noted += more
    while True:
        try:
            _pid, status = os.waitpid(child, 0)
        except KeyboardInterrupt:
            continue
        return os.waitstatus_to_exitcode(status), noted


def _tidy(noted: bytes) -> None:
    from xltargets.workbooks.temporary import remove

    for name in noted.split(b"\0"):
        if name:
            remove(Path(os.fsdecode(name)))


def _keep_the_screen() -> None:
    """Python goes on writing to the screen; what foreign code writes by itself does not reach it."""
    import io

    screen = os.dup(2)
    old = sys.stderr
    sys.stderr = io.TextIOWrapper(
        os.fdopen(screen, "wb", 0), old.encoding, "backslashreplace", line_buffering=True, write_through=True
    )
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)
