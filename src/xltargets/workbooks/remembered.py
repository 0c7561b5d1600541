"""What was read already, for work that reads the same workbooks several times while it changes them.

A workbook is known by its bytes. Of one that has changed, a sheet is known by its own bytes and by what its cells are
read by.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.workbooks.archive import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from pathlib import Path

    from xltargets.workbooks.contents import Contents, Sheet
    from xltargets.workbooks.sheet_reader import Surroundings

_SHEETS = 160
"""So many are kept: those of a unit's workbooks."""
_WORKBOOKS = 4


@dataclass(slots=True)
class _Sheet:
    sheet: Sheet
    frame: bytes | None
    hidden_rows: list[int]


@dataclass(slots=True)
class _Kept:
    sheets: dict[Hashable, _Sheet] = field(default_factory=dict)
    workbooks: dict[bytes, Contents] = field(default_factory=dict)


_KEPT: ContextVar[_Kept | None] = ContextVar("what was read", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Read each workbook and each sheet once in the meantime. Nobody may change what was read."""
    token = _KEPT.set(_Kept())
    try:
        yield
    finally:
        _KEPT.reset(token)


def recall_sheet(key: Hashable, around: Surroundings) -> bool:
    """Put into a sheet what was read from the same bytes; whether there was any."""
    kept = _KEPT.get()
    known = None if kept is None else kept.sheets.pop(key, None)
    if kept is None or known is None:
        return False
    kept.sheets[key] = known
    sheet, read = around.sheet, known.sheet
    sheet.cells, sheet.merged, sheet.protected = read.cells, read.merged, read.protected
    around.frame, around.hidden_rows = known.frame, known.hidden_rows
    return True


def remember_sheet(key: Hashable, around: Surroundings) -> None:
    """Keep a sheet that was read."""
    kept = _KEPT.get()
    if kept is not None:
        kept.sheets[key] = _Sheet(around.sheet, around.frame, around.hidden_rows)
        if len(kept.sheets) > _SHEETS:
            del kept.sheets[next(iter(kept.sheets))]


def bytes_if_remembering(path: Path) -> bytes:
    """A workbook's bytes to know it by; none where nothing is kept, or where it cannot be read."""
    try:
        is_asked = _KEPT.get() is not None and path.stat().st_size <= LARGEST_FILE
        return path.read_bytes() if is_asked else b""
    except OSError:
        return b""


def recall_workbook(data: bytes) -> Contents | None:
    """What was read from the same bytes."""
    kept = _KEPT.get()
    return None if kept is None else kept.workbooks.get(data)


def remember_workbook(data: bytes, contents: Contents) -> None:
    """Keep a workbook that was read."""
    kept = _KEPT.get()
    if kept is not None:
        kept.workbooks[data] = contents
        if len(kept.workbooks) > _WORKBOOKS:
            del kept.workbooks[next(iter(kept.workbooks))]
