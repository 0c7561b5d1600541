"""What was read of many workbooks, for rules that look at all of them: memory holds their fields, not
their tables and findings.

Tables and findings of those that were looked at last are at hand. The others lie in a temporary file that has no
name, which the system deletes when the run ends, however it ends; a run of few workbooks makes none.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
import weakref
import zlib
from collections import OrderedDict
from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, overload

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Collected, Extract
    from xltargets.validation.finding import Finding
    from xltargets.workbooks.contents import CellValue

K = TypeVar("K")
V = TypeVar("V")

AT_HAND = 128
"""So often are a workbook's tables or its findings in memory: for more workbooks than one unit has."""
_LAID_AWAY = ("places", "rows", "grids", "typed", "columns")
"""What of an extract is large, and is looked at unit by unit."""


class Shelf:
    """Takes the large parts of extracts, and gives them back when they are asked for."""

    def __init__(self, at_hand: int = AT_HAND) -> None:
        """Hold nothing yet."""
        self._most = at_hand
        self._at_hand: OrderedDict[int, tuple[Any, ...]] = OrderedDict()
        self._places: list[tuple[int, int] | None] = []
        """Where each lies in the file, and how long it is there; None while it was not laid away."""
        self._file: BinaryIO | None = None

    def put(self, report: Collected) -> Collected:
        """The same report, whose content lies here."""
        extract = None if report.extract is None else self._thin(report.extract)
        content = report.content
        if content is not None:
            content = self._thin(content) if extract is None else replace(extract, file=content.file)
        findings = Findings(self, self._keep(tuple(report.findings))) if report.findings else ()
        return replace(report, extract=extract, content=content, findings=findings)

    def _keep(self, what: tuple[Any, ...]) -> int:
        number = len(self._places)
        self._places.append(None)
        self._hold(number, what)
        return number

    def _thin(self, extract: Extract) -> Extract:
        number = self._keep(tuple(getattr(extract, name) for name in _LAID_AWAY))
        parts: dict[str, Any] = {name: Part(self, number, which) for which, name in enumerate(_LAID_AWAY)}
        # Each workbook came with texts of its own for the same fields and for what most of them say.
        fields = {sys.intern(key): _shared(value) for key, value in extract.fields.items()}
        return replace(extract, fields=fields, **parts)

    def taken(self, number: int) -> tuple[Any, ...]:
        """What was taken, and is at hand now."""
        if number in self._at_hand:
            self._at_hand.move_to_end(number)
        else:
            self._hold(number, self._fetched(number))
        return self._at_hand[number]

    def _hold(self, number: int, what: tuple[Any, ...]) -> None:
        self._at_hand[number] = what
        while len(self._at_hand) > self._most:
            self._lay_away(*self._at_hand.popitem(last=False))

    def _lay_away(self, number: int, what: tuple[Any, ...]) -> None:
        if self._places[number] is not None:
            return
        if self._file is None:
            # Without a buffer, which would be written when the program ends, and then could not be.
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (it is closed with the shelf)
            weakref.finalize(self, self._file.close)
        packed = zlib.compress(pickle.dumps(what, protocol=5), 1)
        self._places[number] = self._file.seek(0, 2), len(packed)
        rest = memoryview(packed)
        while rest:
            rest = rest[self._file.write(rest) :]

    def _fetched(self, number: int) -> tuple[Any, ...]:
        place = self._places[number]
        assert place is not None
        assert self._file is not None
        self._file.seek(place[0])
        found: tuple[Any, ...] = pickle.loads(zlib.decompress(self._file.read(place[1])))  # noqa: S301  (nobody else writes it)
        return found


def _shared(value: CellValue) -> CellValue:
    return sys.intern(value) if type(value) is str else value


class Part(Mapping[K, V]):
    """One part of an extract, as the dictionary that lies on the shelf."""

    __slots__ = ("_number", "_shelf", "_which")

    def __init__(self, shelf: Shelf, number: int, which: int) -> None:
        """Know where it lies."""
        self._shelf, self._number, self._which = shelf, number, which

    @property
    def _held(self) -> dict[K, V]:
        held: dict[K, V] = self._shelf.taken(self._number)[self._which]
        return held

    def __getitem__(self, key: K) -> V:
        return self._held[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def items(self) -> ItemsView[K, V]:
        """All of it at once: one look at the shelf."""
        return self._held.items()

    def values(self) -> ValuesView[V]:
        """As `items`."""
        return self._held.values()

    def __repr__(self) -> str:
        return repr(self._held)

    def __reduce__(self) -> tuple[type[dict[Any, Any]], tuple[dict[Any, Any]]]:
        return dict, (self._held,)


class Findings(Sequence["Finding"]):
    """What was found in a workbook, as the tuple that lies on the shelf."""

    __slots__ = ("_number", "_shelf")

    def __init__(self, shelf: Shelf, number: int) -> None:
        """Know where they lie."""
        self._shelf, self._number = shelf, number

    @property
    def _held(self) -> tuple[Finding, ...]:
        return self._shelf.taken(self._number)

    @overload
    def __getitem__(self, index: int) -> Finding: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...

    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return self._held[index]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __repr__(self) -> str:
        return repr(self._held)

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[tuple[Finding, ...]]]:
        return tuple, (self._held,)
