"""Calls of our functions: each distinct one is made once, and those of a column together where a function allows it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from xltargets.calc.arguments import Shape
from xltargets.calc.contract import Layout
from xltargets.functions import FUNCTIONS, answer
from xltargets.workbooks.program.arrays import Column
from xltargets.workbooks.program.ranges import Range
from xltargets.workbooks.program.signals import Pending, Unsure

if TYPE_CHECKING:
    from collections.abc import Callable

Call = tuple[Any, ...]
"""The name of a function, and its arguments."""
_MISSING: Final = object()
_TRUE, _FALSE = ("truth", True), ("truth", False)
_FEWEST = 4
"""So many calls are worth being made together."""


@lru_cache(maxsize=256)
def each_of(name: str) -> frozenset[int]:
    """Which arguments of a function may differ in one call; none where its result has another shape than theirs."""
    contract = FUNCTIONS[name].contract
    if contract.result.layout is not Layout.EACH:
        return frozenset()
    return frozenset(
        place for place, one in enumerate(contract.parameters) if one.kind.shape is Shape.EACH and not one.kind.clock
    )


@lru_cache(maxsize=256)
def running_argument(name: str) -> int | None:
    """The place of the argument whose first elements give the first rows of a function's result; None if none does."""
    contract = FUNCTIONS[name].contract
    if not contract.result.running:
        return None
    return [one.name for one in contract.parameters].index(contract.result.follows)


class Calls:
    """The calls of one workbook, and what they gave."""

    def __init__(self, clock: Callable[[], float] | None) -> None:
        """`clock` gives today as a serial number."""
        self._clock = clock
        self._made: dict[Call, Any] = {}
        self._waiting: dict[Call, Call] = {}

    def result(self, *call: Any) -> Any:
        """What a call gave; one that was not made yet is kept in mind, and its row has to wait."""
        # Python takes TRUE for 1 where it looks something up.
        key = call
        if True in call or False in call:
            key = tuple(_TRUE if one is True else _FALSE if one is False else one for one in call)
        try:
            found = self._made.get(key, _MISSING)
        except TypeError:  # an array that was worked out, which stands nowhere
            raise Unsure from None
        if found is _MISSING:
            self._waiting[key] = call
            raise Pending
        return found

    def at_once(self, *call: Any) -> Any:
        """What a call gives that is the same in all rows."""
        try:
            return self.result(*call)
        except Pending:
            self.make()
            return self.result(*call)

    def make(self) -> None:
        """Make all calls that rows wait for."""
        self._make_the_longest()
        alike: dict[Call, list[Call]] = {}
        for key, call in self._waiting.items():
            alike.setdefault(_what_is_alike(call), []).append(key)
        for keys in alike.values():
            calls = [self._waiting[key] for key in keys]
            each = _varying(calls[0])
            if len(calls) >= _FEWEST and each:
                results = self._together(calls, each)
            else:
                results = [self._alone(call) for call in calls]
            self._made.update(zip(keys, results, strict=True))
        self._waiting = {}

    def _make_the_longest(self) -> None:
        """Of calls that begin at the same cell and end one after the other, the longest tells the others too."""
        families: dict[Any, list[tuple[int, Call]]] = {}
        for key, call in self._waiting.items():
            place = running_argument(call[0])
            part = None if place is None else call[place + 1]
            if isinstance(part, Range) and part.width == 1:
                begins = (_beginning(one, part.size) for one in call[1:])
                families.setdefault((call[0], *begins), []).append((part.size, key))
        for family in families.values():
            size, longest = max(family, key=lambda one: one[0])
            found = self._alone(self._waiting[longest]) if len(family) >= _FEWEST else None
            if found.__class__ is list and len(found) == size:
                for rows, key in family:
                    self._made[key] = found[:rows]
                    del self._waiting[key]

    def _alone(self, call: Call) -> Any:
        return answer(call[0], [_cells(one) for one in call[1:]], self._clock).cells

    def _together(self, calls: list[Call], each: list[int]) -> list[Any]:
        arguments = [_cells(one) for one in calls[0][1:]]
        for place in each:
            arguments[place] = [[call[place + 1]] for call in calls]
        found = answer(calls[0][0], arguments, self._clock).cells
        if found.__class__ is list and len(found) == len(calls):
            return [row[0] for row in found]
        # An error of all is told by each for itself.
        return [self._alone(call) for call in calls]


def _varying(call: Call) -> list[int]:
    """The arguments of a call that are single numbers, texts or truth values, and may differ in one call."""
    several = each_of(call[0])
    return [place for place, one in enumerate(call[1:]) if place in several and _is_plain(one)]


def _is_plain(argument: Any) -> bool:
    return isinstance(argument, (float, str, bool))


def _what_is_alike(call: Call) -> Call:
    """What calls have in common that are made together. Errors and blanks are an argument's own matter: they differ."""
    varying = _varying(call)
    return (call[0], *((place in varying) or _marked(one) for place, one in enumerate(call[1:])))


def _beginning(argument: Any, size: int) -> Any:
    """Where a range of so many cells begins; any other argument as it is."""
    if isinstance(argument, Range) and argument.width == 1 and argument.size == size:
        return argument.base, argument.offset
    return _marked(argument)


def _marked(argument: Any) -> Any:
    return argument.__class__, argument


def _cells(argument: Any) -> Any:
    if isinstance(argument, Column):
        return [[one] for one in argument]
    return argument.rows if isinstance(argument, Range) else argument
