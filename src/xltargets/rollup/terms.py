"""What somebody decided about a roll-up: the day to look from, and which of doubtful workbooks count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.units.days import today

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.ledger.file import LedgerFile


@dataclass(frozen=True, slots=True)
class Terms:
    """What a roll-up goes by."""

    now: float = field(default_factory=today)
    """The day of the run, as a serial number."""
    as_of: float | None = None
    """The day to look from; None takes the last one that all units have."""
    prefer: tuple[Path, ...] = ()
    """Files that count where it is doubtful which does."""
    separate: tuple[str, ...] = ()
    """Units whose names are near those of others, and that are units of their own."""
    ledger: LedgerFile | None = None
    """The closed months, where they were given."""

    @classmethod
    def of(
        cls, now: float, as_of: float | None = None, prefer: tuple[Path, ...] = (), separate: tuple[str, ...] = ()
    ) -> Terms:
        """The terms of a run; a day to look from that is yet to come moves the run there."""
        return cls(now if as_of is None else max(now, as_of), as_of, prefer, separate)
