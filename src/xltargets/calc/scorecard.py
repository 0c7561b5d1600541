"""Achievement, told in scores: KPIs and their composite, reviews, standing among peers, and what changed revenue."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, Amounts, Blank, Content, EachBound, Kind, Shape, Weights, word
from xltargets.calc.bands import reaches
from xltargets.calc.contract import Block, Each, Layout, Number, Result, worksheet_function
from xltargets.calc.means import weighted_mean
from xltargets.calc.refusals import complete_pairs, need_as_many, refuse
from xltargets.errors import N_, DivZeroProblem, NotAvailable, NumProblem, Phrase, ValueProblem

__all__ = [
    "kpi_composite",
    "kpi_score",
    "peer_index",
    "plan_fairness",
    "review_360",
    "variance_pvm",
]

AREA = "Achievement"

KpiDirection = Annotated[Any, word("higher", "lower", "target", each=True)]
Cap = Annotated[Any, Kind(Shape.EACH, least=0)]
Ratings = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Raters = Annotated[Any, Kind(Shape.RANGE, Content.KEY, blank=Blank.MISSING)]
GroupWeights = Annotated[Any, Kind(Shape.TABLE, columns=(Kind(Shape.LINE, Content.KEY), Kind(Shape.LINE, least=0)))]
Scores = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Peers = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Lines = Annotated[Any, Kind(Shape.LINE)]
Convention = Annotated[str, word("mix", "residual")]
PlannedQuotas = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0)]
Potentials = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0)]
Band = Annotated[float, Kind(least=0)]


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
def plan_fairness(quotas: PlannedQuotas, potentials: Potentials, band: Band = 0.2) -> Block:
    """How fairly quotas follow the potential of those who carry them.

    Everybody's quota is divided by their potential. Where all have the same of it, the plan is fair.

    Args:
        quotas: Each one's quota, 0 or more.
        potentials: Each one's potential, above 0, as many. A row blank in both is nobody.
        band: How far from the median still counts as fair, as a share of it: 0.2 is 20 %.

    Returns:
        A row of three: Gini coefficient of quota over potential, 0 when all are equal; coefficient of variation
        (standard deviation of all, not of a sample, over the mean); share of people further than band from the median.

    Errors:
        #N/A: nobody.
        #DIV/0!: a potential of 0, or quotas that are all 0.
        #NUM!: a negative quota, potential or band.
        #VALUE!: ranges of different sizes, or a quota without a potential.

    Formula:
        r = quota / potential; sum of |ri - rj| over all pairs / (2 n² × mean); STDEV.P / AVERAGE;
        share of people with |r - MEDIAN| > band × MEDIAN

    Example:
        =PLAN_FAIRNESS({100;100;200},{100;100;100}) → {0.166666666666667,0.353553390593274,0.333333333333333}

        >>> plan_fairness([50, 150], [100, 100], 0.5).tolist()
        [0.25, 0.5, 0.0]

    Source:
        Gini coefficient (C. Gini, 1912) and coefficient of variation of relative quotas.

    Checked with:
        all pairs in exact fractions

    See also:
        TARGET_OVERASSIGNMENT, PEER_INDEX
    """
    quota, potential = complete_pairs(quotas, potentials, ("quotas", "potentials"))
    if not quota.size:
        raise NotAvailable("quotas", Phrase(N_("blank cells only")), N_("expected at least one number"))
    if (potentials == 0).any():
        element = int(np.flatnonzero(potentials.reshape(-1) == 0)[0]) + 1
        raise DivZeroProblem("potentials", 0.0, N_("expected a potential other than 0"), element=element)
    ratio = np.sort(quota / potential)
    mean, count = float(ratio.mean()), ratio.size
    if mean == 0:
        raise DivZeroProblem("quotas", Phrase(N_("a sum of 0")), N_("expected at least one quota above 0"))
    ranks = 2.0 * np.arange(1, count + 1) - count - 1
    gini = float((ranks * ratio).sum()) / (count * count * mean)
    median = float(np.median(ratio))
    within = reaches(median * (1 + band), ratio) & reaches(ratio, median * (1 - band))
    return np.array([gini, float(ratio.std()) / mean, int((~within).sum()) / count])


@worksheet_function
def variance_pvm(
    base_price: Lines,
    base_quantity: Lines,
    actual_price: Lines,
    actual_quantity: Lines,
    convention: Convention = "mix",
) -> Annotated[Any, Result(Layout.ROWS, "base_price")]:
    """A change in revenue told apart: price, volume and mix for each line.

    Args:
        base_price: Prices of the base period, one for each product line.
        base_quantity: Quantities of the base period.
        actual_price: Prices of the actual period.
        actual_quantity: Quantities of the actual period.
        convention: mix tells volume of all from the shift among the lines; residual takes each line by itself.

    Returns:
        For each line price, volume and mix; all together sum to the change in revenue.

    Errors:
        #DIV/0!: base quantities that sum to 0, for mix.
        #VALUE!: ranges of different lengths, or an unknown convention.

    Formula:
        mix: price = (p1 - p0) × q1; volume = (Q1 - Q0) × q0 / Q0 × p0; mix = (q1 - Q1 × q0 / Q0) × p0; residual:
        price = (p1 - p0) × q0; volume = (q1 - q0) × p0; mix = the rest, (p1 - p0) × (q1 - q0)

    Example:
        =VARIANCE_PVM({10;20},{100;100},{11;20},{150;50}) → {150,0,500;0,0,-1000}
        =VARIANCE_PVM({10;20},{100;100},{11;20},{150;50},"residual") → {100,500,50;0,-1000,0}

        >>> variance_pvm([10, 20], [100, 100], [11, 20], [150, 50])
        array([[  150.,     0.,   500.],
               [    0.,     0., -1000.]])

    Source:
        Price-volume-mix analysis: mix against the base shares of quantity, or price and volume with a joint residual.

    See also:
        GROWTH_RATE
    """
    for argument, line in (
        ("base_quantity", base_quantity),
        ("actual_price", actual_price),
        ("actual_quantity", actual_quantity),
    ):
        need_as_many(argument, line, "base_price", base_price.size)
    if convention == "residual":
        dearer, more = actual_price - base_price, actual_quantity - base_quantity
        return np.column_stack([dearer * base_quantity, more * base_price, dearer * more])
    base_total, actual_total = float(base_quantity.sum()), float(actual_quantity.sum())
    if base_total == 0:
        raise DivZeroProblem("base_quantity", Phrase(N_("a sum of 0")), N_("expected quantities that sum to more"))
    expected_quantity = actual_total * base_quantity / base_total
    price = (actual_price - base_price) * actual_quantity
    volume = (actual_total - base_total) * base_quantity / base_total * base_price
    mix = (actual_quantity - expected_quantity) * base_price
    return np.column_stack([price, volume, mix])
