"""What must hold of every split: exact sums, closeness to the share, bounds, and no favour to an order."""

from __future__ import annotations

import itertools
import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xltargets.calc import target_cascade, target_grid, target_replan, target_split
from xltargets.errors import InputProblem, NumProblem

totals = st.one_of(
    st.integers(-(10**12), 10**12).map(float),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.decimals(-1000, 1000, places=3).map(float),
)
decimals = st.integers(-3, 6)
weights = st.one_of(
    st.integers(0, 50).map(float),
    st.floats(0, 1e9, allow_nan=False).filter(lambda weight: weight == 0 or weight > 1e-9),
)
some_weights = st.lists(weights, min_size=1, max_size=12).filter(any)


def unit_of(total: float, places: int) -> Fraction:
    """The unit of a split: 10^-places, or the distance of neighbouring doubles of this size if that is coarser."""
    return max(Fraction(1) / Fraction(10) ** places, Fraction(math.ulp(total)))


def rounded(total: float, places: int) -> Fraction:
    """ROUND(total, places), half away from zero, as an exact number; the double itself where it has no decimals."""
    if unit_of(total, places) == Fraction(math.ulp(total)):
        return Fraction(total)
    return Fraction(Decimal(repr(total)).scaleb(places).to_integral_value(ROUND_HALF_UP)) / Fraction(10) ** places


def exact_parts(parts: np.ndarray, total: float, places: int) -> list[Fraction]:
    """The whole units that the printed parts stand for."""
    unit = unit_of(total, places)
    if unit == Fraction(math.ulp(total)):
        return [Fraction(part) for part in parts.tolist()]
    return [Fraction(round(Fraction(part) / unit)) * unit for part in parts.tolist()]


def check_split(parts: np.ndarray, total: float, given_weights: list[float], places: int) -> None:
    unit = unit_of(total, places)
    exact = exact_parts(parts, total, places)
    for part, whole in zip(parts.tolist(), exact, strict=True):
        assert part == float(whole), "a part is the number nearest to its whole units"
    target = rounded(total, places)
    assert sum(exact) == target
    whole_weight = sum(map(Fraction, given_weights))
    for whole, weight in zip(exact, given_weights, strict=True):
        assert abs(whole - target * Fraction(weight) / whole_weight) < unit * Fraction(1000001, 1000000)
        assert weight or whole == 0


@given(totals, some_weights, decimals)
@settings(max_examples=300)
def test_split_sums_exactly_and_stays_within_one_unit(total: float, given_weights: list[float], places: int) -> None:
    check_split(target_split(total, given_weights, places), total, given_weights, places)


def hamilton(units: int, given_weights: list[int]) -> list[int]:
    """Largest remainders in whole-number arithmetic, written from the definition."""
    whole = sum(given_weights)
    parts = [units * weight // whole for weight in given_weights]
    order = sorted(range(len(parts)), key=lambda index: (-(units * given_weights[index] % whole), index))
    for index in order[: units - sum(parts)]:
        parts[index] += 1
    return parts


@given(st.integers(0, 10**6), st.lists(st.integers(0, 1000), min_size=1, max_size=15).filter(any))
def test_split_is_hamiltons_method(total: int, given_weights: list[int]) -> None:
    assert target_split(total, given_weights).tolist() == hamilton(total, given_weights)


@given(st.integers(10**13, 10**15), st.lists(st.integers(1, 10**6), min_size=2, max_size=8))
def test_large_totals_keep_their_remainders(total: int, given_weights: list[int]) -> None:
    assert target_split(total, given_weights).tolist() == hamilton(total, given_weights)


def test_decimal_weights_tie_as_they_are_printed() -> None:
    # 0.1 + 0.2 is not 0.3 in binary; the remainders 0.5 and 0.5 of 15 % and 35 % of 10 still tie.
    assert target_split(10, [0.35, 0.15, 0.5]).tolist() == [4, 1, 5]
    assert target_split(10, [0.15, 0.35, 0.5]).tolist() == [2, 3, 5]


@given(totals, some_weights, decimals, st.randoms(use_true_random=False))
def test_a_permutation_moves_only_ties(total: float, given_weights: list[float], places: int, random) -> None:
    order = list(range(len(given_weights)))
    random.shuffle(order)
    parts = target_split(total, given_weights, places)
    moved = target_split(total, [given_weights[index] for index in order], places)
    unit = float(unit_of(total, places))
    for position, index in enumerate(order):
        # A tie may go the other way round: by one unit, and only among equal remainders.
        assert abs(moved[position] - parts[index]) <= unit * 1.5
    assert sorted(moved.tolist()) == pytest.approx(sorted(parts.tolist()), abs=unit * 1.5)


def test_permuting_equal_weights_changes_nothing() -> None:
    parts = target_split(100, [2, 1, 1, 1])
    for order in itertools.permutations(range(1, 4)):
        assert target_split(100, [2, *([1] * len(order))]).tolist() == parts.tolist()


@given(
    st.integers(0, 10**6),
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 1000), st.integers(0, 10**5)), min_size=1, max_size=10),
)
@settings(max_examples=300)
def test_bounds_hold_and_the_free_parts_stay_in_proportion(total: int, rows: list[tuple[int, int, int]]) -> None:
    given_weights = [float(weight) for weight, _least, _more in rows]
    least = [float(low) for _weight, low, _more in rows]
    most = [float(low + more) for _weight, low, more in rows]
    assume(any(given_weights))
    reachable = sum(high if weight else low for weight, low, high in zip(given_weights, least, most, strict=True))
    if sum(least) > total or reachable < total:
        with pytest.raises(NumProblem):
            target_split(total, given_weights, 0, least, most)
        return
    parts = target_split(total, given_weights, 0, least, most)
    assert parts.sum() == total
    assert (parts >= least).all()
    assert (parts <= most).all()
    # One level serves all: parts / weight of those at neither bound agree to within the rounding.
    free = [index for index in range(len(rows)) if least[index] < parts[index] < most[index] and given_weights[index]]
    for one, other in itertools.combinations(free, 2):
        low = (parts[one] - 1) / given_weights[one], (parts[other] - 1) / given_weights[other]
        high = (parts[one] + 1) / given_weights[one], (parts[other] + 1) / given_weights[other]
        assert max(low) <= min(high) + 1e-9
    # Whoever is held at the minimum would have got less, whoever is held at the maximum more.
    for held, another in itertools.product(range(len(rows)), free):
        level = (parts[another] + 1) / given_weights[another]
        if given_weights[held] and parts[held] == least[held] and least[held] < most[held]:
            assert least[held] >= (parts[another] - 1) / given_weights[another] * given_weights[held] - 1
        if given_weights[held] and parts[held] == most[held] and least[held] < most[held]:
            assert most[held] <= level * given_weights[held] + 1


@given(
    totals,
    st.lists(weights, min_size=1, max_size=8).filter(any),
    st.lists(weights, min_size=1, max_size=6).filter(any),
    decimals,
)
@settings(max_examples=300)
def test_grid_keeps_both_margins(total: float, rows: list[float], columns: list[float], places: int) -> None:
    cells = target_grid(total, rows, columns, places)
    unit = unit_of(total, places)
    assert cells.shape == (len(rows), len(columns))
    exact = [exact_parts(row, total, places) for row in cells]
    assert [sum(row) for row in exact] == exact_parts(target_split(total, rows, places), total, places)
    assert [sum(column) for column in zip(*exact, strict=True)] == exact_parts(
        target_split(total, columns, places), total, places
    )
    target = rounded(total, places)
    all_rows, all_columns = sum(map(Fraction, rows)), sum(map(Fraction, columns))
    for row, weight in zip(exact, rows, strict=True):
        for cell, other in zip(row, columns, strict=True):
            share = target * Fraction(weight) * Fraction(other) / all_rows / all_columns
            # In rare grids no rounding of the shares meets both margins; see the test of least distances below.
            assert abs(cell - share) <= unit * 2
            assert (weight and other) or cell == 0


@pytest.mark.nightly
def test_every_small_grid_stays_within_one_unit() -> None:
    """All grids of up to 4 × 3 small weights and totals: a rounding of the cells' own shares is always found."""
    for total in (1, 5, 7, 13):
        for rows in itertools.product((1, 2, 3, 5), repeat=4):
            for columns in itertools.combinations_with_replacement((1, 2, 5), 3):
                cells = target_grid(total, rows, columns)
                share = total * np.outer(rows, columns) / sum(rows) / sum(columns)
                assert np.abs(cells - share).max() <= 1 + 1e-9
                assert (cells >= 0).all()


def least_distance(total: int, rows: list[int], columns: list[int]) -> Fraction:
    """Of all grids of two rows with the right margins, the least greatest distance of a cell from its share."""
    whole = sum(rows) * sum(columns)
    first, margins = hamilton(total, rows)[0], hamilton(total, columns)
    shares = [Fraction(total * rows[0] * column, whole) for column in columns]
    best = Fraction(10**9)
    near = [
        range(max(0, int(share) - 2), min(margin, int(share) + 3) + 1)
        for share, margin in zip(shares, margins, strict=True)
    ]
    for cells in itertools.product(*near):
        if sum(cells) == first:
            lower = [margin - cell for margin, cell in zip(margins, cells, strict=True)]
            others = [Fraction(total * rows[1] * column, whole) for column in columns]
            pairs = [*zip(cells, shares, strict=True), *zip(lower, others, strict=True)]
            best = min(best, max(abs(cell - share) for cell, share in pairs))
    return best


@given(
    st.integers(1, 60),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
    st.lists(st.integers(1, 12), min_size=2, max_size=5),
)
@settings(max_examples=200)
def test_a_grid_is_within_one_unit_wherever_one_can_be(total: int, rows: tuple[int, int], columns: list[int]) -> None:
    check_distance(total, list(rows), columns)


def check_distance(total: int, rows: list[int], columns: list[int]) -> None:
    cells = target_grid(total, rows, columns)
    shares = total * np.outer(rows, columns) / sum(rows) / sum(columns)
    least = float(least_distance(total, rows, columns))
    assert np.abs(cells - shares).max() <= (1 if least <= 1 else least) + 1e-9


@pytest.mark.parametrize(
    ("total", "rows", "columns"),
    [(25, [5, 7], [9, 3, 9, 8, 2]), (30, [11, 5], [3, 10, 10, 3])],
)
def test_where_no_rounding_exists_the_least_distance_is_kept(total: int, rows: list[int], columns: list[int]) -> None:
    """Found by trying a quarter of a million small grids: there, fixed margins leave no cell-by-cell rounding."""
    assert least_distance(total, rows, columns) > 1
    check_distance(total, rows, columns)
    cells = target_grid(total, rows, columns)
    assert cells.sum(axis=1).tolist() == hamilton(total, rows)
    assert cells.sum(axis=0).tolist() == hamilton(total, columns)


@given(
    totals,
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), weights), min_size=1, max_size=12),
    decimals,
)
@settings(max_examples=200)
def test_cascade_is_a_split_on_every_level(total: float, leaves: list[tuple[str, str, float]], places: int) -> None:
    given_weights = [weight for _region, _unit, weight in leaves]
    assume(any(given_weights))
    keys = [[region, unit] for region, unit, _weight in leaves]
    exact = exact_parts(target_cascade(total, keys, given_weights, places), total, places)
    assert sum(exact) == rounded(total, places)
    unit = unit_of(total, places)
    regions = list(dict.fromkeys(region for region, _unit, _weight in leaves))
    sizes = [math.fsum(weight for key, _unit, weight in leaves if key == region) for region in regions]
    assume(all(size == 0 or size > 1e-6 for size in sizes))
    parts = [sum(part for part, leaf in zip(exact, leaves, strict=True) if leaf[0] == region) for region in regions]
    whole = Fraction(math.fsum(sizes))
    # A group's weight is a sum that is itself rounded to a double: half a step of a weight moves its share by as much.
    close = unit * Fraction(1000001, 1000000) + abs(rounded(total, places)) * Fraction(2) ** -52
    for part, size in zip(parts, sizes, strict=True):
        assert abs(part - rounded(total, places) * Fraction(size) / whole) < close
    # Below, a group shares its own part; so every group is within one unit of its share of that.
    for region, part, size in zip(regions, parts, sizes, strict=True):
        for unit_name in {leaf[1] for leaf in leaves if leaf[0] == region}:
            members = [index for index, leaf in enumerate(leaves) if leaf[:2] == (region, unit_name)]
            weight = math.fsum(given_weights[index] for index in members)
            if size and (weight == 0 or weight > 1e-6):
                share = part * Fraction(weight) / Fraction(size)
                assert abs(sum(exact[index] for index in members) - share) < close


@given(st.lists(st.tuples(st.integers(0, 1000), st.none() | st.integers(0, 2000)), min_size=1, max_size=12))
def test_replan_keeps_the_year(periods: list[tuple[int, int | None]]) -> None:
    targets = [target for target, _actual in periods]
    actuals = [actual for _target, actual in periods]
    short = sum(target - actual for target, actual in periods if actual is not None)
    if short > 0 and None not in actuals:
        with pytest.raises(InputProblem):
            target_replan(targets, actuals)
        return
    plan = target_replan(targets, actuals)
    for new, (target, actual) in zip(plan.tolist(), periods, strict=True):
        assert new == actual if actual is not None else new >= target
    assert plan.sum() == max(sum(targets), sum(targets) - short)


@given(st.integers(0, 2**32 - 1))
def test_fixed_cells_stay_and_both_margins_hold(seed: int) -> None:
    """What is fixed is taken from another grid with the same margins, so that one is there."""
    random = np.random.default_rng(seed)
    shape = tuple(random.integers(2, 8, 2))
    weights = [random.integers(1, 20, size) for size in shape]
    total = float(random.integers(0, 100_000))
    other = target_grid(total, *weights)
    margins = [other.sum(axis=axis).tolist() for axis in (0, 1)]
    for _ in range(8):
        (one, two), (left, right) = (random.choice(size, 2, replace=False) for size in shape)
        moved = float(random.integers(0, int(min(other[one, left], other[two, right])) + 1))
        other[[one, two], [left, right]] -= moved
        other[[one, two], [right, left]] += moved
    marks = random.random(shape) < random.choice([0.1, 0.3, 0.6, 0.9])
    fixed = [[row + 1, column + 1, other[row, column]] for row, column in np.argwhere(marks)]
    cells = target_grid(total, *weights, 0, fixed or None)
    assert [cells.sum(axis=axis).tolist() for axis in (0, 1)] == margins
    assert (cells[marks] == other[marks]).all()
    assert (cells >= 0).all()


def test_fixed_cells_keep_the_proportions_of_the_others() -> None:
    """W. E. Deming and F. F. Stephan: a free cell is a number of its row times a number of its column."""
    cells = target_grid(6_000_000, [3, 2, 1], [1, 1, 1, 1], 0, [[1, 1, 100_000]])
    for one, two in ((1, 2), (2, 3)):
        ratios = cells[:, one] / cells[:, two]
        assert np.allclose(ratios, ratios[0], rtol=1e-4)
    assert cells[1, 0] / cells[2, 0] == pytest.approx(cells[1, 1] / cells[2, 1], rel=1e-4)


@pytest.mark.parametrize(
    ("fixed", "says"),
    [
        ([[1, 1, 70]], "found -10 of 60 left in row 1; expected fixed cells that come to no more."),
        ([[1, 1, 30], [1, 2, 20], [1, 3, 9]], "found 1 of 60 left in row 1; expected cells that are not fixed, which"),
        ([[3, 1, 1]], "element 1: found 3; expected a number from 1 to 2."),
        ([[1, 1, 1.5]], "element 3: found 1.5; expected an amount of as many decimals as the cells"),
        ([[1, 1, 1], [1, 1, 2]], "element 4: found row 1 and column 1 twice; expected each cell once."),
    ],
)
def test_fixed_cells_that_leave_no_grid(fixed: list[list[float]], says: str) -> None:
    with pytest.raises(NumProblem) as problem:
        target_grid(120, [1, 1], [1, 1, 1], 0, fixed)
    assert says in problem.value.sentence()


def test_python_takes_what_analysts_have() -> None:
    import pandas as pd

    frame = pd.DataFrame({"weight": [1, 1, 2]}, index=["a", "b", "c"])
    assert target_split(8, frame["weight"]).tolist() == [2, 2, 4]
    assert target_split(8, np.array([[1, 1], [1, 1]])).tolist() == [[2, 2], [2, 2]]
    assert target_split(8, (1, 3), decimals=0).tolist() == [2, 6]
    assert target_cascade(8, frame.reset_index()[["index"]], frame["weight"]).tolist() == [2, 2, 4]
    with pytest.raises(NumProblem, match=r"weights, element 2: found -1; expected 0 or more\."):
        target_split(8, [1, -1])
