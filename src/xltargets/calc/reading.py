"""How a value is read as a kind of argument: numbers with NaN for what is missing, words, tables as columns."""

from __future__ import annotations

import datetime
import numbers
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.calc.arguments import Blank, Content, Kind, Shape
from xltargets.calc.ranges import as_array, is_gap, is_many
from xltargets.calc.refusals import refuse
from xltargets.errors import (
    N_,
    CellError,
    ErrorInInput,
    InputProblem,
    NumProblem,
    Phrase,
    ValueProblem,
)
from xltargets.units.days import EPOCH
from xltargets.units.names import fold_case, name_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def read(kind: Kind, value: Any, argument: str, default: Any = None) -> Any:
    """A value as the function wants it: a float, a string, an array, or for a table a tuple of columns.

    Numbers come as float64 with NaN for what is missing. Raises an `InputProblem` for anything else.

    >>> read(Kind(Shape.RANGE, blank=Blank.ZERO, least=0), [1, None, 3], "weights")
    array([1., 0., 3.])
    """
    if kind.shape is Shape.ONE:
        return _read_one(kind, value, argument)
    if kind.shape is Shape.EACH:
        return _read_each(kind, value, argument, default)
    if kind.shape is Shape.TABLE:
        return _read_table(kind, value, argument)
    array = as_array(value, argument)
    if kind.shape is Shape.LINE:
        array = _as_line(array, argument)
    elif array.ndim == 0:
        array = array.reshape(1)
    return _read_elements(kind, array, argument)


def _as_line(array: NDArray[Any], argument: str) -> NDArray[Any]:
    if array.ndim == 2 and 1 not in array.shape:
        raise ValueProblem(
            argument,
            Phrase(
                N_("a range of {rows} {rows:row|rows} and {columns} {columns:column|columns}"),
                rows=array.shape[0],
                columns=array.shape[1],
            ),
            N_("expected a single row or column"),
        )
    return array.reshape(-1)


def _read_one(kind: Kind, value: Any, argument: str) -> Any:
    if type(value) is float and kind.content is Content.NUMBER and not kind.whole:
        # The hot path: one number in one cell.
        if value - value == 0.0:
            _check_limits(kind, value, argument)
            return value
        raise NumProblem(argument, value, N_("expected a finite number"))
    if isinstance(value, np.ndarray) or is_many(value):
        array = as_array(value, argument)
        if array.size != 1:
            raise ValueProblem(
                argument,
                Phrase(N_("a range of {count} {count:cell|cells}"), count=array.size),
                N_("expected a single value"),
            )
        value = array.reshape(-1)[0]
    element = np.empty(1, dtype=object)
    element[0] = value
    try:
        result = _read_elements(kind, element, argument)[0]
    except InputProblem as problem:
        problem.element = problem.where = None
        raise
    if kind.whole:
        return int(result)
    return result.item() if isinstance(result, np.generic) else result


def _read_each(kind: Kind, value: Any, argument: str, default: Any) -> Any:
    if type(value) is float or value is None or isinstance(value, (str, bool, int, CellError)):
        if value is None and (default is not None or kind.blank is Blank.MISSING):
            value = float("nan") if default is None else default
            if value != value:  # noqa: PLR0124  (NaN: missing)
                return value
        return _read_one(kind, value, argument)
    array = as_array(value, argument)
    if array.ndim == 0:
        return _read_one(kind, array.item(), argument)
    if default is not None and array.dtype == object:
        blank = _blanks(array)
        if blank.any():
            array = array.copy()
            array[blank] = default
    return _read_elements(kind, array, argument)


def _blanks(array: NDArray[Any]) -> NDArray[np.bool_]:
    nothing: Any = None
    blank: NDArray[np.bool_] = np.equal(array, nothing).astype(bool)
    return blank


def _read_table(kind: Kind, value: Any, argument: str) -> Any:
    array = as_array(value, argument)
    most, least = len(kind.columns), len(kind.columns) - kind.spare
    if array.ndim < 2:
        array = array.reshape(1, -1) if array.size > 1 and least <= array.size <= most else array.reshape(-1, 1)
    if kind.columns and not least <= array.shape[1] <= most:
        found = Phrase(N_("a range of {count} {count:column|columns}"), count=array.shape[1])
        if least < most:
            raise ValueProblem(argument, found, N_("expected {least} to {most} columns"), least=least, most=most)
        raise ValueProblem(argument, found, N_("expected {wanted} columns"), wanted=most)
    if not kind.columns:
        return _read_elements(kind, array, argument)
    array = _used(array, least, argument)
    columns = tuple(
        _read_column(column, array[:, index], argument, index, array.shape[1])
        for index, column in enumerate(kind.columns[: array.shape[1]])
    )
    if kind.ascending:
        _check_ascending(columns[0], argument, array.shape[1])
    return columns + (None,) * (most - len(columns))


def _used(table: NDArray[Any], least: int, argument: str) -> NDArray[Any]:
    """A table without the rows, and the columns beyond the `least` that it needs, that are blank throughout.

    People select a few rows too many; a row that is blank throughout is no row.
    """
    if table.dtype != object:
        return table
    blank = _blanks(table)
    table = table[~blank.all(axis=1)]
    if not len(table):
        raise ValueProblem(argument, Phrase(N_("blank cells only")), N_("expected at least one row"))
    width = table.shape[1]
    while width > least and blank[:, width - 1].all():
        width -= 1
    return table[:, :width]


def _check_ascending(first: NDArray[Any], argument: str, width: int) -> None:
    falls = np.flatnonzero(np.diff(first) <= 0)
    if falls.size:
        row = int(falls[0]) + 1
        raise NumProblem(
            argument,
            float(first[row]),
            N_("expected more than the {before} of the row above"),
            element=row * width + 1,
            before=f"{first[row - 1]:.15g}",
        )


def _read_column(kind: Kind, cells: NDArray[Any], argument: str, index: int, width: int) -> Any:
    try:
        return _read_elements(kind, cells, argument)
    except InputProblem as problem:
        if problem.element is not None:
            problem.element = (problem.element - 1) * width + index + 1
        problem.where = None
        raise


def _read_elements(kind: Kind, array: NDArray[Any], argument: str) -> NDArray[Any]:
    if kind.content in (Content.NUMBER, Content.DAY):
        return _read_numbers(kind, array, argument)
    if kind.content is Content.KEY and array.dtype.kind in "iuf" and np.isfinite(array).all():
        return array.astype(np.float64)
    convert = _ELEMENT_READERS[kind.content]
    result = np.empty(array.shape, dtype=object)
    flat = result.reshape(-1)
    for index, one in enumerate(array.reshape(-1).tolist()):
        try:
            flat[index] = convert(kind, one, argument)
        except InputProblem as problem:
            problem.element = index + 1
            if kind.shape is Shape.EACH:
                problem.where = _marks(array.shape, index)
            raise
    return result


def _read_numbers(kind: Kind, array: NDArray[Any], argument: str) -> NDArray[np.float64]:
    if array.dtype.kind in "iuf":
        result = array.astype(np.float64)
    elif array.dtype.kind == "M":
        result = _serials(array)
    else:
        result = _numbers_from_objects(kind, array, argument)
    missing = np.isnan(result)
    if kind.blank is not Blank.MISSING:
        refuse(missing, NumProblem, argument, result, N_("expected a finite number"))
    refuse(np.isinf(result), NumProblem, argument, result, N_("expected a finite number"))
    if kind.whole:
        refuse(result != np.floor(result), NumProblem, argument, result, N_("expected a whole number"))
    if kind.content is Content.DAY:
        result = np.floor(result)
    _check_limits(kind, result, argument)
    return result


def _numbers_from_objects(kind: Kind, array: NDArray[Any], argument: str) -> NDArray[np.float64]:
    result = np.empty(array.size, dtype=np.float64)
    wrong: list[int] = []
    blanks: list[int] = []
    cells = array.reshape(-1).tolist()
    for index, one in enumerate(cells):
        if type(one) is float:
            result[index] = one
        elif one is None:
            blanks.append(index)
            result[index] = 0.0 if kind.blank is Blank.ZERO else np.nan
        elif isinstance(one, CellError):
            raise ErrorInInput(argument, one, element=index + 1)
        elif (number := _number(one)) is None:
            wrong.append(index)
            result[index] = 0.0
        else:
            result[index] = number
    if blanks and kind.blank is Blank.REFUSED:
        wrong = sorted(wrong + blanks)
    if wrong:
        mask = _marks(array.shape, wrong)
        expected = N_("expected a date") if kind.content is Content.DAY else N_("expected a number")
        refuse(mask, ValueProblem, argument, array, expected)
    return result.reshape(array.shape)


def _marks(shape: tuple[int, ...], indices: int | list[int]) -> NDArray[np.bool_]:
    mask = np.zeros(int(np.prod(shape)), dtype=bool)
    mask[indices] = True
    return mask.reshape(shape)


def _number(one: Any) -> float | None:
    if isinstance(one, (bool, np.bool_, str, complex)):
        return None
    if is_gap(one):
        return float("nan")
    if isinstance(one, (numbers.Real, Decimal)):
        try:
            return float(one)
        except OverflowError:
            return float("inf")
    if isinstance(one, (datetime.date, np.datetime64)):
        if isinstance(one, datetime.datetime):
            one = one.replace(tzinfo=None)
        return float(_serials(np.array([one], dtype="datetime64[s]"))[0])
    return None


_EPOCH = np.datetime64(EPOCH, "s")
_DAY_SECONDS = 86400.0


def _serials(dates: NDArray[Any]) -> NDArray[np.float64]:
    """Dates as the serial numbers of a spreadsheet's 1900 system (right from 1 March 1900 on)."""
    passed = (dates.astype("datetime64[s]") - _EPOCH).astype(np.float64)
    serial: NDArray[np.float64] = np.where(np.isnat(dates), np.nan, passed) / _DAY_SECONDS
    return serial


def _check_limits(kind: Kind, value: Any, argument: str) -> None:
    if kind.least is not None and kind.most is not None:
        refuse(
            (value < kind.least) | (value > kind.most),
            NumProblem,
            argument,
            value,
            N_("expected {least} to {most}"),
            least=f"{kind.least:g}",
            most=f"{kind.most:g}",
        )
    elif kind.least is not None:
        refuse(value < kind.least, NumProblem, argument, value, N_("expected {least} or more"), least=f"{kind.least:g}")
    elif kind.above is not None:
        refuse(
            value <= kind.above, NumProblem, argument, value, N_("expected more than {above}"), above=f"{kind.above:g}"
        )


def _read_word(kind: Kind, one: Any, argument: str) -> str:
    if isinstance(one, CellError):
        raise ErrorInInput(argument, one)
    if isinstance(one, str):
        word = name_key(one)
        for known in kind.words:
            if word == name_key(known):
                return known
    raise ValueProblem(argument, one, N_("expected one of: {words}"), words=", ".join(kind.words))


def _read_text(kind: Kind, one: Any, argument: str) -> str:
    if isinstance(one, CellError):
        raise ErrorInInput(argument, one)
    if one is None:
        if kind.blank is Blank.REFUSED:
            raise ValueProblem(argument, one, N_("expected a text"))
        return ""
    if isinstance(one, str):
        return one
    if isinstance(one, (bool, np.bool_)):
        return "TRUE" if one else "FALSE"
    if (number := _number(one)) is not None:
        return f"{number:.15g}"
    raise ValueProblem(argument, one, N_("expected a text"))


def _read_flag(_kind: Kind, one: Any, argument: str) -> bool:
    if isinstance(one, CellError):
        raise ErrorInInput(argument, one)
    if isinstance(one, (bool, np.bool_)):
        return bool(one)
    number = _number(one)
    if number is None or number != number:  # noqa: PLR0124  (NaN)
        raise ValueProblem(argument, one, N_("expected TRUE or FALSE"))
    return number != 0


def _read_label(_kind: Kind, one: Any, argument: str) -> str | float | bool:
    """What a cell shows for a band: a number stays one."""
    if isinstance(one, CellError):
        raise ErrorInInput(argument, one)
    if isinstance(one, (str, bool)):
        return one
    number = None if one is None else _number(one)
    if number is None or number - number != 0:
        raise ValueProblem(argument, one, N_("expected a text or a number"))
    return number


def _read_key(kind: Kind, one: Any, argument: str) -> str | float:
    """What a lookup compares: text without regard to case, as a spreadsheet does; numbers as numbers."""
    if isinstance(one, CellError):
        raise ErrorInInput(argument, one)
    if one is None:
        if kind.blank is Blank.REFUSED:
            raise ValueProblem(argument, one, N_("expected a text or a number"))
        return ""
    if isinstance(one, str):
        return fold_case(one)
    if isinstance(one, (bool, np.bool_)):
        return "true" if one else "false"
    number = _number(one)
    if number is None or number - number != 0:
        raise ValueProblem(argument, one, N_("expected a text or a number"))
    return number


_ELEMENT_READERS: dict[Content, Callable[[Kind, Any, str], Any]] = {
    Content.WORD: _read_word,
    Content.TEXT: _read_text,
    Content.FLAG: _read_flag,
    Content.KEY: _read_key,
    Content.LABEL: _read_label,
}
