"""A folder that fills: a workbook is checked once it is complete and nobody has it open, and again when it changes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.fleets.edition import edition
from xltargets.fleets.keeping import kept
from xltargets.validation.paths import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xltargets.fleets.store import Store
    from xltargets.rollup.extraction import Collected
    from xltargets.validation.runner import Validator

PAUSE = 2.0
"""Between two looks, in seconds."""
SETTLED = 4.0
"""So long a file must be as it is before it counts as complete, in seconds."""


@dataclass(slots=True)
class _Seen:
    stamp: tuple[int, int]
    since: float
    told: bool = False


class Watch:
    """What is in a folder, look by look."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic, settled: float = SETTLED) -> None:
        """Know nothing yet."""
        self._folder = folder
        self._clock = clock
        self._settled = settled
        self._seen: dict[Path, _Seen] = {}
        self.fresh: list[Path] = []
        """What the last look saw for the first time, or otherwise than before."""

    def look(self) -> tuple[list[Path], list[Path]]:
        """The files that are complete and were not told as they are now, and those that are gone."""
        now = self._clock()
        files = expand([str(self._folder)]).files
        there = set(files)
        self.fresh = []
        gone = [file for file in self._seen if file not in there]
        for file in gone:
            del self._seen[file]
        return [file for file in files if self._is_complete(file, now)], gone

    def _is_complete(self, file: Path, now: float) -> bool:
        try:
            found = file.stat()
        except OSError:
            return False  # gone between the two questions
        stamp = found.st_size, found.st_mtime_ns
        seen = self._seen.get(file)
        if seen is None or seen.stamp != stamp:
            self._seen[file] = _Seen(stamp, now)
            self.fresh.append(file)
            return False
        if seen.told or now - seen.since < self._settled or is_open(file):
            return False
        seen.told = True
        return True


def is_open(file: Path) -> bool:
    """Whether a spreadsheet program has it open: Excel and LibreOffice say so by a file beside it."""
    name = file.name
    # Of a long name Excel leaves the first two characters out.
    return any(
        file.with_name(beside).exists()
        for beside in (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
        if beside != name
    )


def watched(
    folder: Path, validator: Validator, store: Store, jobs: int, watch: Watch | None = None, pause: float = PAUSE
) -> Iterator[Collected]:
    """The reports of what comes into a folder, until the run is interrupted. Each is judged by itself."""
    watch = watch or Watch(folder)
    day = str(validator.day)
    there = expand([str(folder)]).files
    store.begin(((str(file), file.name) for file in there), day, edition())
    try:
        while True:
            complete, gone = watch.look()
            for file in gone:
                store.forget(str(file))
            if watch.fresh:
                store.begin(((str(file), file.name) for file in watch.fresh), day, edition(), adding=True)
            if complete:
                yield from kept(complete, validator, store, min(jobs, len(complete)))
            store.write()
            time.sleep(pause)
    except KeyboardInterrupt:
        return
