"""Customers against pandas, and what must hold of scores."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltargets.calc import csat_score, loyalty_points, nps_score, pipeline_value, rfm_score

values = st.lists(st.integers(0, 30), min_size=1, max_size=40)


@given(values, st.integers(2, 10))
def test_scores_are_the_bins_of_pandas_midranks(spent: list[int], bins: int) -> None:
    # Twice the midrank is whole, so that no noise decides.
    twice = (2 * pd.Series(spent).rank(method="average")).astype(int)
    expected = [-(-bins * (one - 1) // (2 * len(spent))) for one in twice]
    assert rfm_score([1] * len(spent), spent, spent, bins)[:, 2].tolist() == expected


def test_where_all_bought_once_nobody_is_frequent() -> None:
    assert set(rfm_score([1] * 9, [1] * 9, range(9))[:, 1]) == {3}


def test_distinct_values_are_pandas_quantile_bins() -> None:
    spent = np.random.default_rng(2).permutation(1000)
    expected = pd.qcut(spent, 5, labels=False) + 1
    assert rfm_score(spent, spent, spent)[:, 1].tolist() == expected.tolist()
    # Recency counts the other way round.
    assert rfm_score(spent, spent, spent)[:, 0].tolist() == (6 - expected).tolist()


@given(values, st.randoms(use_true_random=False))
def test_order_does_not_matter(spent: list[int], random) -> None:
    order = random.sample(range(len(spent)), len(spent))
    scores = rfm_score(spent, spent, spent)
    shuffled = rfm_score(*[[spent[index] for index in order]] * 3)
    assert shuffled.tolist() == scores[order].tolist()


@given(st.lists(st.integers(0, 10), min_size=1, max_size=50))
def test_nps_by_counting(ratings: list[int]) -> None:
    series = pd.Series(ratings)
    assert nps_score(ratings) == pytest.approx(100 * ((series >= 9).mean() - (series <= 6).mean()))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=50))
def test_csat_is_a_share(ratings: list[int]) -> None:
    assert csat_score(ratings) == pytest.approx((pd.Series(ratings) >= 4).mean())


@given(st.decimals(0, 10**6, places=2), st.integers(1, 100))
def test_points_of_a_purchase_and_its_return_cancel(amount, rate: int) -> None:
    assert loyalty_points(amount, rate) == math.floor(amount * rate)
    assert loyalty_points(-amount, rate) == -math.floor(amount * rate)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1)), min_size=1, max_size=20))
def test_pipeline_is_a_dot_product(deals: list[tuple[float, float]]) -> None:
    sizes, chances = zip(*deals, strict=True)
    assert pipeline_value(sizes, chances) == pytest.approx(np.dot(sizes, chances))
