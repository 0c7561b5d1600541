"""Several submissions of one workbook: which is the newest, and when that cannot be told.

The name of a file decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.units.days import serial_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xltargets.workbooks.contents import CellValue, Saved

SHOWN = 3
"""Cells that are named one by one."""
TOLERANCE = 1.0
"""Days that a clock may be ahead: files keep the time of Greenwich, and people their own."""

Meaning = tuple[str, ...]
"""Where something is typed, whatever the row: table, key of the row, column."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One submission."""

    file: str
    saved: Saved
    typed: Mapping[Meaning, tuple[CellValue, str]]
    """What people typed, and the cell."""

    @property
    def values(self) -> dict[Meaning, CellValue]:
        """What people typed."""
        return {meaning: value for meaning, (value, _cell) in self.typed.items()}


SUPERSEDED = N_("{other} is newer")
SAME = N_("{other} is already there for {unit}, and holds the same")
NO_ORDER = N_("it and {other} differ in {cells}, and nothing says which is newer; say which counts with --prefer")
LACKS = N_(
    "{other} was saved later and lacks what {file} has in {cells}; say which counts with --prefer, or send both in one"
)
FORKED = N_("it and {other} were both changed since the same state: {cells}; say which counts with --prefer")
NOT_PREFERRED = N_("{other} was preferred to it")
AHEAD = N_("it was saved on {day}, which has not come yet; check the clock of the computer it comes from")


def is_ahead(saved: Saved, now: float) -> bool:
    """Whether its time lies after the run's clock, so that it proves nothing."""
    return saved.modified is not None and serial_of(saved.modified) >= now // 1 + 1 + TOLERANCE


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a submission does not count."""

    reason: Phrase
    is_superseded: bool
    """Whether another of the same counts in its place, or it is still to be decided."""


def order(copies: Sequence[Copy], now: float, preferred: Iterable[str] = (), unit: str = "") -> dict[str, Verdict]:
    """Which submissions of one unit, kind and year do not count, and why. The one that is not named counts.

    The newest is that of the highest revision, then the one that was saved last. Where the time proves nothing, where
    the newest lacks what an older one has typed, or where both were changed since the same state, none counts.
    """
    wanted = [copy for copy in copies if copy.file in set(preferred)]
    if len(wanted) == 1:
        others = [copy for copy in copies if copy is not wanted[0]]
        return {copy.file: Verdict(Phrase(NOT_PREFERRED, other=wanted[0].file), True) for copy in others}
    found: dict[str, Verdict] = {}
    ranked = sorted(copies, key=lambda copy: (copy.saved.revision, _time(copy)), reverse=True)
    distinct: list[Copy] = []
    for copy in ranked:
        twin = next((one for one in distinct if one.values == copy.values), None)
        if twin is None:
            distinct.append(copy)
        else:
            found[copy.file] = Verdict(Phrase(SAME, other=twin.file, unit=unit), True)
    newest, *older = distinct
    doubts = [doubt for copy in older if (doubt := _doubt(newest, copy, now)) is not None]
    if doubts:
        found[newest.file] = Verdict(doubts[0], False)
    for copy in older:
        doubt = _doubt(newest, copy, now)
        if doubt is not None:
            values = {**doubt.values, "other": newest.file}
            found[copy.file] = Verdict(Phrase(doubt.message, **values), False)
        else:
            found[copy.file] = Verdict(Phrase(SUPERSEDED, other=newest.file), True)
    return found


def _time(copy: Copy) -> float:
    return 0.0 if copy.saved.modified is None else serial_of(copy.saved.modified)


def _doubt(newest: Copy, older: Copy, now: float) -> Phrase | None:
    """Why it is not sure that the one replaces the other."""
    theirs, ours = newest.values, older.values
    differing = _cells(older, [key for key in ours if theirs.get(key) != ours[key]])
    differing = differing or _cells(newest, [key for key in theirs if key not in ours])
    if newest.saved.revision == older.saved.revision:
        times = newest.saved.modified, older.saved.modified
        if None in times or times[0] == times[1] or is_ahead(newest.saved, now):
            return Phrase(NO_ORDER, other=older.file, cells=differing)
    elif _is_fork(newest, older):
        return Phrase(FORKED, other=older.file, cells=differing)
    lacking = [key for key in older.typed if key not in newest.typed]
    if lacking:
        return Phrase(LACKS, other=newest.file, file=older.file, cells=_cells(older, lacking))
    return None


def _is_fork(newest: Copy, older: Copy) -> bool:
    """Whether the older one was saved after the state that the newest was made from."""
    base, last = newest.saved.based_on, older.saved.modified
    return base is not None and last is not None and last > base


def _cells(copy: Copy, meanings: list[Meaning]) -> str:
    cells = list(dict.fromkeys(copy.typed[meaning][1] for meaning in meanings))
    return ", ".join(cells[:SHOWN]) + (" …" if len(cells) > SHOWN else "")
