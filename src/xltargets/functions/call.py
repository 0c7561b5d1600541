"""The one way from cells to cells that every host uses.

`call(name, arguments)` never raises for bad input: what cannot be worked out is an error value, and `answer` also gives
the problem with its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.calc.arguments import Shape
from xltargets.calc.contract import Contract, Layout, Parameter, common_shape
from xltargets.errors import N_, CellError, ErrorInInput, InputProblem, Phrase, ValueProblem
from xltargets.functions.coercion import OMITTED, Cells, from_host, to_host
from xltargets.functions.registry import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xltargets.functions.registry import Function


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call gives: cells, and the first problem if there was one."""

    cells: Cells
    problem: InputProblem | None = None


def call(name: str, arguments: Sequence[Cells], clock: Callable[[], float] | None = None) -> Cells:
    """The result of a worksheet function as cells.

    >>> call("TARGET_SPLIT", [100.0, [[1.0], [1.0], [1.0]]])
    [[34.0], [33.0], [33.0]]
    >>> call("ACHIEVEMENT", [[[90.0, "n/a"]], 100.0])
    [[0.9, CellError('#VALUE!')]]
    """
    return answer(name, arguments, clock).cells


def answer(name: str, arguments: Sequence[Cells], clock: Callable[[], float] | None = None) -> Answer:
    """The result of a worksheet function, and why it is an error where it is one.

    >>> answer("TARGET_SPLIT", [100.0, [[1.0, -2.0]]]).problem.sentence()
    'weights, element 2: found -2; expected 0 or more.'
    """
    function = FUNCTIONS[name.upper()]
    contract = function.contract
    try:
        given = _line_up(function, arguments)
        if contract.vectorised and any(
            isinstance(value, np.ndarray)
            for parameter, value in zip(contract.parameters, given, strict=True)
            if parameter.kind.shape is Shape.EACH
        ):
            return _each(function, contract, given, clock)
        values = [_ready(parameter, value, clock) for parameter, value in zip(contract.parameters, given, strict=True)]
        result, broken = function.python(*values), None
    except InputProblem as problem:
        if problem.rest is None:
            return Answer(CellError(problem.code), problem)
        result, broken = problem.rest, problem
    followed = None
    if contract.result.follows:
        followed = given[[parameter.name for parameter in contract.parameters].index(contract.result.follows)]
    return Answer(to_host(result, contract.result, followed), broken)


def _line_up(function: Function, arguments: Sequence[Cells]) -> list[Any]:
    """The arguments in order, left-out ones marked."""
    parameters = function.parameters
    if len(arguments) > len(parameters):
        raise ValueProblem(
            function.name,
            Phrase(N_("{count} {count:argument|arguments}"), count=len(arguments)),
            N_("expected at most {most}"),
            most=len(parameters),
        )
    given = [from_host(value) for value in arguments]
    return given + [OMITTED] * (len(parameters) - len(given))


def _ready(parameter: Parameter, value: Any, clock: Callable[[], float] | None) -> Any:
    if isinstance(value, CellError):
        raise ErrorInInput(parameter.name, value)
    if value is OMITTED or value is None:
        if parameter.kind.clock:
            return None if clock is None else float(clock())
        if not parameter.required:
            return parameter.default
        if value is OMITTED:
            raise ValueProblem(parameter.name, Phrase(N_("nothing")), N_("expected a value"))
    if isinstance(value, np.ndarray) and value.dtype == object and parameter.kind.shape is not Shape.EACH:
        for index, one in enumerate(value.reshape(-1).tolist()):
            if isinstance(one, CellError):
                raise ErrorInInput(parameter.name, one, element=index + 1)
    return value


def _each(function: Function, contract: Contract, given: list[Any], clock: Callable[[], float] | None) -> Answer:
    """Work out a vectorised function over ranges, so that a bad element spoils only its own result."""
    eaches = [
        index
        for index, parameter in enumerate(contract.parameters)
        if parameter.kind.shape is Shape.EACH and isinstance(given[index], np.ndarray)
    ]
    whole = {parameter.name for parameter in contract.parameters if parameter.kind.shape is not Shape.EACH}
    shape = common_shape(contract, given)
    values = [
        value if index in eaches else _ready(parameter, value, clock)
        for index, (parameter, value) in enumerate(zip(contract.parameters, given, strict=True))
    ]
    for index in eaches:
        values[index] = np.broadcast_to(values[index], shape).reshape(-1)
    cells = np.empty(int(np.prod(shape)), dtype=object)
    active = np.ones(len(cells), dtype=bool)
    first: InputProblem | None = _mark_errors(contract, values, eaches, cells, active)
    while active.any():
        chosen = [value[active] if index in eaches else value for index, value in enumerate(values)]
        try:
            result = function.python(*chosen)
        except InputProblem as problem:
            if problem.where is None or problem.argument in whole:
                return Answer(CellError(problem.code), problem)
            positions = np.flatnonzero(active)[np.broadcast_to(problem.where, (int(active.sum()),))]
            cells[positions] = CellError(problem.code)
            active[positions] = False
            problem.element = int(positions[0]) + 1
            first = first or problem
            continue
        if active.all() and isinstance(result, np.ndarray) and result.dtype.kind == "f":
            return Answer(to_host(result.reshape(shape), contract.result))
        cells[active] = result
        break
    if contract.result.layout is not Layout.EACH:
        raise TypeError(f"{function.name} is vectorised but its result is {contract.result.layout}")
    return Answer(to_host(cells.reshape(shape), contract.result), first)


def _mark_errors(
    contract: Contract, values: list[Any], eaches: list[int], cells: Any, active: Any
) -> InputProblem | None:
    """Carry error values of the vectorised arguments on to their own results."""
    first: InputProblem | None = None
    for index in eaches:
        if values[index].dtype != object:
            continue
        for position, one in enumerate(values[index].tolist()):
            if active[position] and isinstance(one, CellError):
                cells[position] = one
                active[position] = False
                first = first or ErrorInInput(contract.parameters[index].name, one, element=position + 1)
    return first
