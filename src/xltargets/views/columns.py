"""A column of cells as two arrays: what kind of thing each row holds, and one number that carries it.

A number is carried as itself, TRUE as 1, a text or an error by its place in the workbook's pool of texts. So cells are
compared, counted and looked up many at a time, and nothing has to stand for a value that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from xltargets.errors import CellError
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from xltargets.workbooks.contents import CellValue

    Mask = NDArray[np.bool_]

BLANK: Final = 0
TEXT: Final = 1
NUMBER: Final = 2
BOOLEAN: Final = 3
ERROR: Final = 4

_NO_TEXT: Final = 0
"""The place of the empty text in every pool: a cell that holds it is as good as blank."""


class Pool:
    """The texts of a workbook, each kept once. Columns carry their places here."""

    def __init__(self) -> None:
        """It begins with the empty text."""
        self.texts: list[str] = [""]
        self._places: dict[str, int] = {"": _NO_TEXT}
        self._normals: dict[int, int] = {}

    def place(self, text: str) -> int:
        """The place of a text, which is added if it is new."""
        found = self._places.get(text)
        if found is None:
            found = self._places[text] = len(self.texts)
            self.texts.append(text)
        return found

    def normal(self, place: int) -> int:
        """The place of a text as keys are compared: without case and stray spaces.

        >>> pool = Pool()
        >>> pool.texts[pool.normal(pool.place(" Ann  LEE"))]
        'ann lee'
        """
        found = self._normals.get(place)
        if found is None:
            found = self._normals[place] = self.place(name_key(self.texts[place]))
        return found


def _carried(value: object, pool: Pool) -> tuple[int, float]:
    """The kind and the number of a value that is neither a plain text nor a plain number."""
    if isinstance(value, str):
        return TEXT, pool.place(value)
    if isinstance(value, bool):
        return BOOLEAN, value
    if isinstance(value, CellError):
        return ERROR, pool.place(value.code)
    return NUMBER, value  # type: ignore[return-value]


@dataclass(frozen=True, eq=False)
class TypedColumn:
    """The cells of a column, from one row on. Its arrays are not to be changed."""

    pool: Pool = field(repr=False)
    start: int
    """The sheet row of the first cell."""
    kinds: NDArray[np.uint8]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, cells: Iterable[CellValue], pool: Pool | None = None, start: int = 1) -> TypedColumn:
        """Take what cells hold; columns that are to be compared share a pool.

        >>> column = TypedColumn.of([2.5, "Ann", None, True])
        >>> column.kinds.tolist(), column.values.tolist()
        ([2, 1, 0, 3], [2.5, 1.0, 0.0, 1.0])
        """
        held = list(cells)
        return cls.at(enumerate(held), len(held), pool, start)

    @classmethod
    def at(
        cls, cells: Iterable[tuple[int, CellValue]], length: int, pool: Pool | None = None, start: int = 1
    ) -> TypedColumn:
        """Take what some cells hold, by their places counted from 0; the others are blank.

        >>> TypedColumn.at([(1, "Ann")], 3).kinds.tolist()
        [0, 1, 0]
        """
        import numpy as np

        pool = pool or Pool()
        place_of = pool.place
        kinds = bytearray(length)
        values = [0.0] * length
        for place, value in cells:
            kind = value.__class__
            if kind is float:
                kinds[place] = NUMBER
                values[place] = value  # type: ignore[assignment]
            elif kind is str:
                kinds[place] = TEXT
                values[place] = place_of(value)  # type: ignore[arg-type]
            elif value is not None:
                kinds[place], values[place] = _carried(value, pool)
        return cls(pool, start, np.frombuffer(kinds, np.uint8), np.array(values, np.float64))

    def __len__(self) -> int:
        return len(self.kinds)

    @cached_property
    def kind(self) -> int | None:
        """The one kind of all its cells, None where they differ or there are none."""
        first = int(self.kinds[0]) if len(self) else None
        return first if first is not None and bool((self.kinds == first).all()) else None

    def value(self, position: int) -> CellValue:
        """What one cell holds, counted from 0."""
        kind, value = self.kinds[position], float(self.values[position])
        if kind == NUMBER:
            return value
        if kind == TEXT:
            return self.pool.texts[int(value)]
        if kind == BOOLEAN:
            return bool(value)
        return None if kind == BLANK else CellError(self.pool.texts[int(value)])

    def distinct(self) -> list[CellValue]:
        """What its cells hold, each once, in the order in which it stands there last.

        >>> TypedColumn.of(["Ann", None, 5.0, "Ann"]).distinct()
        [None, 5.0, 'Ann']
        """
        places = {held: n for n, held in enumerate(zip(self.kinds.tolist(), self.values.tolist(), strict=True))}
        return [self.value(place) for place in sorted(places.values())]

    def is_kind(self, kind: int) -> Mask:
        """Where it holds something of a kind."""
        found: Mask = self.kinds == kind
        return found

    @cached_property
    def is_empty(self) -> Mask:
        """Where nothing is filled in: blank, or a text without a character.

        >>> TypedColumn.of([None, "", 0.0, "x"]).is_empty.tolist()
        [True, True, False, False]
        """
        empty: Mask = (self.kinds <= TEXT) & (self.values == _NO_TEXT)
        return empty

    def texts(self) -> list[str | None]:
        """Each cell's text, None where it holds none."""
        texts = self.pool.texts
        pairs = zip(self.kinds.tolist(), self.values.tolist(), strict=True)
        return [texts[int(value)] if kind == TEXT else None for kind, value in pairs]

    def numbers(self) -> list[float | None]:
        """Each cell's number, None where it holds none."""
        pairs = zip(self.kinds.tolist(), self.values.tolist(), strict=True)
        return [value if kind == NUMBER else None for kind, value in pairs]

    def rows(self, where: Mask) -> list[int]:
        """The sheet rows of the cells that are marked."""
        found: list[int] = (where.nonzero()[0] + self.start).tolist()
        return found

    def positions(self, kind: int) -> NDArray[np.intp]:
        """The places, counted from 0, of the cells of a kind."""
        found: NDArray[np.intp] = (self.kinds == kind).nonzero()[0]
        return found

    def equals(self, other: TypedColumn) -> Mask:
        """Where two columns of one workbook hold the very same: a number is no text, and a case is a difference.

        >>> pool = Pool()
        >>> one, two = TypedColumn.of([1.0, "a", None], pool), TypedColumn.of([1.0, "A", None], pool)
        >>> one.equals(two).tolist()
        [True, False, True]
        """
        assert self.pool is other.pool, "texts of two workbooks have no common places"
        same: Mask = (self.kinds == other.kinds) & (self.values == other.values)
        return same

    @cached_property
    def keys(self) -> NDArray[np.intp]:
        """The places of what the cells hold as keys are compared, 0 for a cell that can be no key.

        A text counts without case and stray spaces, a number as it is written: 5 and "5" are the same key.
        """
        import numpy as np

        pool = self.pool
        found: dict[tuple[int, float], int] = {}
        keys = []
        for held in zip(self.kinds.tolist(), self.values.tolist(), strict=True):
            key = found.get(held)
            if key is None:
                kind, value = held
                key = 0
                if kind in (TEXT, ERROR):
                    key = pool.normal(int(value))
                elif kind == NUMBER:
                    key = pool.place(f"{value:.15g}")
                found[held] = key
            keys.append(key)
        return np.array(keys, np.intp)

    def has_repeats(self, among: Sequence[TypedColumn] = (), where: Mask | None = None) -> bool:
        """Whether any key stands in two of its rows, together with those of further columns.

        >>> TypedColumn.of(["Ann", None, "ANN "]).has_repeats(), TypedColumn.of(["Ann", None, None]).has_repeats()
        (True, False)
        """
        columns = [column.keys for column in (self, *among)]
        whole = columns[0] > 0 if where is None else where & (columns[0] > 0)
        for one in columns[1:]:
            whole = whole & (one > 0)
        found = list(zip(*(one[whole].tolist() for one in columns), strict=True))
        return len(set(found)) < len(found)

    def within(self, others: TypedColumn) -> Mask:
        """Where its key is one of another column's.

        >>> pool = Pool()
        >>> TypedColumn.of(["ann", "Bo", 5.0], pool).within(TypedColumn.of(["5", "Ann"], pool)).tolist()
        [True, False, True]
        """
        import numpy as np

        sought, offered = self.keys, others.keys
        known = np.zeros(len(self.pool.texts), np.bool_)
        known[offered[~others.is_empty]] = True
        found: Mask = known[sought]
        return found

    def slice(self, first: int, last: int) -> TypedColumn:
        """A part of it, from one place, counted from 0, up to and without another."""
        return TypedColumn(self.pool, self.start + first, self.kinds[first:last], self.values[first:last])


def places_of(column: TypedColumn, kind: int, wanted: Any) -> Mask:
    """Where a column holds one of the texts (or errors) for which `wanted(text)` is true; each is asked about once."""
    import numpy as np

    marked: Mask = column.kinds == kind
    texts = column.pool.texts
    held = set(column.values[marked].tolist())
    found = [place for place in held if wanted(texts[int(place)])]
    if len(found) == len(held):
        return marked
    return marked & np.isin(column.values, found) if found else np.zeros(len(column), np.bool_)
