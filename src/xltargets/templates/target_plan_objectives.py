"""The target plan, what is to be done: strategy, SMART objectives, channels, actions, changes. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import LANGUAGE, PROGRESS
from xltargets.templates.row_formulas import coded, shown
from xltargets.templates.schema import (
    Before,
    Chart,
    Choices,
    Highlight,
    Kind,
    Mark,
    Series,
    Shape,
    Tone,
    _,
    column,
)

VERDICT = Choices(
    "verdict",
    (("Pass", _("Pass")), ("Fail", _("Fail")), ("Unknown", _("Unknown"))),
    (("Pass", Tone.GOOD), ("Fail", Tone.BAD), ("Unknown", Tone.WATCH)),
)


class Goals(schema.Table):
    """What the company or the unit is after; every objective serves one."""

    title = _("Goals")
    rows = 6
    row_height = 30
    goal = column(
        Kind.TEXT, _("Goal"), key=True, required=True, unique=True, wrap=True, help=_("In a few words."), width=34
    )
    why = column(Kind.TEXT, _("Why"), wrap=True, help=_("What it is good for."), width=44)
    sponsor = column(Kind.TEXT, _("Sponsor"), help=_("Who wants it."), width=20)
    horizon = column(Kind.DATE, _("Until"), help=_("By when."))


class Segments(schema.Table):
    """How each part of the market is won: position, price, channel, promotion."""

    title = _("Segments")
    rows = 6
    anchor = "F4"
    segment = column(
        Kind.TEXT, _("Segment"), key=True, required=True, unique=True, wrap=True, help=_("Which customers."), width=22
    )
    position = column(Kind.TEXT, _("Position"), wrap=True, help=_("What we are for them."), width=26)
    price = column(Kind.TEXT, _("Price"), wrap=True, help=_("How we price for them."), width=20)
    channel = column(Kind.TEXT, _("Channel"), wrap=True, help=_("How we reach them."), width=18)
    promotion = column(Kind.TEXT, _("Promotion"), wrap=True, help=_("How we make ourselves known."), width=24)


_LANGUAGE = coded(LANGUAGE, "settings.language")
_FIELDS = "[@objective],[@metric],[@baseline],[@target],[@start],[@due],[@owner],[@serves],,status.as_of"


def _verdict(label: str, place: int) -> schema.Column:
    word = shown(VERDICT, f"INDEX(SMART_CHECK({_FIELDS}),1,{place})")
    return column(  # type: ignore[no-any-return]
        Kind.CHOICE,
        label,
        formula=f'=IF([@objective]="","",{word})',
        choices=VERDICT,
        highlight=Highlight.TONES,
        width=12,
    )


class Objectives(schema.Table):
    """Objectives that are specific, measurable, achievable, relevant and time-bound, or told what they lack."""

    title = _("Objectives")
    rows = 6
    spare = 3
    row_height = 78
    objective = column(
        Kind.TEXT,
        _("Objective"),
        key=True,
        required=True,
        unique=True,
        wrap=True,
        help=_("What is done, and to what: win, reduce, renew."),
        width=32,
    )
    metric = column(Kind.TEXT, _("Metric"), wrap=True, help=_("What is measured."), width=18)
    measure = column(Kind.TEXT, _("Unit"), help=_("Of the metric: %, customers, days."), width=11)
    baseline = column(Kind.NUMBER, _("Baseline"), help=_("Where it stands at the start."), width=11)
    target = column(Kind.NUMBER, _("Target"), help=_("Where it is to stand at the end."), width=11)
    start = column(Kind.DATE, _("Start"), help=_("The first day."), checks=[Before("due")])
    due = column(Kind.DATE, _("Due"), help=_("The last day; at most a year after the first."))
    owner = column(Kind.TEXT, _("Owner"), help=_("The one person who answers for it."), width=15)
    serves = column(Kind.TEXT, _("Serves"), references="goals.goal", wrap=True, help=_("A goal of Strategy."), width=22)
    specific = _verdict(_("Specific"), 1)
    measurable = _verdict(_("Measurable"), 2)
    achievable = _verdict(_("Achievable"), 3)
    relevant = _verdict(_("Relevant"), 4)
    timed = _verdict(_("Time-bound"), 5)
    score = column(
        Kind.COUNT,
        _("Score"),
        formula=f'=IF([@objective]="","",SMART_SCORE({_FIELDS}))',
        help=_("Of 100: 20 for each pass, 10 for each unknown."),
        width=9,
    )
    advice = column(
        Kind.TEXT,
        _("Advice"),
        formula=f'=IF([@objective]="","",IF([@score]=100,"–",SMART_ADVICE({_FIELDS},{_LANGUAGE})))',
        wrap=True,
        width=90,
    )


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
    channel = column(Kind.TEXT, _("Channel"), key=True, required=True, unique=True, help=_("Or partner."), width=22)
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
)


class Actions(schema.Table):
    """What is done, by whom and by when."""

    title = _("Actions")
    rows = 12
    spare = 6
    row_height = 30
    task = column(Kind.TEXT, _("Task"), key=True, required=True, wrap=True, help=_("What is to be done."), width=44)
    objective = column(
        Kind.TEXT,
        _("Objective"),
        references="objectives.objective",
        wrap=True,
        help=_("Which one it serves."),
        width=36,
    )
    owner = column(Kind.TEXT, _("Owner"), help=_("Who does it."), width=18)
    start = column(Kind.DATE, _("Start"), help=_("The first day."), checks=[Before("due")])
    due = column(Kind.DATE, _("Due"), required=True, help=_("The last day."))
    progress = column(
        Kind.RATIO,
        _("Progress"),
        minimum=0,
        maximum=1,
        help=_("0% not begun, 100% done."),
        highlight=Highlight.BAR,
    )
    expected = column(
        Kind.RATIO,
        _("Expected"),
        formula=(
            '=IF(OR([@task]="",[@start]="",[@due]="",[@due]<=[@start]),"",'
            "MAX(0,MIN(1,(status.as_of-[@start]+1)/([@due]-[@start]+1))))"
        ),
        help=_("How far it should be by the days gone."),
    )
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=(
            '=IF([@task]="","",IF(1*[@progress]>=1,word.progress.Done,IF(AND([@due]<>"",[@due]<status.as_of),'
            "word.progress.Overdue,IF(1*[@progress]>0,word.progress.In_progress,word.progress.Open))))"
        ),
        choices=PROGRESS,
        highlight=Highlight.TONES,
        width=13,
    )


class Changes(schema.Table):
    """What target was changed, from what, to what, why, by whom and when. Rows are added, never altered."""

    title = _("Changes")
    rows = 12
    row_height = 30
    day = column(Kind.DATE, _("Day"), key=True, required=True, help=_("When it was agreed."))
    scope = column(
        Kind.TEXT, _("Target of"), key=True, required=True, help=_("The whole year, a month or a person."), width=26
    )
    before = column(Kind.AMOUNT, _("From"), required=True, help=_("The target before."))
    after = column(Kind.AMOUNT, _("To"), required=True, help=_("The target now."))
    reason = column(Kind.TEXT, _("Why"), required=True, wrap=True, help=_("In a sentence, with figures."), width=64)
    by = column(Kind.TEXT, _("By"), required=True, help=_("Who changed it."), width=20)
    approved = column(Kind.TEXT, _("Approved by"), help=_("Who agreed."), width=20)
