"""Customers: whom to call, how content and how loyal they are."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import BandTable, Blank, Content, Days, Kind, Shape, Today
from xltargets.calc.bands import CLOSE, labels_of, reaches
from xltargets.calc.contract import Each, Layout, Number, Result, need_day, worksheet_function
from xltargets.calc.refusals import need_as_many, refuse
from xltargets.errors import N_, NotAvailable, NumProblem, Phrase, ValueProblem

__all__ = [
    "band_grade",
    "csat_score",
    "followup_due",
    "followup_status",
    "loyalty_points",
    "nps_score",
    "rfm_score",
]

AREA = "Customers"

Tier = Annotated[Any, Kind(Shape.EACH, Content.KEY)]
Cadence = Annotated[Any, Kind(Shape.TABLE, columns=(Kind(Shape.LINE, Content.KEY), Kind(Shape.LINE, least=0)))]
WarnDays = Annotated[Any, Kind(Shape.EACH, least=0)]
Ratings = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Scale = Annotated[int, Kind(whole=True, least=2, most=100)]
Top = Annotated[int, Kind(whole=True, least=1, most=100)]
Line = Annotated[Any, Kind(Shape.LINE)]
Bins = Annotated[int, Kind(whole=True, least=2, most=100)]
Values = Annotated[Any, Kind(Shape.EACH)]
NotNegative = Annotated[Any, Kind(Shape.EACH, least=0)]


@worksheet_function
def followup_due(last_contact: Days, tier: Tier, cadence: Cadence) -> Each:
    """When a customer is due to be contacted again.

    Args:
        last_contact: The day of the last contact.
        tier: The customer's tier.
        cadence: A table of tier and days between contacts.

    Returns:
        Days as serial numbers, shaped as the arguments.

    Errors:
        #N/A: a tier that the cadence does not have.
        #VALUE!: a blank tier, or a tier twice in the cadence.

    Formula:
        last_contact + the days of the tier

    Example:
        =FOLLOWUP_DUE({46023;46030},{"A";"b"},{"A",14;"B",30}) → {46037;46060}

        >>> followup_due(46023, "A", [["A", 14], ["B", 30]])
        46037.0

    Source:
        Contact cadence by customer tier.

    See also:
        FOLLOWUP_STATUS
    """
    tiers, days = cadence
    days_of: dict[Any, float] = {}
    for index, name in enumerate(tiers.tolist()):
        if name in days_of:
            raise ValueProblem("cadence", name, N_("expected each tier once"), element=2 * index + 1)
        days_of[name] = float(days[index])
    wanted = np.asarray(tier, dtype=object)
    found = np.array([days_of.get(one, np.nan) for one in wanted.reshape(-1).tolist()]).reshape(wanted.shape)
    refuse(np.isnan(found), NotAvailable, "tier", tier, N_("expected a tier that the cadence has"))
    return np.add(last_contact, found)


@worksheet_function
def followup_status(due: Days, as_of: Today = None, warn_days: WarnDays = 3.0) -> Each:
    """Whether a follow-up is overdue, due, or still some time off.

    Args:
        due: The day on which the customer is due.
        as_of: The day to look from; today if left out.
        warn_days: How many days ahead count as due.

    Returns:
        Overdue, Due or Planned, shaped as the days.

    Errors:
        #NUM!: negative warning days.

    Formula:
        Overdue if due < as_of, Due if due ≤ as_of + warn_days, else Planned

    Example:
        =FOLLOWUP_STATUS({46036;46037;46040;46041},46037) → {"Overdue";"Due";"Due";"Planned"}

        >>> followup_status(46036, 46037)
        'Overdue'

    Source:
        Definition.

    See also:
        FOLLOWUP_DUE
    """
    day = need_day(as_of)
    soon = reaches(np.add(day, warn_days), due)
    return np.where(np.less(due, day), "Overdue", np.where(soon, "Due", "Planned")).astype(object)


def _known(ratings: Any, least: float, most: float) -> Any:
    """The ratings given, all on the scale."""
    outside = (ratings < least) | (ratings > most)
    refuse(
        outside, NumProblem, "ratings", ratings, N_("expected {least} to {most}"), least=f"{least:g}", most=f"{most:g}"
    )
    known = ratings[~np.isnan(ratings)]
    if not known.size:
        raise NotAvailable("ratings", Phrase(N_("blank cells only")), N_("expected at least one rating"))
    return known


@worksheet_function
def nps_score(ratings: Ratings) -> Number:
    """The net promoter score of ratings from 0 to 10.

    Args:
        ratings: Answers to how likely a recommendation is, 0 to 10; blanks are left out.

    Returns:
        A score from -100 to 100.

    Errors:
        #NUM!: a rating outside 0 to 10, or not whole.
        #N/A: no rating.

    Formula:
        100 × (share of 9 and 10 - share of 0 to 6)

    Example:
        =NPS_SCORE({10;9;8;7;6;0}) → 0
        =NPS_SCORE({10,10,9,3}) → 50

        >>> nps_score([10, 10, 9, 3])
        50.0

    Source:
        F. Reichheld, The One Number You Need to Grow, Harvard Business Review (December 2003).

    See also:
        CSAT_SCORE
    """
    known = _known(ratings, 0, 10)
    broken = ~np.isnan(ratings) & (ratings != np.rint(ratings))
    refuse(broken, NumProblem, "ratings", ratings, N_("expected a whole number"))
    promoters, detractors = int((known >= 9).sum()), int((known <= 6).sum())
    return 100 * (promoters - detractors) / len(known)


@worksheet_function
def csat_score(ratings: Ratings, scale: Scale = 5, top: Top = 2) -> Number:
    """The share of satisfied customers: those who answered in the top of the scale.

    Args:
        ratings: Ratings from 1 to the scale; blanks are left out.
        scale: The highest rating.
        top: How many of the highest ratings count as satisfied.

    Returns:
        A fraction from 0 to 1.

    Errors:
        #NUM!: a rating outside the scale, or a top beyond it.
        #N/A: no rating.

    Formula:
        count of ratings above scale - top, over the count of ratings

    Example:
        =CSAT_SCORE({5;4;3;1}) → 0.5

        >>> csat_score([7, 6, 5, 2], 7, 3)
        0.75

    Source:
        Top-two-box customer satisfaction.

    See also:
        NPS_SCORE
    """
    if top > scale:
        raise NumProblem("top", top, N_("expected no more than the scale"))
    known = _known(ratings, 1, scale)
    return float((known > scale - top).sum()) / len(known)


@worksheet_function
def rfm_score(
    recency_days: Line, frequency: Line, monetary: Line, bins: Bins = 5
) -> Annotated[Any, Result(Layout.ROWS, "recency_days")]:
    """Customers scored by recency, frequency and monetary value.

    Equal values share their places and get the bin of the middle of these, so that where all bought once nobody is
    frequent.

    Args:
        recency_days: Days since each customer's last order: fewer is better.
        frequency: How many orders.
        monetary: How much they spent.
        bins: The best score.

    Returns:
        For each customer three scores from 1 to bins; equal values score equally.

    Errors:
        #VALUE!: ranges of different lengths.

    Formula:
        score = bins × (rank - 1/2) / n rounded up; rank from the worst, 1, to the best, n, equal values sharing their
        mean

    Example:
        =RFM_SCORE({5;40;90;200},{9;4;2;2},{900;100;300;50},4) → {4,4,4;3,3,2;2,1,3;1,1,1}

        >>> rfm_score([5, 90], [9, 2], [900, 300], 2)
        array([[2., 2., 2.],
               [1., 1., 1.]])

    Source:
        RFM analysis (A. M. Hughes, Strategic Database Marketing) with quantile scores; equal values at the middle of
        their places, as midranks.

    Checked with:
        pandas' rank and qcut

    See also:
        BAND_GRADE
    """
    need_as_many("frequency", frequency, "recency_days", recency_days.size)
    need_as_many("monetary", monetary, "recency_days", recency_days.size)
    return np.column_stack([_middle_bins(values, bins) for values in (-recency_days, frequency, monetary)])


def _middle_bins(values: Any, bins: int) -> Any:
    """⌈bins × (rank - ½) / n⌉ with midranks, by the values at which it rises. No full sort."""
    count = values.size
    places = np.arange(1, bins) * count // bins
    edges = np.partition(values, np.unique(places))[places]
    scores = np.ones(count)
    for step, edge in enumerate(edges.tolist(), start=1):
        # Only the edge's own group is in question: it is above where the middle of its places is.
        at_least = values >= edge
        below, above = count - np.count_nonzero(at_least), values > edge
        middle = below + count - np.count_nonzero(above)
        scores += at_least if middle * bins > 2 * step * count else above
    return scores


@worksheet_function
def band_grade(value: Values, bands: BandTable) -> Each:
    """The label of the band that a value reaches: a loyalty tier, a credit grade, a level.

    Args:
        value: What is graded.
        bands: A table of from and label, rising; a band begins at its from, inclusive. A number as a label stays one.

    Returns:
        Labels, shaped as the values.

    Errors:
        #N/A: a value below the first band.
        #NUM!: bands that do not rise.

    Formula:
        the label of the last band whose from is reached

    Example:
        =BAND_GRADE({0;999;1000},{0,"Silver";1000,"Gold"}) → {"Silver";"Silver";"Gold"}

        >>> band_grade(1200, [[0, "Silver"], [1000, "Gold"]])
        'Gold'

    Source:
        Definition; the approximate match of a lookup, with an error below the first band.

    See also:
        RISK_LEVEL, LOYALTY_POINTS
    """
    starts, labels = bands
    return labels_of(value, starts, labels, "value")


@worksheet_function
def loyalty_points(amount: Values, points_per_unit: NotNegative, multiplier: NotNegative = 1.0) -> Each:
    """Loyalty points for an amount, in whole points.

    Args:
        amount: What was spent; a return is negative and takes its points back.
        points_per_unit: Points for each unit of the amount.
        multiplier: A factor, for example of the loyalty tier or of a campaign.

    Returns:
        Whole points rounded down, shaped as the amounts.

    Errors:
        #NUM!: negative points per unit or multiplier.

    Formula:
        amount × points_per_unit × multiplier, without its fraction

    Example:
        =LOYALTY_POINTS({19.99;100},0.1,2) → {3;20}

        >>> loyalty_points(19.99, 100)
        1999.0

    Source:
        Definition, as points programmes publish it.

    See also:
        BAND_GRADE
    """
    points = np.multiply(np.multiply(amount, points_per_unit), multiplier)
    # 19.99 × 100 is 1999, whatever binary makes of it.
    nearest = np.rint(points)
    whole: Any = np.where(np.abs(points - nearest) <= np.abs(points) * CLOSE, nearest, np.trunc(points))
    return whole + 0.0
