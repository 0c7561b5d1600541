"""SUM and its kind, and SUMPRODUCT of any expression of ranges."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.workbooks.program.ranges import Range, added, mean, need_range
from xltargets.workbooks.program.scalars import Value
from xltargets.workbooks.program.signals import DIV0, Unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def cell(value: Value) -> Value:
    """A cell that a sum is given: what is no number in it is passed over."""
    return value if value.__class__ is float or value.__class__ is CellError else None


def given(value: Value) -> Value:
    """A value that a sum is given, which must be a number."""
    if value.__class__ is float or value.__class__ is CellError:
        return value
    raise Unsure


def _numbers(arguments: Sequence[Any]) -> Any:
    """The numbers of ranges, cells and values, or the first error."""
    if len(arguments) == 1 and isinstance(arguments[0], Range):
        only = arguments[0]
        return only.error if only.error is not None else only.numbers
    numbers: list[float] = []
    for one in arguments:
        if isinstance(one, Range):
            if one.error is not None:
                return one.error
            numbers += one.numbers
        elif one.__class__ is float:
            numbers.append(one)
        elif one is not None:
            return one
    return numbers


def sum_(*arguments: Any) -> Value:
    """SUM, and SUBTOTAL(109,…)."""
    if len(arguments) == 1 and isinstance(arguments[0], Range):
        return arguments[0].total
    numbers = _numbers(arguments)
    return numbers if numbers.__class__ is CellError else added(numbers)


def max_(*arguments: Any) -> Value:
    """MAX, 0 of nothing."""
    if len(arguments) == 2:
        one, other = arguments
        if one.__class__ is float and other.__class__ is float:
            return other if other > one else one  # as in most formulas: a bound and a number
    numbers = _numbers(arguments)
    return numbers if numbers.__class__ is CellError else max(numbers, default=0.0)


def min_(*arguments: Any) -> Value:
    """MIN, 0 of nothing."""
    if len(arguments) == 2:
        one, other = arguments
        if one.__class__ is float and other.__class__ is float:
            return other if other < one else one  # as in most formulas: a bound and a number
    numbers = _numbers(arguments)
    return numbers if numbers.__class__ is CellError else min(numbers, default=0.0)


def average(*arguments: Any) -> Value:
    """AVERAGE."""
    numbers = _numbers(arguments)
    return numbers if numbers.__class__ is CellError else mean(numbers)


def count(*arguments: Any) -> Value:
    """COUNT: how many numbers; errors are passed over."""
    return float(sum(len(one.numbers) if isinstance(one, Range) else one.__class__ is float for one in arguments))


def subtotal(kind: Value, cells: Any) -> Value:
    """SUBTOTAL of a sum. A workbook that is read has no hidden rows, as for the engine."""
    if kind not in (9.0, 109.0):
        raise Unsure
    return need_range(cells).total


def correl(one: Any, other: Any) -> Value:
    """CORREL over the pairs in which both are numbers."""
    first, second = need_range(one), need_range(other)
    errors = first.errors | second.errors
    if first.size != second.size or len(errors) > 1:
        raise Unsure  # which of them is told differs by program
    if errors:
        pairs = list(zip(first.flat, second.flat, strict=True))
        if any(
            CellError in (kinds := {type(one) for one in pair}) and not kinds <= {CellError, float} for pair in pairs
        ):
            raise Unsure
        return first.error or second.error
    pairs = [
        (left, right)
        for left, right in zip(first.flat, second.flat, strict=True)
        if left.__class__ is float and right.__class__ is float
    ]
    if len(pairs) < 2:
        return DIV0
    left_mean, right_mean = (added([pair[side] for pair in pairs]) / len(pairs) for side in (0, 1))
    together = added([(left - left_mean) * (right - right_mean) for left, right in pairs])
    left_spread = added([(left - left_mean) ** 2 for left, _right in pairs])
    right_spread = added([(right - right_mean) ** 2 for _left, right in pairs])
    if left_spread == 0.0 or right_spread == 0.0:
        return DIV0
    return together / math.sqrt(left_spread * right_spread)


def _elements(ranges: Sequence[Any], term: Callable[..., Value]) -> Any:
    """What an expression gives for each element of ranges of one shape, or the error of one."""
    cells = [need_range(one) for one in ranges]
    shape = (cells[0].height, cells[0].width)
    if any((one.height, one.width) != shape for one in cells):
        raise Unsure
    found = [term(*values) for values in zip(*(one.flat for one in cells), strict=True)]
    errors = {one.code for one in found if one.__class__ is CellError}
    if len(errors) > 1:
        raise Unsure  # which of them is told differs by program
    return CellError(errors.pop()) if errors else found


def sumproduct(ranges: Sequence[Any], term: Callable[..., Value]) -> Value:
    """SUMPRODUCT: the sum of `term` over the elements of ranges."""
    numbers = _elements(ranges, term)
    return numbers if numbers.__class__ is CellError else added(numbers)


def maxproduct(ranges: Sequence[Any], term: Callable[..., Value]) -> Value:
    """SUMPRODUCT(MAX(…)): the greatest of `term` over the elements of ranges."""
    numbers = _elements(ranges, term)
    if numbers.__class__ is CellError:
        return numbers
    if any(one.__class__ is not float for one in numbers):
        raise Unsure
    return max(numbers, default=0.0)
