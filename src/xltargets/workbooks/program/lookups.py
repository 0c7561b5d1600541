"""INDEX, MATCH, RANK and their kind."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from xltargets.errors import CellError
from xltargets.workbooks.program.ranges import Range, need_range
from xltargets.workbooks.program.scalars import Value, may_be_number
from xltargets.workbooks.program.signals import NA, NUM, REF, VALUE, Unsure


def _place(value: Value, most: int) -> Any:
    """A row or column of so many, counted from 1; an error where it is none."""
    kind = value.__class__
    if kind is float:
        if 1.0 <= value < most + 1:
            return int(value)
        if value >= 1.0:
            return REF
    elif kind is CellError:
        return value
    elif kind is str and not may_be_number(value):
        return VALUE
    raise Unsure  # 0 is all rows, and so is a blank


def index(looked_into: Any, place: Value) -> Value:
    """INDEX of a range of one column or one row: the cell at a place."""
    if looked_into.__class__ is CellError:
        raise Unsure
    if looked_into.width != 1 and looked_into.height != 1:
        raise Unsure
    if place.__class__ is float and 1.0 <= place < looked_into.size + 1:
        return looked_into.base.flat[looked_into.offset + int(place) - 1]
    found = _place(place, looked_into.size)
    return found if found.__class__ is CellError else looked_into.flat[found - 1]


def index_of_two(looked_into: Any, row: Value, column: Value) -> Value:
    """INDEX of a range with row and column."""
    cells = need_range(looked_into)
    below, right = _place(row, cells.height), _place(column, cells.width)
    if below.__class__ is CellError:
        return below
    return right if right.__class__ is CellError else cells.flat[(below - 1) * cells.width + right - 1]


def index_in(result: Any, row: Value, column: Value = None) -> Value:
    """INDEX of what a function gives, an error or a single value among it."""
    if result.__class__ is CellError:
        return result
    rows = result if result.__class__ is list else result.rows if isinstance(result, Range) else [[result]]
    if column is None:
        if len(rows) != 1 and len(rows[0]) != 1:
            raise Unsure
        found = _place(row, len(rows[0]) if len(rows) == 1 else len(rows))
        if found.__class__ is CellError:
            return found
        return rows[0][found - 1] if len(rows) == 1 else rows[found - 1][0]
    below, right = _place(row, len(rows)), _place(column, len(rows[0]))
    if below.__class__ is CellError:
        return below
    return right if right.__class__ is CellError else rows[below - 1][right - 1]


def row_of(looked_into: Any, row: Value) -> Any:
    """`INDEX(range,row,0)`: a whole row of a range, or an error."""
    cells = need_range(looked_into)
    found = _place(row, cells.height)
    if found.__class__ is CellError:
        return found
    first = (found - 1) * cells.width
    return Range(cells.flat[first : first + cells.width], 1, cells.width)


def span(cells: Any, first: Value, last: Value) -> Any:
    """`INDEX(one,first):INDEX(other,last)`, `cells` being all between the two columns; or an error."""
    looked_into = need_range(cells)
    begin, end = _place(first, looked_into.height), _place(last, looked_into.height)
    if begin.__class__ is CellError:
        return begin
    if end.__class__ is CellError:
        return end
    first_row, last_row = min(begin, end), max(begin, end)
    return looked_into.part(first_row - 1, last_row - first_row + 1)


def match(value: Value, looked_into: Any) -> Value:
    """MATCH(…,0): the first place that holds a value."""
    cells = need_range(looked_into)
    kind = value.__class__
    if kind is CellError:
        return value
    if value is None:
        value = 0.0
    elif kind is str and ("*" in value or "?" in value or "~" in value):
        raise Unsure
    found = cells.holding(value)
    return float(found[0] + 1) if found else NA


def match_sorted(value: Value, looked_into: Any) -> Value:
    """MATCH(…,1) of a number among ascending ones: the last place that is not greater."""
    cells = need_range(looked_into)
    if value.__class__ is CellError:
        return value
    if value.__class__ is not float or len(cells.numbers) != cells.size or cells.numbers != cells.ordered:
        raise Unsure
    found = bisect_right(cells.numbers, value)
    return float(found) if found else NA


def first_equal(cells: Any, value: Value) -> Value:
    """`MATCH(TRUE,INDEX(range=value,0),0)`: the first place that equals a value."""
    looked_into = need_range(cells)
    if value.__class__ is CellError:
        return NA
    found = looked_into.equal_to(value)
    return float(found[0] + 1) if found else NA


def rank(value: Value, among: Any, ascending: Value = 0.0) -> Value:
    """RANK of a number among others."""
    cells = need_range(among)
    if ascending.__class__ is not float:
        raise Unsure
    if cells.error is not None and value.__class__ is float:
        return cells.error
    if value.__class__ is CellError:
        return value
    if value.__class__ is not float:
        raise Unsure
    ordered = cells.ordered
    below, upto = bisect_left(ordered, value), bisect_right(ordered, value)
    if below == upto:
        return NA
    return float(below + 1 if ascending else len(ordered) - upto + 1)


def small(among: Any, place: Value) -> Value:
    """SMALL: the number at a place from the least on."""
    cells = need_range(among)
    if place.__class__ is not float or place < 1.0:
        raise Unsure
    if cells.error is not None:
        return cells.error
    return cells.ordered[int(place) - 1] if place < len(cells.numbers) + 1 else NUM
