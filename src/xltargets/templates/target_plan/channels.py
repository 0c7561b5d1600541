"""The target plan, sheet Channels. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Chart, Free, Kind, Mark, Series, Shape, Tone, _, column


class ChannelWeights(schema.Form):
    """How much each criterion counts."""

    name = "channel_weights"
    title = _("Weights of the criteria")
    headings = (_("Criterion"), _("Weight"), _("What it means"))
    widths = (22, 18, 12)
    wraps = False
    anchor = "A below channels"
    reach = column(Kind.RATIO, _("Reach"), default=0.3, minimum=0, maximum=1, help=_("How many customers it reaches."))
    fit = column(Kind.RATIO, _("Fit"), default=0.25, minimum=0, maximum=1, help=_("With product and price."))
    service = column(Kind.RATIO, _("Service"), default=0.2, minimum=0, maximum=1, help=_("What customers get from it."))
    loyalty = column(Kind.RATIO, _("Reliability"), default=0.15, minimum=0, maximum=1, help=_("Keeps to agreements."))
    insight = column(
        Kind.RATIO, _("Insight"), default=0.1, minimum=0, maximum=1, help=_("What we learn about customers.")
    )


_CRITERIA = ("reach", "fit", "service", "loyalty", "insight")


_POINTS = "+".join(f"[@{key}]*channel_weights.{key}" for key in _CRITERIA)


_WEIGHTS = "+".join(f"channel_weights.{key}" for key in _CRITERIA)


def _rating(label: str) -> schema.Column:
    return column(Kind.NUMBER, label, minimum=1, maximum=5, help=_("From 1 (poor) to 5 (excellent)."), width=11)  # type: ignore[no-any-return]


class Channels(schema.Table):
    """Partners and channels, scored by weighted criteria, with what they cost and bring."""

    title = _("Channels")
    rows = 6
    spare = 2
    channel = column(
        Kind.TEXT, _("Channel"), free=Free.NAME, key=True, required=True, unique=True, help=_("Or partner."), width=22
    )
    kind = column(Kind.TEXT, _("Kind"), offered="lists.channel", help=_("Direct, partner, online."), width=18)
    reach = _rating(_("Reach"))
    fit = _rating(_("Fit"))
    service = _rating(_("Service"))
    loyalty = _rating(_("Reliability"))
    insight = _rating(_("Insight"))
    score = column(
        Kind.NUMBER,
        _("Score"),
        formula=(
            f'=IF(OR([@channel]="",COUNT({",".join(f"[@{key}]" for key in _CRITERIA)})<5,{_WEIGHTS}=0),"",'
            f"ROUND(({_POINTS})/({_WEIGHTS}),2))"
        ),
        help=_("Weighted mean, of 5."),
        width=10,
    )
    rank = column(
        Kind.COUNT, _("Rank"), formula='=IF([@score]="","",RANK([@score],[score]))', help=_("1 is the best."), width=8
    )
    sales = column(Kind.AMOUNT, _("Sales of a year"), minimum=0, help=_("Through this channel."))
    margin = column(Kind.RATIO, _("Margin"), minimum=0, maximum=1, help=_("Of the sales, before the channel's cost."))
    cost = column(Kind.AMOUNT, _("Cost of a year"), minimum=0, help=_("Discounts, fees, support, advertising."))
    gain = column(
        Kind.RATIO,
        _("Return"),
        formula='=IF(OR([@channel]="",1*[@cost]=0),"",([@sales]*[@margin]-[@cost])/[@cost])',
        marks=[Mark(Tone.BAD, "AND(ISNUMBER([@gain]),[@gain]<0)")],
        help=_("What is left of the margin for each unit of cost."),
    )


CHANNEL_CHART = Chart(
    name="channel_chart",
    title=_("Channels by score"),
    alt=_("A bar for each channel as long as its score of 5."),
    categories="channels.channel",
    series=(Series("channels.score"),),
    x_title="",
    y_title=_("Score"),
    anchor="F below channels",
    width=620,
    height=300,
    number_kind=Kind.NUMBER,
    shape=Shape.BARS,
    category_kind=Kind.TEXT,
    maximum=5,
    empty=_("Enter partners and channels with their points; then this shows which comes first."),
)
