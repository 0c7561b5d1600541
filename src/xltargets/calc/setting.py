"""Target setting: from the market, from history and from costs."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, Blank, Kind, Season, Shape, Share, word
from xltargets.calc.bands import CLOSE, reaches
from xltargets.calc.contract import Layout, Number, Result, Word, worksheet_function
from xltargets.calc.forecasting import fitted, forecast, need_observations, seasonal_indices
from xltargets.errors import N_, DivZeroProblem, NumProblem

__all__ = [
    "seasonal_index",
    "target_breakeven",
    "target_challenge",
    "target_history",
    "target_market",
]

AREA = "Target setting"

History = Annotated[Any, Kind(Shape.LINE, blank=Blank.MISSING)]
Horizon = Annotated[int, Kind(whole=True, least=1, most=1000)]
Method = Annotated[str, word("mean", "cagr", "linear", "seasonal", "ets")]
Tax = Annotated[float, Kind(least=0)]

PERFECT = 1e-12
"""What the arithmetic of a fit may leave, as a share of its numbers."""


@worksheet_function
def target_market(market_size: Amount, market_growth: Amount, share: Share, share_change: Amount = 0) -> Number:
    """A target from market research, top down: the market as it will be, times the share aimed at.

    Args:
        market_size: The market now, as an amount.
        market_growth: Its expected growth as a fraction: 0.05 is 5 %.
        share: The market share now, a fraction from 0 to 1.
        share_change: Share to be won or lost, in fractions of the market: 0.02 is two points more.

    Returns:
        An amount, in the unit of the market.

    Errors:
        #NUM!: a share outside 0 to 1, before or after the change.

    Formula:
        market_size × (1 + market_growth) × (share + share_change)

    Example:
        =TARGET_MARKET(1000000,0.1,0.2,0.05) → 275000

        >>> round(target_market(1_000_000, 0.1, 0.2, 0.05), 6)
        275000.0

    Source:
        Top-down market sizing: obtainable market = market × share.

    See also:
        TARGET_BLEND, TARGET_HISTORY
    """
    aimed = share + share_change
    noise = CLOSE * (share + abs(share_change))
    if not -noise <= aimed <= 1 + noise:
        raise NumProblem("share_change", share_change, N_("expected a share from 0 to 1 after the change"))
    return market_size * (1 + market_growth) * min(max(aimed, 0.0), 1.0)


@worksheet_function
def target_history(
    history: History, horizon: Horizon = 1, method: Method = "linear", season: Season = 12
) -> Annotated[Any, Result(Layout.ALONG, "history")]:
    """A forecast of the next periods from a history.

    A blank is missing, never 0: mean and linear leave it out (linear keeps its place in time), cagr needs the first and
    the last period only, seasonal and ets take no gap.

    Args:
        history: The series, oldest first.
        horizon: How many periods ahead.
        method: mean, cagr, linear, seasonal, or ets (needs the forecast extra).
        season: Periods in a season, for seasonal and ets: 12 for months, 4 for quarters.

    Returns:
        The next periods, along the history.

    Errors:
        #N/A: too few observations, or a gap that the method cannot skip.
        #NUM!: cagr from or to an amount that is not above 0.
        #VALUE!: an unknown method, or ets without its extra.

    Formula:
        linear: a + b × (n + k) by least squares over 1..n; cagr: last × (last / first)^(k / (n - 1)); seasonal: the
        line through history / index, times the index

    Example:
        =TARGET_HISTORY({10;20;30},2) → {40;50}
        =TARGET_HISTORY({100,110,121},1,"cagr") → 133.1

        >>> target_history([10, 20, 30], 2)
        array([40., 50.])

    Source:
        Least squares; classical multiplicative decomposition; additive Holt-Winters (R. J. Hyndman and G.
        Athanasopoulos, Forecasting: Principles and Practice, otexts.com/fpp2).

    Checked with:
        pandas, NumPy's polyfit, statsmodels' ExponentialSmoothing

    See also:
        SEASONAL_INDEX, TARGET_CHALLENGE
    """
    return forecast(history, horizon, method, season)


@worksheet_function
def seasonal_index(history: History, season: Season = 12) -> Annotated[Any, Result(Layout.ALONG, "history")]:
    """The season of a series: how much above or below the average each position of the season lies.

    Args:
        history: The series, oldest first, without gaps.
        season: Periods in a season: 12 for months, 4 for quarters.

    Returns:
        One index for each position, with a mean of 1; the first belongs to the position of the first observation.

    Errors:
        #N/A: less than two full seasons, or a gap.
        #NUM!: a season that sums to 0.

    Formula:
        mean over the seasons of value / centred moving average, divided by the mean of these means

    Example:
        =SEASONAL_INDEX({1;3;1;3;1;3},2) → {0.5;1.5}

        >>> seasonal_index([1, 3, 1, 3, 1, 3], 2)
        array([0.5, 1.5])

    Source:
        Ratio-to-moving-average method of classical decomposition.

    Checked with:
        statsmodels' seasonal_decompose

    See also:
        TARGET_HISTORY, TARGET_SPLIT
    """
    return seasonal_indices(history, season)


@worksheet_function
def target_breakeven(
    fixed_cost: Amount, unit_price: Amount, unit_variable_cost: Amount, target_profit: Amount = 0, tax_rate: Tax = 0
) -> Number:
    """The revenue at which costs are covered, and a profit after tax if one is wanted.

    Args:
        fixed_cost: Costs of the period whatever is sold.
        unit_price: Price of one unit.
        unit_variable_cost: Cost of one unit.
        target_profit: Profit to be reached, after tax.
        tax_rate: Tax on the profit as a fraction below 1.

    Returns:
        Revenue, in the unit of the costs.

    Errors:
        #NUM!: a negative cost, a price that does not exceed the variable cost, or a tax rate of 1 or more.
        #DIV/0!: a price of 0.

    Formula:
        (fixed_cost + target_profit / (1 - tax_rate)) / ((unit_price - unit_variable_cost) / unit_price)

    Example:
        =TARGET_BREAKEVEN(80000,40,24) → 200000

        >>> target_breakeven(80_000, 40, 24, 12_000, 0.25)
        240000.0

    Source:
        Cost-volume-profit analysis, contribution margin ratio (OpenStax, Principles of Managerial Accounting, 3.2).

    See also:
        TARGET_BLEND
    """
    if unit_price == 0:
        raise DivZeroProblem("unit_price", unit_price, N_("expected a price other than 0"))
    for argument, cost in (("fixed_cost", fixed_cost), ("unit_variable_cost", unit_variable_cost)):
        if cost < 0:
            raise NumProblem(argument, cost, N_("expected 0 or more"))
    if unit_price <= unit_variable_cost:
        raise NumProblem("unit_price", unit_price, N_("expected more than the variable cost"))
    if tax_rate >= 1:
        raise NumProblem("tax_rate", tax_rate, N_("expected a rate below 1"))
    needed = fixed_cost + target_profit / (1 - tax_rate)
    return needed * unit_price / (unit_price - unit_variable_cost)


@worksheet_function
def target_challenge(target: Amount, history: History, method: Method = "linear", season: Season = 12) -> Word:
    """How challenging a target is, measured by how well the history lets itself be forecast.

    Args:
        target: The target of the next period.
        history: The series, oldest first; blanks as for TARGET_HISTORY.
        method: The method of the forecast: mean, cagr, linear, seasonal or ets.
        season: Periods in a season, for seasonal and ets.

    Returns:
        Too low, Realistic, Stretch or Unrealistic.

    Errors:
        #N/A: fewer than three observations, or too few for the method.

    Formula:
        z = (target - forecast) / s, s the residual standard error with n - 2 degrees; below -1 Too low, to 1 Realistic,
        to 3 Stretch, above Unrealistic

    Example:
        =TARGET_CHALLENGE(51,{10;21;29;41}) → "Realistic"

        >>> target_challenge(60, [10, 20, 30])
        'Unrealistic'

    Source:
        Standardised distance from the forecast; a perfect fit leaves no room, so equal is Realistic.

    See also:
        TARGET_HISTORY, SMART_CHECK
    """
    need_observations(history, 3)
    expected = float(forecast(history, 1, method, season)[0])
    present = ~np.isnan(history)
    residuals = (history - fitted(history, method, season))[present]
    error = float(np.sqrt((residuals**2).sum() / (len(residuals) - 2)))
    # A perfect fit leaves only the noise of the last bits.
    if error <= PERFECT * float(np.abs(history[present]).max()):
        gap = target - expected
        if abs(gap) <= PERFECT * max(abs(expected), abs(target)):
            return "Realistic"
        return "Unrealistic" if gap > 0 else "Too low"
    if not reaches(target, expected - error):
        return "Too low"
    if reaches(expected + error, target):
        return "Realistic"
    return "Stretch" if reaches(expected + 3 * error, target) else "Unrealistic"
