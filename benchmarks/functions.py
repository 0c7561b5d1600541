"""The worksheet functions against named peers, each pair in the same run. What counts is the ratio, not the seconds.

python benchmarks/functions.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from xltargets.calc import (
    commission,
    commission_run,
    rfm_score,
    target_at_risk,
    target_grid,
    target_probability,
    target_split,
)
from xltargets.workbooks.contents import Cell, Contents, Sheet
from xltargets.workbooks.engine import evaluate

MILLION = 1_000_000
TIERS = np.array([[0, 0.03], [10_000, 0.05], [25_000, 0.08], [60_000, 0.1]])
RANDOM = np.random.default_rng(1)


def best(run: Callable[[], object], times: int = 5) -> float:
    """The shortest of several runs, in seconds."""
    shortest = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        run()
        shortest = min(shortest, time.perf_counter() - started)
    return shortest


def report(what: str, ours: float, peer: str, theirs: float, aim: str) -> None:
    print(f"{what:44} {ours * 1e3:9.1f} ms   {peer:42} {theirs * 1e3:9.1f} ms   ratio {ours / theirs:8.3f}   {aim}")


def commission_of_a_million() -> None:
    amounts = RANDOM.uniform(0, 100_000, MILLION)
    starts, rates = TIERS.T
    paid = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])

    # The last tier is open, so the one line needs a point beyond all amounts.
    far = amounts.max()
    points, values = [*starts, far], [*paid, paid[-1] + rates[-1] * (far - starts[-1])]

    def one_line() -> np.ndarray:
        return np.interp(amounts, points, values)

    np.testing.assert_allclose(commission(amounts, TIERS), one_line())
    ours = best(lambda: commission(amounts, TIERS))
    report("COMMISSION, a million amounts", ours, "NumPy interp in one line", best(one_line), "aim 1.5")

    def by_hand(amount: float) -> float:
        return sum(
            rate * (min(amount, end) - start)
            for (start, rate), end in zip(TIERS, [*starts[1:], np.inf], strict=True)
            if amount > start
        )

    sample = pd.Series(amounts[: MILLION // 50])
    applied = best(lambda: sample.apply(by_hand), 1) * 50
    report("COMMISSION, a million amounts", ours, "pandas apply (2 % of them, times 50)", applied, "aim 0.01")


def commission_of_a_million_lines() -> None:
    """A list of deals of 5,000 people, retroactive and to the cent, beside the same in pandas."""
    amounts = np.round(RANDOM.uniform(-2, 20, MILLION), 2)
    people = RANDOM.integers(0, 5_000, MILLION)
    tiers = np.array([[0, 0.03], [500, 0.05], [1_500, 0.08]])
    starts, rates = tiers.T

    def in_pandas() -> np.ndarray:
        lines = pd.DataFrame({"person": people, "amount": amounts})
        total = lines.groupby("person")["amount"].cumsum().to_numpy()
        before = total - amounts

        def whole(attained: np.ndarray) -> np.ndarray:
            return np.round(attained * rates[np.maximum(np.searchsorted(starts, attained, side="right") - 1, 0)], 2)

        return np.where(total > 0, whole(total), 0) - np.where(before > 0, whole(before), 0)

    ours = best(lambda: commission_run(amounts, tiers, people, "retroactive", decimals=2), 3)
    report("COMMISSION_RUN, a million lines", ours, "pandas groupby, cumsum, searchsorted", best(in_pandas, 3), "")


def split_of_a_million() -> None:
    weights = RANDOM.uniform(0, 10, MILLION)

    def largest_remainders() -> np.ndarray:
        ideal = weights * (1e9 / weights.sum())
        parts = np.floor(ideal)
        surplus = int(1e9 - parts.sum())
        parts[np.argpartition(parts - ideal, surplus)[:surplus]] += 1
        return parts

    np.testing.assert_array_equal(target_split(1e9, weights), largest_remainders())
    ours, theirs = best(lambda: target_split(1e9, weights)), best(largest_remainders)
    report("TARGET_SPLIT, a million weights", ours, "NumPy, largest remainders by argpartition", theirs, "aim 2")


def grid_of_a_team() -> None:
    rows, columns = RANDOM.uniform(1, 10, 500), RANDOM.uniform(1, 10, 60)
    ours = best(lambda: target_grid(1e6, rows, columns))
    report("TARGET_GRID, 500 × 60", ours, "NumPy outer", best(lambda: np.outer(rows, columns)), "aim 50 ms")


def rfm_of_a_million() -> None:
    columns = [RANDOM.integers(0, 10_000, MILLION).astype(float) for _ in range(3)]

    def middle_bins(values: np.ndarray) -> np.ndarray:
        """Quantiles and comparisons, the group at each quantile to the side where its middle lies."""
        scores = np.ones(MILLION)
        for share, edge in zip(
            (0.2, 0.4, 0.6, 0.8), np.quantile(values, [0.2, 0.4, 0.6, 0.8], method="higher"), strict=True
        ):
            middle = np.count_nonzero(values < edge) + np.count_nonzero(values <= edge)
            scores += values >= edge if middle > 2 * share * MILLION else values > edge
        return scores

    def by_quantile() -> np.ndarray:
        return np.column_stack([middle_bins(column) for column in (-columns[0], columns[1], columns[2])])

    np.testing.assert_array_equal(rfm_score(*columns), by_quantile())
    ours, theirs = best(lambda: rfm_score(*columns), 3), best(by_quantile, 3)
    report("RFM_SCORE, a million customers", ours, "NumPy, quantile and comparisons", theirs, "aim 1.5")


def risk_of_two_hundred() -> None:
    losses, chances = RANDOM.uniform(1, 100, 200), RANDOM.uniform(0, 0.3, 200)
    remaining = float((losses * chances).sum())

    def drawn() -> np.ndarray:
        strikes = np.random.default_rng(1).random((100_000, 200)) < chances
        return (strikes * losses).sum(axis=1)

    def drawn_quantile() -> float:
        return float(np.quantile(drawn(), 0.95, method="inverted_cdf"))

    def drawn_chance() -> float:
        return float((drawn() >= remaining).mean())

    # The simulation is the one that is off: by its sampling error, three times.
    assert abs(target_at_risk(losses, chances) / drawn_quantile() - 1) < 0.01
    assert abs(target_probability(remaining, losses, chances) - drawn_chance()) < 3 * 0.5 / 100_000**0.5
    peer = "NumPy, 100,000 draws at once"
    ours = best(lambda: target_at_risk(losses, chances), 2)
    report("TARGET_AT_RISK, 200 risks", ours, peer, best(drawn_quantile, 2), "aim 1")
    ours = best(lambda: target_probability(remaining, losses, chances), 2)
    report("TARGET_PROBABILITY, 200 deals", ours, peer, best(drawn_chance, 2), "aim 1")
    few, likely = losses[:20], chances[:20]
    ours = best(lambda: target_at_risk(few, likely), 2)
    report("TARGET_AT_RISK, 20 risks, all combinations", ours, f"{peer} of 200", best(drawn_quantile, 2), "aim 1")


def commission_in_cells(count: int = 100_000) -> None:
    nested = (
        "IF({a}>60000,3850+({a}-60000)*0.1,IF({a}>25000,1050+({a}-25000)*0.08,"
        "IF({a}>10000,300+({a}-10000)*0.05,{a}*0.03)))"
    )
    values = RANDOM.uniform(0, 100_000, count)

    def sheet(formula: str) -> Contents:
        cells = {(row, 1): Cell(row, 1, float(value)) for row, value in enumerate(values, 1)}
        for row, (start, rate) in enumerate(TIERS, 1):
            cells[row, 4], cells[row, 5] = Cell(row, 4, start), Cell(row, 5, rate)
        for row in range(1, count + 1):
            cells[row, 2] = Cell(row, 2, None, formula.format(a=f"A{row}"))
        return Contents(Path("benchmark.xlsx"), {"S": Sheet("S", "", cells=cells)})

    ours, native = sheet("COMMISSION({a},$D$1:$E$4)"), sheet(nested)
    started = time.perf_counter()
    found = evaluate(ours).values
    middle = time.perf_counter()
    expected = evaluate(native).values
    theirs = time.perf_counter() - middle
    assert all(abs(found[place] - value) < 1e-6 for place, value in expected.items())
    what = f"COMMISSION in {count:,} cells, headless"
    report(what, middle - started, "the same sheet with nested IFs", theirs, "")


if __name__ == "__main__":
    commission_of_a_million()
    commission_of_a_million_lines()
    split_of_a_million()
    grid_of_a_team()
    rfm_of_a_million()
    risk_of_two_hundred()
    commission_in_cells()
