"""Achievement, told in scores: KPIs and their composite, reviews, standing among peers, and what changed revenue."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, Amounts, Blank, Content, EachBound, Kind, Shape, Weights, word
from xltargets.calc.contract import Block, Each, Layout, Number, Result, worksheet_function
from xltargets.calc.means import weighted_mean
from xltargets.calc.refusals import need_as_many, refuse
from xltargets.errors import N_, DivZeroProblem, NotAvailable, NumProblem, Phrase, ValueProblem

__all__ = [
    "kpi_composite",
    "kpi_score",
    "peer_index",
    "review_360",
    "variance_pvm",
]

AREA = "Achievement"

KpiDirection = Annotated[Any, word("higher", "lower", "target", each=True)]
Cap = Annotated[Any, Kind(Shape.EACH, least=0)]
Ratings = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Raters = Annotated[Any, Kind(Shape.RANGE, Content.KEY)]
GroupWeights = Annotated[Any, Kind(Shape.TABLE, columns=(Kind(Shape.LINE, Content.KEY), Kind(Shape.LINE, least=0)))]
Scores = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Peers = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Lines = Annotated[Any, Kind(Shape.LINE)]


@worksheet_function
def kpi_score(
    actual: Amounts,
    target: Amounts,
    direction: KpiDirection = "higher",
    worst: EachBound = None,
    cap: Cap = 1.2,
) -> Each:
    """The score of a KPI between its worst value (0) and its target (1).

    Args:
        actual: What was measured.
        target: The value that scores 1.
        direction: higher, lower, or target when on target is best and either side is worse.
        worst: The value that scores 0; by default 0 for higher and 2 × target for lower and target.
        cap: Greatest score.

    Returns:
        Scores from 0 to the cap, shaped as the arguments.

    Errors:
        #NUM!: a worst on the wrong side of the target, or equal to it.
        #VALUE!: an unknown direction.

    Formula:
        (actual - worst) / (target - worst), bounded; target: 1 - |actual - target| / |target - worst|

    Example:
        =KPI_SCORE({60;150},100) → {0.6;1.2}
        =KPI_SCORE(8,10,"lower",20) → 1.2
        =KPI_SCORE(11,10,"target",12) → 0.5

        >>> kpi_score([60, 150], 100)
        array([0.6, 1.2])

    Source:
        Linear KPI scoring between worst and best, as in call-centre and balanced scorecards.

    See also:
        KPI_COMPOSITE, ACHIEVEMENT
    """
    higher, on_target = np.equal(direction, "higher"), np.equal(direction, "target")
    default = np.where(higher, 0.0, np.multiply(2.0, target))
    limit = default if worst is None else np.where(np.isnan(worst), default, worst)
    span = np.subtract(target, limit)
    wrong = np.where(higher, span <= 0, np.where(on_target, span == 0, span >= 0))
    refuse(wrong, NumProblem, "worst", limit, N_("expected a value on the worse side of the target"))
    linear = np.clip((np.asarray(actual) - limit) / span, 0, cap)
    off = np.abs(np.subtract(actual, target)) / np.abs(span)
    return np.where(on_target, np.clip(1 - off, 0, cap), linear)


@worksheet_function
def kpi_composite(scores: Scores, weights: Weights) -> Number:
    """The weighted mean of scores; a blank score drops out with its weight.

    Args:
        scores: Scores of the KPIs, blank where not measured.
        weights: Relative importance, as many.

    Returns:
        One score.

    Errors:
        #N/A: every score is blank.
        #NUM!: the remaining weights sum to 0.
        #VALUE!: ranges of different sizes.

    Formula:
        sum of score × weight / sum of weights, over the scores present

    Example:
        =KPI_COMPOSITE({1,0.5},{3,1}) → 0.875

        >>> kpi_composite([1, None, 0.5], [3, 2, 1])
        0.875

    Source:
        Weighted scorecard with renormalisation over what was measured.

    See also:
        KPI_SCORE, REVIEW_360
    """
    return weighted_mean(scores, weights, "scores")


@worksheet_function
def review_360(ratings: Ratings, raters: Raters, group_weights: GroupWeights) -> Number:
    """A 360-degree review in one figure: the mean of each rater group, weighted over the groups present.

    Args:
        ratings: The ratings, blank where none was given.
        raters: Each rating's rater group (manager, peer, report, self), as many.
        group_weights: A table of group and weight.

    Returns:
        One rating, on the scale of the ratings.

    Errors:
        #N/A: no rating at all, or a rater group that the table does not have.
        #NUM!: the groups present weigh 0.
        #VALUE!: ranges of different sizes, or a group twice in the table.

    Formula:
        sum of group mean × group weight / sum of the weights of the groups present

    Example:
        =REVIEW_360({4;5;3},{"peer";"peer";"manager"},{"manager",2;"peer",1}) → 3.5

        >>> review_360([4, 5, 3], ["peer", "peer", "manager"], [["manager", 2], ["peer", 1]])
        3.5

    Source:
        Multi-source feedback, group means before weights so that a large group does not drown a small one.

    See also:
        KPI_COMPOSITE
    """
    need_as_many("raters", raters, "ratings", ratings.size)
    groups, weights = group_weights
    position: dict[Any, int] = {}
    for index, group in enumerate(groups.tolist()):
        if group in position:
            raise ValueProblem("group_weights", group, N_("expected each group once"), element=2 * index + 1)
        position[group] = index
    known, rated_by = ratings.reshape(-1), raters.reshape(-1)
    present = ~np.isnan(known)
    for index in np.flatnonzero(present).tolist():
        if rated_by[index] not in position:
            raise NotAvailable(
                "raters", rated_by[index], N_("expected a group that group_weights has"), element=index + 1
            )
    codes = np.array([position[group] for group in rated_by[present].tolist()], dtype=int)
    counts = np.bincount(codes, minlength=len(groups))
    sums = np.bincount(codes, weights=known[present], minlength=len(groups))
    means = np.full(len(groups), np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return weighted_mean(means, weights, "ratings", "group_weights")


@worksheet_function
def peer_index(value: Amount, peers: Peers) -> Block:
    """How one stands among peers: index to their mean, rank, and percentile.

    Args:
        value: The value of the one looked at.
        peers: All values compared with, usually including one's own. Blanks are left out.

    Returns:
        A row of three: value / mean of peers; rank, 1 the best, ties sharing it; share of peers not above it.

    Errors:
        #N/A: no peer.
        #DIV/0!: a mean of 0.

    Formula:
        value / mean; 1 + count of peers above; count of peers not above / count of peers

    Example:
        =PEER_INDEX(120,{80;100;120}) → {1.2,1,1}

        >>> peer_index(100, [80, 100, 120])
        array([1.        , 2.        , 0.66666667])

    Source:
        Definition; ranks as RANK.EQ.

    See also:
        GROWTH_RATE, KPI_COMPOSITE
    """
    known = peers[~np.isnan(peers)]
    if not known.size:
        raise NotAvailable("peers", Phrase(N_("blank cells only")), N_("expected at least one number"))
    mean = float(known.mean())
    if mean == 0:
        raise DivZeroProblem("peers", Phrase(N_("a mean of 0")), N_("expected a mean other than 0"))
    above = int((known > value).sum())
    return np.array([value / mean, 1 + above, (known.size - above) / known.size])


@worksheet_function
def variance_pvm(
    base_price: Lines, base_quantity: Lines, actual_price: Lines, actual_quantity: Lines
) -> Annotated[Any, Result(Layout.ROWS, "base_price")]:
    """A change in revenue told apart: price, volume and mix for each line.

    Args:
        base_price: Prices of the base period, one for each product line.
        base_quantity: Quantities of the base period.
        actual_price: Prices of the actual period.
        actual_quantity: Quantities of the actual period.

    Returns:
        For each line price, volume and mix; all together sum to the change in revenue.

    Errors:
        #DIV/0!: base quantities that sum to 0.
        #VALUE!: ranges of different lengths.

    Formula:
        price = (p1 - p0) × q1; volume = (Q1 - Q0) × q0 / Q0 × p0; mix = (q1 - Q1 × q0 / Q0) × p0

    Example:
        =VARIANCE_PVM({10;20},{100;100},{11;20},{150;50}) → {150,0,500;0,0,-1000}

        >>> variance_pvm([10, 20], [100, 100], [11, 20], [150, 50])
        array([[  150.,     0.,   500.],
               [    0.,     0., -1000.]])

    Source:
        Price-volume-mix analysis, mix against the base shares of quantity.

    See also:
        GROWTH_RATE
    """
    for argument, line in (
        ("base_quantity", base_quantity),
        ("actual_price", actual_price),
        ("actual_quantity", actual_quantity),
    ):
        need_as_many(argument, line, "base_price", base_price.size)
    base_total, actual_total = float(base_quantity.sum()), float(actual_quantity.sum())
    if base_total == 0:
        raise DivZeroProblem("base_quantity", Phrase(N_("a sum of 0")), N_("expected quantities that sum to more"))
    expected_quantity = actual_total * base_quantity / base_total
    price = (actual_price - base_price) * actual_quantity
    volume = (actual_total - base_total) * base_quantity / base_total * base_price
    mix = (actual_quantity - expected_quantity) * base_price
    return np.column_stack([price, volume, mix])
