"""The CRM log, sheet Dashboard. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.crm_log.words import FOLLOW
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Chart, Highlight, Kind, RollUp, Series, Shape, Tiles, _, column

_IN_YEAR = 'opportunities[closed],">="&settings.year_start,opportunities[closed],"<="&settings.year_end'


class Standing(schema.Form):
    """Where the unit stands with its customers."""

    title = _("Where we stand")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (22, 14, 14)
    wraps = False
    anchor = "A below waves + 14"
    as_of = column(
        Kind.DATE,
        _("As of"),
        formula=(
            "=IF(ISNUMBER(settings.as_of),settings.as_of,IF(COUNT(contacts[day],opportunities[created],"
            "opportunities[closed],orders[day],feedback[received])=0,settings.year_start-1,"
            "MAX(contacts[day],opportunities[created],opportunities[closed],orders[day],feedback[received])))"
        ),
        help=_("The day to look from: of Settings, or the last entry."),
    )
    pipeline = column(
        Kind.AMOUNT,
        _("Open pipeline"),
        formula="=SUM(opportunities[open])",
        help=_("All open opportunities."),
        rollup=RollUp.SUM,
    )
    weighted = column(
        Kind.AMOUNT,
        _("Weighted pipeline"),
        formula="=PIPELINE_VALUE(opportunities[open],opportunities[probability])",
        help=_("Amount times probability."),
        rollup=RollUp.SUM,
    )
    won = column(
        Kind.AMOUNT,
        _("Won this year"),
        formula=(
            f"=1*settings.won_before+SUMIFS(opportunities[amount],opportunities[stage],word.stage.Won,{_IN_YEAR})"
        ),
        help=_("In Opportunities, and elsewhere by Settings."),
        rollup=RollUp.SUM,
    )
    coverage = column(
        Kind.RATIO,
        _("Coverage"),
        formula=(
            '=IF(1*settings.target<=standing.won,"",'
            'SUMIFS(opportunities[weighted],opportunities[expected],"<="&settings.year_end)'
            "/(settings.target-standing.won))"
        ),
        help=_("Weighted pipeline that should close within the year, over what is left of the target."),
    )
    slipping = column(
        Kind.COUNT,
        _("Slipping deals"),
        formula="=COUNTIFS(opportunities[state],word.deal.Slipping)",
        help=_("Open past their expected day."),
    )
    overdue = column(
        Kind.COUNT,
        _("Overdue follow-ups"),
        formula="=COUNTIFS(customers[status],word.follow.Overdue)",
        help=_("Customers not contacted in time."),
    )
    csat = column(
        Kind.RATIO,
        _("Satisfied"),
        formula=('=IF(COUNT(satisfaction[csat])=0,"",COUNTIFS(satisfaction[csat],">=4")/COUNT(satisfaction[csat]))'),
        help=_("Share of 4 and 5 of all answers."),
    )
    nps = column(
        Kind.NUMBER,
        _("NPS"),
        formula='=IF(COUNT(satisfaction[nps])=0,"",ROUND(NPS_SCORE(satisfaction[nps]),0))',
        help=_("Promoters less detractors, of 100."),
    )
    complaints = column(
        Kind.COUNT,
        _("Open complaints"),
        formula="=COUNTIFS(feedback[state],word.feedback_state.Open)",
        help=_("Feedback not closed yet."),
    )


TILES = Tiles(
    "figures",
    (
        "standing.pipeline",
        "standing.weighted",
        "standing.coverage",
        "standing.overdue",
        "standing.csat",
        "standing.nps",
    ),
    anchor="A4",
    spans=(1, 2, 2, 1, 3, 2),
)


class Funnel(schema.Table):
    """The pipeline, stage by stage."""

    title = _("Pipeline by stage")
    rows = 6
    anchor = "A25"
    totals = True
    stage = column(
        Kind.TEXT, _("Stage"), key=True, formula=f"=INDEX(labels.stage,{row_number('funnel', 'stage')})", width=22
    )
    count = column(Kind.COUNT, _("Number"), total=True, formula="=COUNTIFS(opportunities[stage],[@stage])", width=14)
    amount = column(
        Kind.AMOUNT,
        _("Amount"),
        total=True,
        formula="=SUMIFS(opportunities[amount],opportunities[stage],[@stage])",
        width=14,
    )
    weighted = column(
        Kind.AMOUNT,
        _("Weighted"),
        total=True,
        formula="=SUMIFS(opportunities[weighted],opportunities[stage],[@stage])",
        width=14,
    )


FUNNEL_CHART = Chart(
    name="funnel_chart",
    title=_("From stage to stage"),
    alt=_("A bar for each stage, as long as the number of deals that came so far, with the share of those before."),
    categories="conversion.step",
    series=(Series("conversion.margin", "hidden"), Series("conversion.reached")),
    x_title="",
    y_title="",
    anchor="A7",
    width=462,
    height=318,
    number_kind=Kind.COUNT,
    shape=Shape.FUNNEL,
    category_kind=Kind.TEXT,
    empty=_("Enter deals with their stage in Opportunities; then this shows how many come how far."),
)


def _by_day(key: str) -> str:
    place = row_number("follow_ups", "customer")
    found = f"INDEX(customers[{key}],MATCH({place},customers[due_order],0))"
    return f'=IF({place}>COUNT(customers[due_order]),"",IF({found}="","",{found}))'


class FollowUps(schema.Table):
    """Who is to be contacted first."""

    name = "follow_ups"
    title = _("Whom to contact next")
    rows = 10
    anchor = "F8"
    customer = column(Kind.TEXT, _("Customer"), key=True, formula=_by_day("customer"), width=24)
    tier = column(Kind.TEXT, _("Tier"), formula=_by_day("tier"), width=8)
    owner = column(Kind.TEXT, _("Owner"), formula=_by_day("owner"), width=16)
    due = column(Kind.DATE, _("Next contact"), formula=_by_day("due"), width=12)
    status = column(
        Kind.CHOICE,
        _("Follow-up"),
        formula=_by_day("status"),
        choices=FOLLOW,
        highlight=Highlight.TONES,
        width=12,
    )
    pipeline = column(Kind.AMOUNT, _("Open pipeline"), formula=_by_day("pipeline"), width=14)


def _by_signs(key: str) -> str:
    place = row_number("at_risk", "customer")
    found = f"INDEX(customers[{key}],MATCH({place},customers[sign_order],0))"
    return f'=IF({place}>COUNT(customers[sign_order]),"",IF({found}="","",{found}))'


class AtRisk(schema.Table):
    """Customers with warning signs, the most of them first."""

    name = "at_risk"
    title = _("Customers at risk")
    rows = 10
    anchor = "F25"
    customer = column(Kind.TEXT, _("Customer"), key=True, formula=_by_signs("customer"), width=24)
    tier = column(Kind.TEXT, _("Tier"), formula=_by_signs("tier"), width=8)
    owner = column(Kind.TEXT, _("Owner"), formula=_by_signs("owner"), width=16)
    last = column(Kind.DATE, _("Last contact"), formula=_by_signs("last"), width=12)
    signs = column(Kind.COUNT, _("Warning signs"), formula=_by_signs("signs"), width=13)
    pipeline = column(Kind.AMOUNT, _("Open pipeline"), formula=_by_signs("pipeline"), width=14)


_WAVE = 'satisfaction[wave],">="&[@month],satisfaction[wave],"<"&EDATE([@month],1)'


class Waves(schema.Table):
    """Satisfaction, month by month."""

    title = _("Satisfaction by wave")
    rows = 12
    anchor = "A below funnel and at_risk"
    month = column(
        Kind.MONTH, _("Month"), key=True, formula=f"=EDATE(settings.first_month,{row_number('waves')}-1)", width=22
    )
    answers = column(Kind.COUNT, _("Answers"), formula=f"=COUNTIFS({_WAVE})", width=14)
    csat = column(
        Kind.NUMBER,
        _("Satisfied, %"),
        formula=(
            f'=IF(COUNTIFS({_WAVE},satisfaction[csat],">0")=0,"",'
            f'ROUND(100*COUNTIFS({_WAVE},satisfaction[csat],">=4")/COUNTIFS({_WAVE},satisfaction[csat],">0"),0))'
        ),
        width=14,
    )
    nps = column(
        Kind.NUMBER,
        _("NPS"),
        formula=(
            f'=IF(COUNTIFS({_WAVE},satisfaction[nps],">=0")=0,"",'
            f'ROUND(100*(COUNTIFS({_WAVE},satisfaction[nps],">=9")-COUNTIFS({_WAVE},satisfaction[nps],"<=6"))'
            f'/COUNTIFS({_WAVE},satisfaction[nps],">=0"),0))'
        ),
        width=14,
    )


WAVES_CHART = Chart(
    name="waves_chart",
    title=_("Satisfaction by wave"),
    alt=_("For each month, a column for the share of satisfied customers and one for the NPS."),
    categories="waves.month",
    series=(Series("waves.csat"), Series("waves.nps")),
    x_title=_("Month"),
    y_title=_("Of 100"),
    anchor="F below segments",
    width=630,
    height=330,
    number_kind=Kind.NUMBER,
    minimum=None,
    empty=_("Enter what customers answered in Satisfaction; then this shows how satisfied they are."),
)


class Segments(schema.Table):
    """Customers by recency, frequency and value of their orders."""

    name = "segments"
    title = _("RFM segments")
    rows = 6
    anchor = "F below funnel and at_risk"
    segment = column(
        Kind.TEXT, _("Segment"), key=True, formula=f"=INDEX(labels.rfm,{row_number('segments', 'segment')})", width=24
    )
    customers = column(Kind.COUNT, _("Number"), formula="=COUNTIFS(loyalty[rfm],[@segment])", width=8)
    spend = column(Kind.AMOUNT, _("Bought in all"), formula="=SUMIFS(loyalty[spend],loyalty[rfm],[@segment])", width=16)
    share = column(
        Kind.RATIO,
        _("Share"),
        formula="=IF(SUM(loyalty[spend])=0,0,[@spend]/SUM(loyalty[spend]))",
        highlight=Highlight.BAR,
        width=12,
    )


SEGMENTS_CHART = Chart(
    name="segments_chart",
    title=_("RFM segments"),
    alt=_("A bar for each segment, from champions to customers without an order, as long as its number of customers."),
    categories="segments.segment",
    series=(Series("segments.customers"),),
    x_title="",
    y_title=_("Customers"),
    anchor="A below waves",
    width=462,
    height=250,
    number_kind=Kind.COUNT,
    shape=Shape.BARS,
    category_kind=Kind.TEXT,
    empty=_("Enter customers and their orders; then this shows who buys often and much."),
)
