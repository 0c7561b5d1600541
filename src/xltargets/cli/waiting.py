"""What is shown while something takes longer than a second: a bar that moves, and for how long."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AFTER = 1.0
"""In seconds: what is done before needs no bar."""


@contextmanager
def waiting(what: str, after: float = AFTER) -> Iterator[None]:
    """Show a bar on a terminal's standard error once it takes longer than a second; nothing of it stays.

    How long it will take is not known, so that the bar only moves and says the time that has passed.
    """
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task(what, total=None)
    over = threading.Event()

    def show() -> None:
        if not over.wait(after):
            with bar:
                over.wait()

    shown = threading.Thread(target=show, daemon=True)
    shown.start()
    try:
        yield
    finally:
        over.set()
        shown.join()
