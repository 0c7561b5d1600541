"""What a worksheet function promises: its arguments' kinds, its defaults, and the shape of its result.

`@worksheet_function` reads them off the signature once, and from then on reads every argument by its kind before the
function's own lines run. So a function body is arithmetic only.
"""

from __future__ import annotations

import functools
import inspect
import math
import types
import typing
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import numpy as np

from xltargets.calc.arguments import Blank, Kind, Shape
from xltargets.calc.keywords import NOT_GIVEN, lined_up
from xltargets.calc.ranges import as_array, gaps_in, is_many
from xltargets.calc.reading import read
from xltargets.errors import N_, InputProblem, NumProblem, Phrase, ValueProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

P = ParamSpec("P")
R = TypeVar("R")


class Layout(Enum):
    """The shape of a result."""

    ONE = "one value"
    EACH = "the shape of the vectorised arguments"
    LIKE = "the shape of the range it follows"
    ALONG = "a row or a column, as the range it follows"
    ROWS = "a row of results for each element; turned when the range it follows is a row"
    BLOCK = "a fixed block"


@dataclass(frozen=True, slots=True)
class Result:
    """What a function gives back, and which argument's orientation it follows."""

    layout: Layout = Layout.ONE
    follows: str = ""
    running: bool = False
    """Whether its first rows follow from the first elements of that argument, and of others as long, alone."""


Number = Annotated[float, Result()]
Word = Annotated[str, Result()]
Each = Annotated[Any, Result(Layout.EACH)]
Block = Annotated[Any, Result(Layout.BLOCK)]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a worksheet function."""

    name: str
    kind: Kind
    required: bool
    default: Any


@dataclass(frozen=True, slots=True)
class Contract:
    """A function's arguments and result."""

    parameters: tuple[Parameter, ...]
    result: Result

    @property
    def vectorised(self) -> bool:
        """Whether any argument is worked out element by element."""
        return any(parameter.kind.shape is Shape.EACH for parameter in self.parameters)


def worksheet_function(function: Callable[P, R]) -> Callable[P, R]:
    """Check the arguments of `function` by its annotations, and keep its contract for the hosts."""
    contract: Contract | None = None

    def find_contract() -> Contract:
        nonlocal contract
        if contract is None:
            contract = _contract_of(function)
        return contract

    @functools.wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        known = find_contract()
        given = lined_up(function.__name__, known.parameters, args, kwargs)
        try:
            return _worked_out(function, known, given)
        except InputProblem as problem:
            if problem.where is None or not known.vectorised:
                raise
            spoilt = _gaps(known, given)
            if spoilt is None:
                raise
        return _around_gaps(function, known, given, spoilt)

    checked.find_contract = find_contract  # type: ignore[attr-defined]
    return checked


def _worked_out(function: Callable[P, R], contract: Contract, given: Sequence[Any]) -> R:
    """The result for arguments in order, each read by its kind first."""
    values = [
        parameter.default if value is NOT_GIVEN else _read_argument(parameter, value)
        for parameter, value in zip(contract.parameters, given, strict=True)
    ]
    if contract.vectorised:
        common_shape(contract, values)
    try:
        with np.errstate(all="ignore"):
            result = function(*values)  # type: ignore[call-arg]
    except ArithmeticError:
        raise _overflow() from None
    if isinstance(result, (float, np.generic, np.ndarray)):
        _check_finite(result)
        if isinstance(result, np.generic) or (isinstance(result, np.ndarray) and result.ndim == 0):
            plain: R = result.item()
            return plain
    return result


def _gaps(contract: Contract, given: Sequence[Any]) -> dict[int, Any] | None:
    """The vectorised arguments that are ranges, if a NaN or NA stands in one that needs a value there."""
    ranges, any_gap = {}, False
    for index, (parameter, value) in enumerate(zip(contract.parameters, given, strict=True)):
        if parameter.kind.shape is Shape.EACH and is_many(value):
            ranges[index] = as_array(value, parameter.name)
            any_gap = any_gap or (parameter.kind.blank is not Blank.MISSING and bool(gaps_in(ranges[index]).any()))
    return ranges if any_gap else None


def _around_gaps(function: Callable[P, R], contract: Contract, given: Sequence[Any], ranges: dict[int, Any]) -> R:
    """The result where a NaN or NA spoils its own element only: NaN among numbers, None among words."""
    shape = common_shape(contract, [ranges.get(index) for index in range(len(given))])
    whole = {index: np.broadcast_to(values, shape) for index, values in ranges.items()}
    keep = np.ones(shape, dtype=bool)
    for index, values in whole.items():
        if contract.parameters[index].kind.blank is not Blank.MISSING:
            keep &= ~gaps_in(values)
    if not keep.any():
        return np.full(shape, np.nan)  # type: ignore[return-value]
    part = [whole[index][keep] if index in whole else value for index, value in enumerate(given)]
    try:
        found: Any = np.asarray(_worked_out(function, contract, part))
    except InputProblem as problem:
        if problem.where is not None:
            problem.where, marked = np.zeros(shape, dtype=bool), problem.where
            problem.where[keep] = marked
            problem.element = int(np.flatnonzero(problem.where)[0]) + 1
        raise
    result = np.full(shape, np.nan) if found.dtype.kind == "f" else np.full(shape, None, dtype=object)
    result[keep] = found
    return result  # type: ignore[return-value]


def contract_of(function: Callable[..., Any]) -> Contract:
    """The contract of a function that was declared with `@worksheet_function`."""
    found: Contract = function.find_contract()  # type: ignore[attr-defined]
    return found


def _check_finite(result: Any) -> None:
    """Refuse a result that grew beyond a spreadsheet's numbers, although every argument was one."""
    if isinstance(result, float):
        if not math.isfinite(result):
            raise _overflow()
    elif result.dtype.kind == "f" and not np.isfinite(result).all():
        raise _overflow(~np.isfinite(result))


def _overflow(where: Any = None) -> NumProblem:
    found = Phrase(N_("a number too large for a spreadsheet"))
    return NumProblem("result", found, N_("expected arguments of a usual size"), where=where)


def common_shape(contract: Contract, values: Sequence[Any]) -> tuple[int, ...]:
    """The shape that the vectorised arguments broadcast to; a `ValueProblem` if they do not."""
    ranges = [
        (parameter.name, value.shape)
        for parameter, value in zip(contract.parameters, values, strict=True)
        if parameter.kind.shape is Shape.EACH and isinstance(value, np.ndarray)
    ]
    try:
        return np.broadcast_shapes(*(shape for _name, shape in ranges))
    except ValueError:
        shapes = ", ".join(f"{name} {'×'.join(map(str, shape))}" for name, shape in ranges)
        raise ValueProblem(
            ranges[-1][0], Phrase(N_("ranges of {shapes}"), shapes=shapes), N_("expected ranges of the same shape")
        ) from None


def _read_argument(parameter: Parameter, value: Any) -> Any:
    if value is None and not parameter.required and parameter.kind.shape is not Shape.EACH:
        return parameter.default
    if parameter.kind.shape is Shape.EACH and value is None and not parameter.required and parameter.default is None:
        return None
    return read(parameter.kind, value, parameter.name, parameter.default)


def _contract_of(function: Callable[..., Any]) -> Contract:
    hints = typing.get_type_hints(function, include_extras=True)
    parameters = []
    for name, parameter in inspect.signature(function).parameters.items():
        required = parameter.default is inspect.Parameter.empty
        kind = _note(hints[name], Kind)
        # A date that the host's clock fills in is optional in a cell, although arithmetic has no clock.
        # What is a word of Python's own is written with an underscore there: from_ is FROM in a cell.
        parameters.append(Parameter(name.rstrip("_"), kind, required, None if required else parameter.default))
    return Contract(tuple(parameters), _note(hints["return"], Result))


def _note(hint: Any, wanted: type[Any]) -> Any:
    """The note of type `wanted` in an annotation such as `Annotated[float, Kind()] | None`."""
    candidates = typing.get_args(hint) if typing.get_origin(hint) in (typing.Union, types.UnionType) else (hint,)
    for candidate in candidates:
        for extra in getattr(candidate, "__metadata__", ()):
            if isinstance(extra, wanted):
                return extra
    raise TypeError(f"{hint!r} does not say its {wanted.__name__}")


def need_day(as_of: float | None) -> float:
    """The day to look from; arithmetic has no clock, so it must be given."""
    if as_of is None:
        raise ValueProblem("as_of", None, N_("expected the date to look from"))
    return as_of
