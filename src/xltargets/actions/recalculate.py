"""Many workbooks worked out anew, each in a worker. The copy comes back as bytes: nothing half done is left."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import N_, Message, Phrase, Problem, system_reason
from xltargets.reporting.annotated.targets import at_hand
from xltargets.validation.limits import BROKEN_OFF
from xltargets.workbooks.problem import PackageProblem
from xltargets.workbooks.properties import stamp
from xltargets.workbooks.recalc import Recalculation, recalculate
from xltargets.workbooks.temporary import folder_beside

if TYPE_CHECKING:
    from collections.abc import Callable


def recalculated(source: Path, target: Path, clock: Callable[[], float]) -> Recalculation:
    """Write a copy with every formula worked out anew, and that it was saved now if a result is another one."""
    done = recalculate(source, target, clock)
    if done.changed:
        stamp(target, clock)
    return done


@dataclass(frozen=True, slots=True)
class Recalculated:
    """A workbook worked out anew, or why it was not."""

    file: Path
    content: bytes = b""
    done: Recalculation | None = None
    reason: Message | None = None


@dataclass(frozen=True)
class Recalculator:
    """What a worker does with each workbook."""

    now: float
    """The time at which they are worked out."""

    def check(self, file: Path) -> Recalculated:
        """The copy; never raises for anything that the workbook holds."""
        try:
            with at_hand(file) as source, folder_beside(Path(tempfile.gettempdir()) / source.name) as folder:
                target = folder / source.name
                done = recalculated(source, target, lambda: self.now)
                return Recalculated(file, target.read_bytes(), done)
        except (PackageProblem, Problem) as problem:
            return Recalculated(file, reason=problem)
        except MemoryError:
            return self.given_up(file, Phrase(N_("it needs more memory than is allowed")))
        except OSError as problem:
            return Recalculated(file, reason=Phrase(N_("It cannot be read: {reason}."), reason=system_reason(problem)))

    def given_up(self, file: Path, reason: Phrase) -> Recalculated:
        """That the work on one was broken off."""
        return Recalculated(file, reason=Phrase(BROKEN_OFF, reason=reason))
