"""What analysts hand over in Python: their types, their spelling, and their missing values."""

from __future__ import annotations

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from xltargets.calc import (
    achievement,
    achievement_status,
    followup_due,
    kpi_score,
    quota_prorate,
    ramp_weights,
    required_run_rate,
    target_pace,
    target_split,
    workday_count,
)
from xltargets.calc.arguments import Blank, Shape
from xltargets.errors import InputProblem, NumProblem, ValueProblem
from xltargets.functions import FUNCTIONS

DAY = datetime.date


def test_a_problem_is_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"weights, element 2: found -1; expected 0 or more\."):
        target_split(1, [1, -1])


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"wieghts": [1]}, "weights"),
        ({"weights": [1], "decimal": 2}, "decimals"),
        ({"weights": [1], "Maxi": 2}, "maximum"),
    ],
)
def test_a_misspelt_name_is_told_the_right_one(wrong: dict[str, object], right: str) -> None:
    with pytest.raises(TypeError, match=f"did you mean {right!r}"):
        target_split(total=10, **wrong)


def test_a_name_that_is_nothing_like_any_is_told_them_all() -> None:
    with pytest.raises(TypeError, match="it takes total, weights, decimals, minimum, maximum"):
        target_split(1, [1], zzz=1)
    with pytest.raises(TypeError, match="was given its argument 'total' twice"):
        target_split(1, [1], total=2)


def test_decimals_dates_and_ranges() -> None:
    assert target_split(Decimal("10.5"), range(1, 4), decimals=1).tolist() == [1.8, 3.5, 5.2]
    assert target_split(10, [Decimal(1), Decimal(3)]).tolist() == [3, 7]
    january = DAY(2026, 1, 1), DAY(2026, 1, 31)
    assert workday_count(*january) == 22
    assert workday_count(january[0], [january[1], pd.Timestamp("2026-01-02")]).tolist() == [22, 2]
    assert workday_count(*january, holidays=[january[0]], workdays=pd.to_datetime(["2026-01-31"])) == 22
    assert target_pace(60, 100, *january, np.datetime64("2026-01-15")) == 1.2
    assert required_run_rate(60, 100, january[1], datetime.datetime(2026, 1, 15, 18)) == pytest.approx(40 / 11)
    assert ramp_weights(range(1, 5), [[1, 0.25], [4, 0.5]]).tolist() == [0.25, 0.25, 0.25, 0.5]


def test_from_is_written_with_an_underscore_in_python() -> None:
    january = DAY(2026, 1, 1), DAY(2026, 1, 31)
    assert quota_prorate(22_000, *january, from_=DAY(2026, 1, 16)) == 11_000
    assert quota_prorate(22_000, *january, **{"from": DAY(2026, 1, 16)}) == 11_000


@pytest.mark.parametrize("gap", [float("nan"), np.float64("nan"), pd.NA, pd.NaT, Decimal("NaN")], ids=repr)
def test_a_gap_spoils_its_own_element_only(gap: object) -> None:
    found = achievement([90, gap, 120], 100)
    assert np.array_equal(found, [0.9, np.nan, 1.2], equal_nan=True)


def test_a_gap_in_each_type_of_result_and_of_argument() -> None:
    assert achievement_status([0.7, np.nan, 1]).tolist() == ["Red", None, "Green"]
    frame = pd.DataFrame({"actual": [90.0, np.nan, 50.0], "target": [100.0, 100.0, np.nan]})
    assert np.array_equal(achievement(frame["actual"], frame["target"]), [0.9, np.nan, np.nan], equal_nan=True)
    days = pd.Series(pd.to_datetime(["2026-01-01", None]))
    assert np.array_equal(followup_due(days, "A", [["A", 14]]), [46037, np.nan], equal_nan=True)
    assert np.array_equal(followup_due(46023, ["A", pd.NA], [["A", 14]]), [46037, np.nan], equal_nan=True)
    column, row = np.array([[90.0], [np.nan]]), np.array([[100.0, np.nan]])
    expected = [[0.9, np.nan], [np.nan, np.nan]]
    assert np.array_equal(achievement(column, row), expected, equal_nan=True)
    assert np.isnan(achievement([np.nan, np.nan], 100)).all()
    # Where a blank is a value of its own, NaN is it: no worst value of one's own.
    assert kpi_score([50, 50], 100, "higher", [np.nan, 40]).tolist() == [0.5, pytest.approx(1 / 6)]


def test_beside_a_gap_what_is_wrong_is_still_refused_in_its_place() -> None:
    with pytest.raises(ValueProblem, match='actual, element 3: found "x"'):
        achievement([90, np.nan, "x"], 100)
    with pytest.raises(NumProblem, match="target, element 3: found -5") as caught:
        achievement(1, [90, np.nan, -5])
    assert caught.value.where.tolist() == [False, False, True]
    # One value is refused as before: there is no other element to keep.
    with pytest.raises(NumProblem, match="actual: found nan"):
        achievement(np.nan, 100)


VECTORISED = [
    (name, index)
    for name, function in FUNCTIONS.items()
    for index, parameter in enumerate(function.parameters)
    if parameter.kind.shape is Shape.EACH and parameter.kind.blank is not Blank.MISSING and parameter.required
]


@pytest.mark.parametrize(("name", "index"), VECTORISED)
def test_a_gap_in_every_vectorised_argument(name: str, index: int) -> None:
    from tests.functions.test_any_input import TEST_DAY, usual

    function = FUNCTIONS[name]
    given = [usual(parameter) if parameter.required else parameter.default for parameter in function.parameters]
    given = [
        TEST_DAY if parameter.kind.clock else value for parameter, value in zip(function.parameters, given, strict=True)
    ]
    expected = function.python(*given)
    given[index] = [given[index], float("nan"), given[index]]
    found = np.asarray(function.python(*given), dtype=object).tolist()
    assert [found[0], found[2]] == [expected, expected]
    assert found[1] is None or np.isnan(found[1])


def test_a_problem_is_still_an_input_problem() -> None:
    assert issubclass(InputProblem, ValueError)
