"""COUNTIFS and its kind: criteria, and the places in ranges that meet all of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.workbooks.program.ranges import Range, added, mean, need_range
from xltargets.workbooks.program.scalars import Value, fold, ge, gt, le, lt, may_be_number
from xltargets.workbooks.program.signals import Unsure

if TYPE_CHECKING:
    from collections.abc import Callable

Criterion = tuple[str, Any]
"""A sign and what is compared with: `=` a number or text, `>` and its kind a number; or a word for what is there."""

_NUMBER = re.compile(r"(>=|<=|>|<)([0-9]+(?:\.[0-9]+)?)")
_WORDS = {"": "nothing", "<>": "anything", "?*": "letters"}
_SPECIAL = frozenset("*?~")
_SIGNS = frozenset("<>=")


@lru_cache(maxsize=4096)
def written(text: str) -> Criterion:
    """A criterion that stands as a text in a formula.

    >>> written(">0"), written("Won"), written("<>")
    (('>', 0.0), ('=', 'won'), ('anything', None))
    """
    if text in _WORDS:
        return _WORDS[text], None
    if (found := _NUMBER.fullmatch(text)) is not None:
        return found[1], float(found[2])
    if text[0] in "<>=" or may_be_number(text) or not _SPECIAL.isdisjoint(text):
        raise Unsure
    return "=", fold(text)


def is_(value: Value) -> Criterion | CellError:
    """The criterion that a cell's value is.

    An error is one as well, and the function gives it, in formualizer and LibreOffice; Excel looks for cells with it.
    """
    if value.__class__ is float:
        return "=", value
    if value.__class__ is str:
        return written(value)
    if value is None:
        return "=", 0.0  # a blank counts as the number
    if isinstance(value, CellError):
        return value
    raise Unsure


def by(sign: str, value: Value) -> Criterion | CellError:
    """A criterion such as `">="&value`, of a number; beside a text only texts are compared."""
    if value.__class__ is float:
        return sign, value
    if isinstance(value, CellError):
        return value
    if value.__class__ is not str or not _SPECIAL.isdisjoint(value) or may_be_number(value) or value[:1] in _SIGNS:
        raise Unsure
    return (f"{sign} word", value) if value else (f"{sign} text", None)


def _check(tested: Range, criterion: Criterion) -> None:
    """A number is compared with texts that look like one, and 1 with TRUE, in each program as it likes."""
    sign, value = criterion
    if sign == "=" and value.__class__ is float:
        base = tested.base
        if base.has_doubtful_text or (base.has_truth and value in (0.0, 1.0)):
            raise Unsure


def _places(tested: Range, criterion: Criterion) -> list[int]:
    """Where a range meets a criterion, in order."""
    sign, value = criterion
    if sign == "=":
        return tested.holding(value)
    if sign in _TESTS:
        test = _TESTS[sign]
        return [place for place, one in enumerate(tested.flat) if test(one)]
    if sign in _BESIDE_A_WORD:
        return [place for place, one in enumerate(tested.flat) if _meets(one, criterion)]
    return tested.within((criterion,))


_TESTS: dict[str, Callable[[Value], bool]] = {
    "nothing": lambda one: one is None or one == "",
    "anything": lambda one: one is not None,
    "letters": lambda one: one.__class__ is str and one != "",
    "> text": lambda one: one.__class__ is str and one != "",
    ">= text": lambda one: one.__class__ is str,
    "< text": lambda one: False,  # noqa: ARG005
    "<= text": lambda one: one.__class__ is str and one == "",
}
_BESIDE_A_WORD: dict[str, Callable[[Value, Value], Value]] = {
    "> word": gt,
    ">= word": ge,
    "< word": lt,
    "<= word": le,
}
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    ">": lambda one, bound: one.__class__ is float and one > bound,
    ">=": lambda one, bound: one.__class__ is float and one >= bound,
    "<": lambda one, bound: one.__class__ is float and one < bound,
    "<=": lambda one, bound: one.__class__ is float and one <= bound,
}


def _meets(one: Value, criterion: Criterion) -> bool:
    sign, value = criterion
    if sign == "=":
        return bool(one.__class__ is value.__class__ and (fold(one) if one.__class__ is str else one) == value)
    if sign in _BESIDE_A_WORD:
        return one.__class__ is str and bool(_BESIDE_A_WORD[sign](one, value))
    return _TESTS[sign](one) if sign in _TESTS else _COMPARED[sign](one, value)


def matching(*pairs: Any) -> list[int]:
    """The places that meet all criteria; `pairs` are ranges of one shape and criteria in turn."""
    tested = [need_range(one) for one in pairs[::2]]
    criteria = pairs[1::2]
    shape = (tested[0].height, tested[0].width)
    for one, criterion in zip(tested, criteria, strict=True):
        if (one.height, one.width) != shape:
            raise Unsure
        _check(one, criterion)
    if len(criteria) == 1:
        return _places(tested[0], criteria[0])
    # Equalities are looked up at once; of the others only as much is asked as is needed.
    used: set[int]
    exact = [place for place, criterion in enumerate(criteria) if criterion[0] == "="]
    if exact:
        found = {place: _places(tested[place], criteria[place]) for place in exact}
        best = min(found, key=lambda place: len(found[place]))
        places, used = found[best], {best}
    else:
        places, used = _bounded(tested, criteria)
    for place, criterion in enumerate(criteria):
        if place not in used and places:
            base, first = tested[place].base.flat, tested[place].offset
            places = [one for one in places if _meets(base[first + one], criterion)]
    return places


def _bounded(tested: list[Range], criteria: Any) -> tuple[list[int], set[int]]:
    """The places that keep to the bounds of one range, and which criteria those were."""
    first = next((place for place, one in enumerate(criteria) if one[0] in _COMPARED), None)
    if first is None:
        return _places(tested[0], criteria[0]), {0}
    used = {place for place, one in enumerate(criteria) if one[0] in _COMPARED and tested[place] is tested[first]}
    return tested[first].within([criteria[place] for place in sorted(used)]), used


def _error(criteria: tuple[Any, ...]) -> CellError | None:
    """The error that stands in the place of a criterion."""
    errors = {one.code for one in criteria if one.__class__ is CellError}
    if len(errors) > 1:
        raise Unsure  # which of them is told differs by program
    return CellError(errors.pop()) if errors else None


def countifs(*pairs: Any) -> Value:
    """COUNTIFS and COUNTIF."""
    error = _error(pairs[1::2])
    return float(len(matching(*pairs))) if error is None else error


def sumifs(summed: Any, *pairs: Any) -> Value:
    """SUMIFS: the sum of the numbers in matching places, or the first error there."""
    numbers = _numbers(need_range(summed), pairs)
    return numbers if numbers.__class__ is CellError else added(numbers)


def averageif(tested: Any, criterion: Criterion) -> Value:
    """AVERAGEIF over the range that is tested."""
    numbers = _numbers(need_range(tested), (tested, criterion))
    return numbers if numbers.__class__ is CellError else mean(numbers)


def _numbers(summed: Range, pairs: tuple[Any, ...]) -> Any:
    if (error := _error(pairs[1::2])) is not None:
        return error
    places = matching(*pairs)
    tested = pairs[0]
    if (summed.height, summed.width) != (tested.height, tested.width):
        raise Unsure
    numbers = []
    flat = summed.flat
    for place in places:
        one = flat[place]
        if one.__class__ is float:
            numbers.append(one)
        elif one.__class__ is CellError:
            return one
        elif one.__class__ is bool:
            raise Unsure
    return numbers
