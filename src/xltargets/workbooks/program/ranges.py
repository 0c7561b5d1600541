"""Ranges of cells, and what is found out about one once: what stands where, in which order, and its sums."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.workbooks.program.scalars import Value, fold, may_be_number
from xltargets.workbooks.program.signals import DIV0, Unsure

if TYPE_CHECKING:
    from collections.abc import Sequence

_TRUTH = {True: ("truth", True), False: ("truth", False)}
"""Keys for truth values, which Python takes for the numbers 1 and 0."""


_MOST_KEPT = 64
"""The places for so many bounds are kept: what differs in every row is not worth it."""


class Range:
    """Cells of a rectangle, row by row."""

    base: Range
    offset = 0

    def __init__(self, flat: list[Value], height: int, width: int) -> None:
        """Take the cells."""
        self.flat, self.height, self.width = flat, height, width
        self.base = self
        self.size = height * width

    @cached_property
    def rows(self) -> list[list[Value]]:
        """The cells as our functions take them."""
        width = self.width
        return [self.flat[first : first + width] for first in range(0, self.size, width)]

    def part(self, first: int, size: int) -> Range:
        """Its rows from a place, counted from 0, on: the same object for the same part."""
        if size == self.height:
            return self
        key = first, size
        if key not in self._parts:
            width = self.width
            self._parts[key] = (
                Part(self, first, size)
                if width == 1
                else Range(self.flat[first * width : (first + size) * width], size, width)
            )
        return self._parts[key]

    @cached_property
    def _parts(self) -> dict[tuple[int, int], Range]:
        return {}

    # What all cells are like.

    @cached_property
    def error(self) -> CellError | None:
        """The first error in it."""
        return next((one for one in self.flat if one.__class__ is CellError), None)

    @cached_property
    def errors(self) -> frozenset[str]:
        """Which errors it holds, by their codes."""
        return frozenset(one.code for one in self.flat if one.__class__ is CellError)

    @cached_property
    def has_text(self) -> bool:
        """Whether it holds a text, even an empty one."""
        return any(one.__class__ is str for one in self.flat)

    @cached_property
    def has_truth(self) -> bool:
        """Whether it holds a truth value."""
        return any(one.__class__ is bool for one in self.flat)

    @cached_property
    def has_doubtful_text(self) -> bool:
        """Whether it holds a text that may be a number."""
        return any(one.__class__ is str and may_be_number(one) for one in self.flat)

    @cached_property
    def numbers(self) -> list[float]:
        """Its numbers, in order."""
        return [one for one in self.flat if one.__class__ is float]

    @cached_property
    def ordered(self) -> list[float]:
        """Its numbers, the least first."""
        return sorted(self.numbers)

    @cached_property
    def total(self) -> Value:
        """Their sum, added in order, or the first error."""
        return added(self.numbers) if self.error is None else self.error

    # Where what stands. A part asks the whole column, whose index serves all parts.

    @cached_property
    def _places(self) -> dict[Any, list[int]]:
        places: dict[Any, list[int]] = {}
        for place, value in enumerate(self.flat):
            kind = value.__class__
            key = fold(value) if kind is str else _TRUTH[value] if kind is bool else value
            if key in places:
                places[key].append(place)
            else:
                places[key] = [place]
        return places

    @cached_property
    def _ascending(self) -> tuple[list[float], list[int]]:
        pairs = sorted(((one, place) for place, one in enumerate(self.flat) if one.__class__ is float))
        return [one for one, _place in pairs], [place for _one, place in pairs]

    def _part(self, places: list[int]) -> list[int]:
        """Of places in the base those that lie here, counted from here."""
        if self.base is self:
            return places
        first, end = self.offset, self.offset + self.size
        inside = places[bisect_left(places, first) : bisect_left(places, end)]
        return [place - first for place in inside] if first else inside

    def holding(self, value: Value) -> list[int]:
        """Where exactly this stands: a number, a text in any case, a truth value, or None for a blank."""
        kind = value.__class__
        key = fold(value) if kind is str else _TRUTH[value] if kind is bool else value
        found = self.base._places.get(key)
        return self._part(found) if found else []

    def equal_to(self, value: Value) -> list[int]:
        """Where `range=value` holds, for a value that is no error; nobody changes what is given."""
        if value.__class__ is str and value and self.base is self:
            # As most are, and each is asked for in several columns. Of parts nothing is kept: there may be very many.
            found = self._of_texts.get(value)
            if found is None:
                found = self._of_texts[value] = self.holding(value)
            return found
        if value is None:
            like = [self.holding(one) for one in (None, "", 0.0, False)]
        elif value in ("", 0.0):  # False among them
            like = [self.holding(value), self.holding(None)]
        else:
            return self.holding(value)
        several = [one for one in like if one]
        return several[0] if len(several) == 1 else sorted(place for one in several for place in one)

    def equal_to_one_of(self, values: tuple[Value, ...]) -> tuple[list[int], frozenset[int]]:
        """Where one of some values stands that are no errors: in order, and to be asked for a place."""
        # Kept for texts alone: a number may be another in every row, and is the same as a truth value to Python.
        is_kept = self.base is self and all(one.__class__ is str for one in values)
        found = self._of_several.get(values) if is_kept else None
        if found is None:
            members = frozenset().union(*map(self.equal_to, values))
            found = sorted(members), members
            if is_kept:
                self._of_several[values] = found
        return found

    @cached_property
    def _of_several(self) -> dict[tuple[Value, ...], tuple[list[int], frozenset[int]]]:
        return {}

    @cached_property
    def _of_texts(self) -> dict[str, list[int]]:
        return {}

    def within(self, bounds: Sequence[tuple[str, float]]) -> list[int]:
        """Where numbers stand that keep to all bounds, such as `>=` 5; in order."""
        base = self.base
        key = tuple(bounds)
        found = base._kept.get(key)
        if found is None:
            values, places = base._ascending
            first, end = 0, len(values)
            for sign, bound in bounds:
                if sign == ">":
                    first = max(first, bisect_right(values, bound))
                elif sign == ">=":
                    first = max(first, bisect_left(values, bound))
                elif sign == "<":
                    end = min(end, bisect_left(values, bound))
                else:
                    end = min(end, bisect_right(values, bound))
            found = sorted(places[first:end])
            if len(base._kept) < _MOST_KEPT:
                base._kept[key] = found
        return self._part(found)

    @cached_property
    def _kept(self) -> dict[tuple[tuple[str, float], ...], list[int]]:
        return {}


class Part(Range):
    """Cells of a column from one place up to another; they are taken out only if somebody asks for them."""

    def __init__(self, base: Range, offset: int, size: int) -> None:
        """`offset` is where it begins in its base."""
        self.height, self.width, self.size = size, 1, size
        self.base, self.offset = base.base, base.offset + offset

    @cached_property
    def flat(self) -> list[Value]:  # type: ignore[override]
        """Its cells."""
        return self.base.flat[self.offset : self.offset + self.size]


def added(numbers: list[float]) -> float:
    """The sum of numbers one after the other, as a spreadsheet adds them."""
    total = 0.0
    for one in numbers:
        total += one
    return finite(total)


def finite(total: float) -> float:
    """A sum, if it is not beyond all numbers."""
    if total - total != 0.0:
        raise Unsure
    return total


def need_range(value: Any) -> Range:
    """A range where one must stand; an error in its place is left to the engine."""
    if isinstance(value, Range):
        return value
    raise Unsure


def mean(numbers: list[float]) -> Value:
    """Their mean, #DIV/0! of none."""
    return added(numbers) / len(numbers) if numbers else DIV0
