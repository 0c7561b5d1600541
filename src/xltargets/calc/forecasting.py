"""Forecasting a series: least squares, seasonal indices, exponential smoothing. Arrays of finite numbers in and out.

A missing observation is NaN; what each method makes of it is said where it is used.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.errors import N_, MissingExtra, NotAvailable, NumProblem, Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def need_observations(history: Floats, wanted: int) -> None:
    """Refuse a history with fewer observations than a method needs."""
    found = int((~np.isnan(history)).sum())
    if found < wanted:
        count = Phrase(N_("{count} {count:observation|observations}"), count=found)
        raise NotAvailable("history", count, N_("expected at least {wanted}"), wanted=wanted)


def need_complete(history: Floats) -> None:
    """Refuse a history with gaps, for methods that would have to invent what is missing."""
    gaps = np.flatnonzero(np.isnan(history))
    if gaps.size:
        raise NotAvailable(
            "history", None, N_("expected no gap, for this method cannot skip one"), element=int(gaps[0]) + 1
        )


def line(values: Floats) -> tuple[float, float]:
    """Intercept and slope of the least-squares line over positions 1..n; gaps are left out, positions kept."""
    positions = np.flatnonzero(~np.isnan(values)) + 1.0
    known = values[~np.isnan(values)]
    middle = positions.mean()
    spread = float(((positions - middle) ** 2).sum())
    slope = float(((positions - middle) * (known - known.mean())).sum()) / spread
    return float(known.mean()) - slope * float(middle), slope


def seasonal_indices(history: Floats, season: int) -> Floats:
    """Multiplicative indices by ratio to the centred moving average, averaged by position, with a mean of 1."""
    if len(history) < 2 * season:
        count = Phrase(N_("{count} {count:observation|observations}"), count=len(history))
        raise NotAvailable("history", count, N_("expected two full seasons, {wanted}"), wanted=2 * season)
    need_complete(history)
    # An even season has no middle, so its two ends count half.
    weights = np.ones(season) if season % 2 else np.r_[0.5, np.ones(season - 1), 0.5]
    # Not np.convolve: its last bit differs from processor to processor.
    average = (np.lib.stride_tricks.sliding_window_view(history, len(weights)) * weights).sum(axis=1) / season
    first = (len(weights) - 1) // 2
    if (average == 0).any():
        raise NumProblem("history", Phrase(N_("a season that sums to 0")), N_("expected seasons that sum to more"))
    ratios = history[first : first + len(average)] / average
    positions = (np.arange(len(average)) + first) % season
    # Two full seasons give every position at least one ratio.
    indices = np.bincount(positions, weights=ratios, minlength=season) / np.bincount(positions, minlength=season)
    mean = float(indices.mean())
    if mean == 0:
        raise NumProblem("history", Phrase(N_("indices that sum to 0")), N_("expected seasons that sum to more"))
    return indices / mean


def forecast(history: Floats, horizon: int, method: str, season: int) -> Floats:
    """The next periods by a named method."""
    ahead = np.arange(1, horizon + 1, dtype=float)
    if method == "mean":
        need_observations(history, 1)
        return np.full(horizon, float(np.nanmean(history)))
    if method == "cagr":
        return _compound_growth(history, ahead)
    if method == "linear":
        need_observations(history, 2)
        intercept, slope = line(history)
        return intercept + slope * (len(history) + ahead)
    if method == "seasonal":
        indices, intercept, slope = seasonal_fit(history, season)
        positions = (len(history) + np.arange(horizon)) % season
        return (intercept + slope * (len(history) + ahead)) * indices[positions]
    return _smoothed(history, horizon, season)


def seasonal_fit(history: Floats, season: int) -> tuple[Floats, float, float]:
    """Seasonal indices, and the line through the series without its season."""
    indices = seasonal_indices(history, season)
    if (indices == 0).any():
        raise NumProblem("history", Phrase(N_("a season position of 0 throughout")), N_("expected sales in each"))
    deseasonalised = history / indices[np.arange(len(history)) % season]
    return indices, *line(deseasonalised)


def fitted(history: Floats, method: str, season: int) -> Floats:
    """What the method's fit gives for the observed periods themselves."""
    positions = np.arange(1, len(history) + 1, dtype=float)
    if method == "mean":
        need_observations(history, 1)
        return np.full(len(history), float(np.nanmean(history)))
    if method == "cagr":
        first, rate = _growth(history)
        growing: Floats = first * rate ** (positions - 1)
        return growing
    if method == "linear":
        need_observations(history, 2)
        intercept, slope = line(history)
        return intercept + slope * positions
    if method == "seasonal":
        indices, intercept, slope = seasonal_fit(history, season)
        return (intercept + slope * positions) * indices[np.arange(len(history)) % season]
    values: Floats = np.asarray(_holt_winters(history, season).fittedvalues, dtype=float)
    return values


def _growth(history: Floats) -> tuple[float, float]:
    """The first value, and the growth factor per period from the first to the last."""
    need_observations(history, 2)
    first, last = float(history[0]), float(history[-1])
    if math.isnan(first) or math.isnan(last):
        element = 1 if math.isnan(first) else len(history)
        raise NotAvailable(
            "history", None, N_("expected a value, for growth is from the first to the last"), element=element
        )
    if first <= 0 or last <= 0:
        element = 1 if first <= 0 else len(history)
        found = first if first <= 0 else last
        raise NumProblem("history", found, N_("expected more than 0 at both ends"), element=element)
    return first, (last / first) ** (1 / (len(history) - 1))


def _compound_growth(history: Floats, ahead: Floats) -> Floats:
    _first, rate = _growth(history)
    grown: Floats = float(history[-1]) * rate**ahead
    return grown


def _smoothed(history: Floats, horizon: int, season: int) -> Floats:
    values: Floats = np.asarray(_holt_winters(history, season).forecast(horizon), dtype=float)
    return values


def _holt_winters(history: Floats, season: int) -> Any:
    try:
        from statsmodels.tsa.holtwinters import ExponentialSmoothing
    except ImportError:
        raise MissingExtra(
            "method", "ets", N_('expected the forecast extra to be installed: pip install "xltargets[forecast]"')
        ) from None
    if len(history) < 2 * season:
        count = Phrase(N_("{count} {count:observation|observations}"), count=len(history))
        raise NotAvailable("history", count, N_("expected two full seasons, {wanted}"), wanted=2 * season)
    need_complete(history)
    import warnings

    with warnings.catch_warnings():
        # It warns when its search for parameters ends early; the fit is still its best.
        warnings.simplefilter("ignore")
        model = ExponentialSmoothing(
            history, trend="add", seasonal="add", seasonal_periods=season, initialization_method="estimated"
        )
        return model.fit()
