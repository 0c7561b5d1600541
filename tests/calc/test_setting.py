"""Target setting against pandas, NumPy, statsmodels and LibreOffice."""

from __future__ import annotations

import builtins
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.libreoffice import convert, needs_libreoffice
from xltargets.calc import (
    seasonal_index,
    target_blend,
    target_challenge,
    target_consensus,
    target_history,
    target_spread,
)
from xltargets.errors import MissingExtra, NotAvailable
from xltargets.workbooks.reader import read

SALES = np.array([112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118] * 3) * np.linspace(1, 1.6, 36)
amounts = st.floats(1, 1e6)


@pytest.mark.parametrize("season", [4, 5, 12])
def test_seasonal_index_is_statsmodels_classical_decomposition(season: int) -> None:
    from statsmodels.tsa.seasonal import seasonal_decompose

    theirs = seasonal_decompose(SALES, model="multiplicative", period=season).seasonal[:season]
    np.testing.assert_allclose(seasonal_index(SALES, season), theirs, rtol=1e-12)


def test_seasonal_index_by_pandas() -> None:
    series = pd.Series(SALES)
    average = series.rolling(12).mean().rolling(2).mean().shift(-6)
    by_position = (series / average).groupby(np.arange(len(series)) % 12).mean()
    np.testing.assert_allclose(seasonal_index(SALES), by_position / by_position.mean(), rtol=1e-12)


def test_linear_is_a_polynomial_of_degree_one() -> None:
    slope, intercept = np.polyfit(np.arange(1, 37), SALES, 1)
    expected = intercept + slope * np.arange(37, 40)
    np.testing.assert_allclose(target_history(SALES, 3), expected, rtol=1e-12)


def test_seasonal_is_put_together_from_its_parts() -> None:
    index = seasonal_index(SALES)
    slope, intercept = np.polyfit(np.arange(1, 37), SALES / np.tile(index, 3), 1)
    expected = (intercept + slope * np.arange(37, 51)) * np.tile(index, 2)[:14]
    np.testing.assert_allclose(target_history(SALES, 14, "seasonal"), expected, rtol=1e-12)


def test_ets_is_statsmodels_own() -> None:
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    model = ExponentialSmoothing(
        SALES, trend="add", seasonal="add", seasonal_periods=12, initialization_method="estimated"
    )
    np.testing.assert_allclose(target_history(SALES, 6, "ets"), model.fit().forecast(6), rtol=1e-9)


def test_ets_without_its_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def absent(name: str, *arguments: object, **options: object) -> object:
        if name.startswith("statsmodels"):
            raise ImportError(name)
        return original(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(MissingExtra, match=r'pip install "xltargets\[forecast\]"'):
        target_history(SALES, 1, "ets")


@given(st.lists(amounts, min_size=24, max_size=40))
def test_indices_have_a_mean_of_one_and_no_scale(history: list[float]) -> None:
    index = seasonal_index(history, 12)
    assert index.mean() == pytest.approx(1)
    np.testing.assert_allclose(seasonal_index(np.multiply(history, 1000), 12), index, rtol=1e-9)


@given(st.lists(amounts, min_size=3, max_size=30), st.sampled_from(["mean", "linear", "cagr"]))
def test_forecasts_scale_with_the_history(history: list[float], method: str) -> None:
    ahead = target_history(history, 3, method)
    np.testing.assert_allclose(target_history(np.multiply(history, 8), 3, method), ahead * 8, rtol=1e-6, atol=1e-3)


@given(st.lists(amounts, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_consensus_needs_no_order_and_stays_among_the_estimates(estimates: list[float], random) -> None:
    shuffled = random.sample(estimates, len(estimates))
    for method in ("mean", "median", "trimmed"):
        found = target_consensus(estimates, method)
        assert min(estimates) - 1e-6 <= found <= max(estimates) + 1e-6
        assert target_consensus(shuffled, method) == pytest.approx(found)


@given(st.lists(amounts, min_size=1, max_size=6))
def test_blend_of_equal_weights_is_the_mean(candidates: list[float]) -> None:
    assert target_blend(candidates, [3.0] * len(candidates)) == pytest.approx(np.mean(candidates))


@given(st.lists(st.integers(1, 1000), min_size=4, max_size=12))
def test_a_higher_target_is_never_less_challenging(history: list[int]) -> None:
    order = ["Too low", "Realistic", "Stretch", "Unrealistic"]
    levels = [order.index(target_challenge(target, history)) for target in np.linspace(-2000, 4000, 25)]
    assert levels == sorted(levels)


@needs_libreoffice
def test_spread_is_libreoffices(tmp_path: Path) -> None:
    path = tmp_path / "spread.xlsx"
    values = [12.5, 3, 8, 21, 8, 17.25, 4]
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("S")
        sheet.write_column("A1", values)
        for row, formula in enumerate(("MEDIAN(A1:A7)", "QUARTILE(A1:A7,3)-QUARTILE(A1:A7,1)", "STDEV(A1:A7)")):
            sheet.write_formula(row, 2, f"={formula}", None, -1)
    theirs = read(convert(path, tmp_path)).sheets["S"]
    np.testing.assert_allclose(target_spread(values), [theirs.value(row, 3) for row in (1, 2, 3)], rtol=1e-12)


def test_a_gap_is_never_invented() -> None:
    history = SALES.copy()
    history[7] = np.nan
    for method in ("seasonal", "ets"):
        with pytest.raises(NotAvailable, match="history, element 8: found a blank; expected no gap"):
            target_history(history, 1, method)
