"""SMART of a row: each criterion by its definition, the score, and any row at all."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.smart import DUE, FIELDS, row, verdicts
from xltargets.calc import smart_advice, smart_check, smart_score
from xltargets.calc.smart.wording import WORDINGS
from xltargets.errors import InputProblem, NumProblem, ValueProblem


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "PPPPP"),
        ({"objective": None}, "FPPPP"),
        ({"objective": "   "}, "FPPPP"),
        ({"objective": "Do better"}, "FPPPP"),
        ({"objective": "全面加强管理"}, "FPPPP"),
        ({"objective": "The Lyon depot"}, "FPPPP"),  # nothing is done
        ({"objective": "Grow sales"}, "PPPPP"),  # the row says how much
        ({"objective": "Grow sales", "target": 100}, "FFFPP"),  # it does not
        ({"objective": "提升北區續約營收"}, "PPPPP"),
        ({"owner": None}, "FPPPP"),
        ({"owner": "TBD"}, "FPPPP"),
        ({"owner": 4711}, "PPPPP"),  # a personnel number
        ({"metric": None}, "PFPPP"),
        ({"metric": "待定"}, "PFPPP"),
        ({"baseline": None}, "PFUPP"),
        ({"target": None}, "PFUPP"),
        ({"target": 100}, "PFFPP"),
        ({"target": 150}, "PPPPP"),  # 50 % is included
        ({"target": 150.01}, "PPFPP"),
        ({"target": 90}, "PPFPP"),
        ({"baseline": 0, "target": 10}, "PPUPP"),
        ({"baseline": -5, "target": 10}, "PPUPP"),
        ({"baseline": 0.15, "target": 0.225}, "PPPPP"),  # 50 %, in spite of binary fractions
        ({"metric": "Churn", "baseline": 10, "target": 8}, "PPPPP"),
        ({"metric": "Churn", "baseline": 10, "target": 5}, "PPPPP"),
        ({"metric": "Churn", "baseline": 10, "target": 4}, "PPFPP"),
        ({"metric": "Churn", "baseline": 10, "target": 12}, "PPFPP"),
        ({"metric": "退货率", "baseline": 0.06, "target": 0.04}, "PPPPP"),
        ({"objective": "Reduce SKUs in the Nordic range", "metric": "SKUs", "baseline": 400, "target": 320}, "PPPPP"),
        ({"supports": None}, "PPPFP"),
        ({"supports": "n/a"}, "PPPFP"),
        ({"start": None}, "PPPPF"),
        ({"due": None}, "PPPPF"),
        ({"start": DUE}, "PPPPF"),
        ({"start": DUE + 1}, "PPPPF"),
        ({"as_of": DUE}, "PPPPP"),  # the due day itself is not past
        ({"as_of": DUE + 1}, "PPPPF"),
        ({"start": DUE - 366}, "PPPPP"),
        ({"start": DUE - 367}, "PPPPF"),
        ({"start": DUE + 0.5}, "PPPPF"),  # hours do not count: this is the due day itself
        ({"history": [None, None]}, "PPPPP"),  # as none at all
    ],
)
def test_rows(changed: dict[str, Any], expected: str) -> None:
    assert verdicts(smart_check(**row(**changed))) == expected
    score = sum({"P": 20, "U": 10, "F": 0}[letter] for letter in expected)
    assert smart_score(**row(**changed)) == score


def test_a_blank_row() -> None:
    blank = dict.fromkeys(FIELDS)
    assert verdicts(smart_check(**blank)) == "FFUFF"
    assert smart_score(**blank) == 10


@pytest.mark.parametrize(
    ("z", "expected"), [(-1.5, "Fail"), (-0.5, "Pass"), (0.5, "Pass"), (2, "Pass"), (2.9, "Pass"), (3.1, "Fail")]
)
@pytest.mark.parametrize("metric", ["Revenue", "Complaints"])
def test_a_history_decides_what_is_achievable(z: float, expected: str, metric: str) -> None:
    """Realistic and Stretch pass; residuals and trend by NumPy's polynomial fit; mirrored for complaints."""
    history = np.array([100, 112, 108, 121, 125, 128.0])
    periods = np.arange(1, 7)
    slope, level = np.polyfit(periods, history, 1)
    spread = math.sqrt(((history - level - slope * periods) ** 2).sum() / 4)
    sign = -1 if metric == "Complaints" else 1
    target = level + slope * 7 + sign * z * spread
    found = smart_check(**row(metric=metric, baseline=128, target=target, history=history))
    assert found[0][2] == expected


def test_a_history_needs_no_baseline_for_achievable() -> None:
    assert verdicts(smart_check(**row(baseline=None, target=70, history=[10, 22, 29, 41, 52, 58]))) == "PFPPP"


@pytest.mark.parametrize(
    ("changed", "problem", "sentence"),
    [
        ({"baseline": "100"}, ValueProblem, 'baseline: found "100"; expected a number.'),
        ({"target": True}, ValueProblem, "target: found TRUE; expected a number."),
        ({"due": "soon"}, ValueProblem, 'due: found "soon"; expected a date.'),
        ({"start": -3}, NumProblem, "start: found -3; expected 1 or more."),
        ({"target": math.inf}, NumProblem, "target: found inf; expected a finite number."),
        ({"history": [[1, 2], [3, 4]]}, ValueProblem, "expected a single row or column"),
        ({"history": [1, "x", 3]}, ValueProblem, 'history, element 2: found "x"; expected a number.'),
        ({"as_of": None}, ValueProblem, "as_of: found a blank; expected the date to look from."),
    ],
)
def test_bad_fields(changed: dict[str, Any], problem: type[InputProblem], sentence: str) -> None:
    with pytest.raises(problem, match=re.escape(sentence)):
        smart_check(**row(**changed))


texts = st.one_of(
    st.none(), st.text(max_size=30), st.sampled_from(["Cut churn", "TBD", "退货率", "{objective}", "Ana"])
)
figures = st.one_of(st.none(), st.floats(-1e308, 1e308), st.sampled_from([0.0, 5e-324, 1e308, -1e308, 100.0]))
days = st.one_of(st.none(), st.floats(1, 60000), st.sampled_from([1.0, 2958465.0, 1e15, 1e300]))


@given(
    st.tuples(texts, texts, figures, figures, days, days, texts, texts),
    days.filter(bool),
    st.sampled_from(sorted(WORDINGS)),
)
@settings(max_examples=300)
def test_any_row_gives_verdicts_a_score_and_advice_that_agree(fields: Any, as_of: float, language: str) -> None:
    found = smart_check(*fields, as_of=as_of)[0].tolist()
    assert smart_score(*fields, as_of=as_of) == 20 * found.count("Pass") + 10 * found.count("Unknown")
    advised = smart_advice(*fields, as_of=as_of, language=language)
    assert bool(advised) == (found.count("Pass") < 5)
