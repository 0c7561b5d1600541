"""Work beside that of a host, which nobody waits for."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def in_the_background(work: Callable[[], None]) -> threading.Thread:
    """Begin it, and go on. Where it fails, whatever it would have prepared is prepared when it is asked for."""
    thread = threading.Thread(target=_quietly, args=(work,), name="beforehand")
    thread.start()
    return thread


def _quietly(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:  # noqa: BLE001  (nobody has asked for it)
        return
