"""Whatever stands in the cells, a function gives cells: never an exception, never a number from nonsense."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xltargets.calc.arguments import Shape
from xltargets.errors import CellError, InputProblem
from xltargets.functions import FUNCTIONS, OMITTED, answer, call

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-5, 12).map(float),
    st.floats(0, 1),
    st.sampled_from(
        [
            "",
            "abc",
            "12",
            "12",
            "higher",
            "marginal",
            "linear",
            "median",
            "residual",
            "0000011",
            "中文",
            "=1+1",
            "x" * 300,
        ]
    ),
    st.sampled_from([CellError("#N/A"), CellError("#DIV/0!")]),
    st.floats(40000, 50000),
)
ranges = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(scalars, min_size=width, max_size=width), min_size=1, max_size=4)
)
numeric_ranges = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 10).map(float), st.floats(-1e3, 1e15)), min_size=width, max_size=width),
        min_size=1,
        max_size=5,
    )
)
cells = st.one_of(scalars, ranges, numeric_ranges, st.just(OMITTED))
TEST_DAY = 46037.0


def is_cells(value: Any) -> bool:
    if isinstance(value, list):
        widths = {len(row) for row in value}
        return len(widths) == 1 and all(is_cells(one) and not isinstance(one, list) for row in value for one in row)
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, (bool, str, CellError))


@pytest.mark.parametrize("name", FUNCTIONS)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_but_cells_comes_out(name: str, data: st.DataObject) -> None:
    arguments = [data.draw(cells) for _ in FUNCTIONS[name].parameters]
    found = answer(name, arguments, lambda: TEST_DAY)
    assert is_cells(found.cells)
    if isinstance(found.cells, CellError):
        assert found.problem is not None
        sentence = found.problem.sentence()
        assert sentence.endswith(".")
        assert "{" not in sentence or "{" in str(arguments)


def required(function: Any) -> list[int]:
    return [index for index, parameter in enumerate(function.parameters) if parameter.required]


NUMERIC = [
    (name, index)
    for name, function in FUNCTIONS.items()
    for index in required(function)
    if function.parameters[index].kind.content.name in {"NUMBER", "DAY"} and not function.parameters[index].kind.columns
]


@pytest.mark.parametrize(("name", "index"), NUMERIC)
@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("text", "#VALUE!"),
        ("12", "#VALUE!"),
        (True, "#VALUE!"),
        (CellError("#REF!"), "#REF!"),
        (float("nan"), "#NUM!"),
        (float("inf"), "#NUM!"),
        (-float("inf"), "#NUM!"),
    ],
    ids=str,
)
def test_bad_input_in_a_numeric_place(name: str, index: int, value: Any, code: str) -> None:
    """The rules for all functions: wrong type #VALUE!, not finite #NUM!, an error value passes on."""
    function = FUNCTIONS[name]
    arguments: list[Any] = [usual(parameter) if parameter.required else OMITTED for parameter in function.parameters]
    arguments[index] = value
    found = call(name, arguments, lambda: TEST_DAY)
    assert found == CellError(code)


OPTIONAL = [
    (name, index)
    for name, function in FUNCTIONS.items()
    for index, parameter in enumerate(function.parameters)
    if not parameter.required and parameter.kind.content.name in {"NUMBER", "DAY"} and not parameter.kind.columns
]


@pytest.mark.parametrize(("name", "index"), OPTIONAL)
@pytest.mark.parametrize(
    ("value", "code"),
    [("text", "#VALUE!"), (True, "#VALUE!"), (CellError("#REF!"), "#REF!"), (float("inf"), "#NUM!")],
    ids=str,
)
def test_bad_input_in_an_optional_numeric_place(name: str, index: int, value: Any, code: str) -> None:
    function = FUNCTIONS[name]
    arguments: list[Any] = [usual(parameter) if parameter.required else OMITTED for parameter in function.parameters]
    arguments[index] = value
    assert call(name, arguments, lambda: TEST_DAY) == CellError(code)


CALENDARS = [
    (name, index)
    for name, function in FUNCTIONS.items()
    for index, parameter in enumerate(function.parameters)
    if parameter.name == "weekend"
]


@pytest.mark.parametrize(("name", "index"), CALENDARS)
@pytest.mark.parametrize(
    ("holidays", "workdays", "weekend", "code"),
    [
        (OMITTED, OMITTED, 0.0, "#NUM!"),
        (OMITTED, OMITTED, 8.0, "#NUM!"),
        (OMITTED, OMITTED, 1.5, "#NUM!"),
        (OMITTED, OMITTED, "1", "#VALUE!"),
        (OMITTED, OMITTED, "weekend", "#VALUE!"),
        (OMITTED, OMITTED, True, "#VALUE!"),
        ([[46030.0, 46031.0]], [[46031.0]], OMITTED, "#NUM!"),
        ([["New Year"]], OMITTED, OMITTED, "#VALUE!"),
        (OMITTED, [[0.0]], OMITTED, "#NUM!"),
    ],
    ids=str,
)
def test_bad_calendars(name: str, index: int, holidays: Any, workdays: Any, weekend: Any, code: str) -> None:
    function = FUNCTIONS[name]
    assert [parameter.name for parameter in function.parameters[-3:]] == ["holidays", "workdays", "weekend"]
    arguments: list[Any] = [usual(parameter) if parameter.required else OMITTED for parameter in function.parameters]
    arguments[index - 2 :] = [holidays, workdays, weekend]
    assert call(name, arguments, lambda: TEST_DAY) == CellError(code)


REQUIRED_SCALARS = [
    (name, index)
    for name, index in NUMERIC
    if (kind := FUNCTIONS[name].parameters[index].kind).shape in (Shape.ONE, Shape.EACH)
    and kind.blank.name == "REFUSED"
]


@pytest.mark.parametrize(("name", "index"), REQUIRED_SCALARS)
def test_a_blank_required_scalar(name: str, index: int) -> None:
    function = FUNCTIONS[name]
    arguments: list[Any] = [usual(parameter) if parameter.required else OMITTED for parameter in function.parameters]
    arguments[index] = None
    assert call(name, arguments, lambda: TEST_DAY) == CellError("#VALUE!")


SHAPED = [
    (name, index, parameter.kind.shape)
    for name, function in FUNCTIONS.items()
    for index, parameter in enumerate(function.parameters)
    if parameter.required and parameter.kind.shape is not Shape.EACH and not parameter.kind.columns
]


@pytest.mark.parametrize(("name", "index", "shape"), [case for case in SHAPED if case[2] in (Shape.ONE, Shape.LINE)])
def test_a_range_of_the_wrong_shape(name: str, index: int, shape: Shape) -> None:
    """Several values where one is meant, or two dimensions where a row or a column is."""
    function = FUNCTIONS[name]
    arguments: list[Any] = [usual(parameter) if parameter.required else OMITTED for parameter in function.parameters]
    one = usual_one(function.parameters[index].kind, 0)
    arguments[index] = [[one, one], [one, one]]
    assert call(name, arguments, lambda: TEST_DAY) == CellError("#VALUE!")


@pytest.mark.parametrize(("name", "index", "shape"), [case for case in SHAPED if case[2] is not Shape.ONE])
def test_an_empty_range(name: str, index: int, shape: Shape) -> None:
    function = FUNCTIONS[name]
    arguments: list[Any] = [usual(parameter) if parameter.required else OMITTED for parameter in function.parameters]
    arguments[index] = [[]]
    found = answer(name, arguments, lambda: TEST_DAY)
    assert found.cells == CellError("#VALUE!")
    assert found.problem
    assert "found an empty range" in found.problem.sentence()


def usual(parameter: Any) -> Any:
    """Something valid for an argument, from its kind."""
    kind = parameter.kind
    if kind.columns:
        return [[usual_one(column, row) for column in kind.columns] for row in (0, 1)]
    one = usual_one(kind, 0)
    return [[one], [one]] if kind.shape not in (Shape.ONE, Shape.EACH) else one


def usual_one(kind: Any, row: int) -> Any:
    if kind.content.name == "NUMBER":
        return float(max(kind.least or 0, 1 if kind.most is None else min(kind.most, 1)) + row)
    return {
        "DAY": TEST_DAY,
        "WORD": kind.words[0] if kind.words else "",
        "TEXT": "a",
        "FLAG": True,
        "KEY": "ab"[row],
        "LABEL": "a",
    }[kind.content.name]


def test_python_callers_get_the_problem_itself() -> None:
    from xltargets.calc import target_split

    with pytest.raises(InputProblem, match="weights: found an empty range; expected at least one cell"):
        target_split(1, [])
    with pytest.raises(TypeError, match="missing its argument 'weights'"):
        target_split(1)
    with pytest.raises(TypeError):
        target_split(1, [1], 0, None, None, 7)


@pytest.mark.parametrize("holidays", [[["soon"], [46381.0]], [["soon"], [None], [None]], "soon"])
def test_a_bad_element_of_a_list_spoils_the_answer_to_every_row(holidays: Any) -> None:
    """Its place is one in the list, not in the rows; of whatever lengths the two are."""
    rows = [[1500.0], [1500.0]]
    found = answer("QUOTA_PRORATE", [rows, 46023.0, 46387.0, 46023.0, None, holidays])
    assert found.cells == CellError("#VALUE!")
    assert found.problem is not None
    assert found.problem.argument == "holidays"
    assert found.problem.element in (1, None)
