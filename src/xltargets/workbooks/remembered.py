"""Sheets that were read already, for work that reads the same workbooks several times while it changes them.

A sheet is known by its bytes and by what its cells are read by, so that one that has changed is read anew.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from xltargets.workbooks.contents import Sheet

_MOST = 160
"""Sheets that are kept: those of a unit's workbooks."""

_KEPT: ContextVar[dict[Hashable, Sheet] | None] = ContextVar("sheets that were read", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Read each sheet once in the meantime. Nobody may change a cell that was read."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def recall(key: Hashable, sheet: Sheet) -> bool:
    """Put into a sheet what was read from the same bytes; whether there was any."""
    kept = _KEPT.get()
    known = None if kept is None else kept.pop(key, None)
    if kept is None or known is None:
        return False
    kept[key] = known
    sheet.cells, sheet.merged, sheet.protected = dict(known.cells), list(known.merged), known.protected
    return True


def remember(key: Hashable, sheet: Sheet) -> None:
    """Keep what was read."""
    kept = _KEPT.get()
    if kept is not None:
        kept[key] = sheet
        if len(kept) > _MOST:
            del kept[next(iter(kept))]
