"""The risk register, what is reported in figures: where we stand, heat map, losses by category. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import (
    Chart,
    Kind,
    Mark,
    RollUp,
    Series,
    Shape,
    Tiles,
    Tone,
    _,
    column,
)

_OPEN = 'COUNTIFS(risks[status],"?*")-COUNTIFS(risks[status],word.progress.Dropped)'
_CRITICAL = "risks[level],word.level.Critical"
_HIGH = "risks[level],word.level.High"


def _starts(level: str) -> str:
    return f"=IFERROR(INDEX(bands[start],MATCH(word.level.{level},bands[level],0)),26)"


class Standing(schema.Form):
    """Where the unit stands."""

    title = _("Where we stand")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (24, 13, 13)
    wraps = False
    anchor = "A below losses + 18"
    as_of = column(
        Kind.DATE,
        _("As of"),
        formula=(
            "=IF(ISNUMBER(settings.as_of),settings.as_of,"
            "IF(COUNT(risks[reviewed])=0,settings.year_start-1,MAX(risks[reviewed])))"
        ),
        help=_("The day to look from: of Settings, or the last review."),
    )
    risks = column(Kind.COUNT, _("Open risks"), formula=f"={_OPEN}", help=_("In the register, and not closed."))
    high = column(
        Kind.COUNT,
        _("High or critical"),
        formula=f"=COUNTIFS({_HIGH})+COUNTIFS({_CRITICAL})",
        help=_("By residual score."),
        rollup=RollUp.SUM,
    )
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        formula="=SUM(risks[expected])",
        help=_("Probability times loss, over all open risks."),
        rollup=RollUp.SUM,
    )
    at_risk = column(
        Kind.AMOUNT,
        _("Target at risk"),
        formula=(
            "=IF(SUM(risks[counted_loss])=0,0,"
            "TARGET_AT_RISK(risks[counted_loss],risks[counted_probability],settings.confidence))"
        ),
        help=_("The loss not exceeded with the confidence of Settings."),
    )
    share = column(
        Kind.RATIO,
        _("Of the target"),
        formula='=IF(1*settings.target=0,"",standing.at_risk/settings.target)',
        help=_("Target at risk over the target of the year."),
    )
    red = column(
        Kind.COUNT, _("Indicators in red"), formula="=COUNTIFS(kris[status],word.status.Red)", help=_("See KRIs.")
    )
    overdue = column(
        Kind.COUNT,
        _("Overdue plans"),
        formula="=COUNTIFS(risks[status],word.progress.Overdue)",
        help=_("Past their due day, not done."),
    )
    medium_from = column(Kind.NUMBER, _("Medium from"), formula=_starts("Medium"), help=_("A score of the heat map."))
    high_from = column(Kind.NUMBER, _("High from"), formula=_starts("High"), help=_("A score of the heat map."))
    critical_from = column(
        Kind.NUMBER, _("Critical from"), formula=_starts("Critical"), help=_("A score of the heat map.")
    )


TILES = Tiles(
    "figures",
    ("standing.risks", "standing.high", "standing.expected", "standing.at_risk", "standing.red", "standing.overdue"),
    anchor="A4",
    spans=(2, 3, 3, 1, 4, 3),
)


def _cell(impact: int) -> schema.Column:
    score = f"[@likelihood]*{impact}"
    marks = (
        Mark(Tone.WORST, f"{score}>=standing.critical_from"),
        Mark(Tone.BAD, f"AND({score}>=standing.high_from,{score}<standing.critical_from)"),
        Mark(Tone.WATCH, f"AND({score}>=standing.medium_from,{score}<standing.high_from)"),
        Mark(Tone.GOOD, f"{score}<standing.medium_from"),
    )
    label = (_("Impact 1"), _("Impact 2"), _("Impact 3"), _("Impact 4"), _("Impact 5"))[impact - 1]
    return column(  # type: ignore[no-any-return]
        Kind.NUMBER,
        label,
        formula=f'=COUNTIFS(risks[likelihood],[@likelihood],risks[impact],{impact},risks[level],"?*")',
        marks=marks,
        width=13,
    )


class Heat(schema.Table):
    """How many open risks have which likelihood and which impact, before what is under control."""

    title = _("Heat map: how many risks")
    rows = 5
    row_height = 30
    anchor = "A8"
    likelihood = column(
        Kind.COUNT, _("Likelihood"), key=True, formula=f"=6-({row_number('heat', 'likelihood')})", width=24
    )
    impact_1 = _cell(1)
    impact_2 = _cell(2)
    impact_3 = _cell(3)
    impact_4 = _cell(4)
    impact_5 = _cell(5)


class Losses(schema.Table):
    """What each category of risks may cost."""

    title = _("By category")
    rows = 5
    row_height = 30
    anchor = "A below heat"
    totals = True
    category = column(
        Kind.TEXT,
        _("Category"),
        key=True,
        formula=f"=INDEX(labels.category,{row_number('losses', 'category')})",
        width=24,
    )
    count = column(
        Kind.COUNT,
        _("Open risks"),
        total=True,
        formula=(
            "=COUNTIFS(risks[category],[@category])-COUNTIFS(risks[category],[@category],"
            "risks[status],word.progress.Dropped)"
        ),
        width=13,
    )
    high = column(
        Kind.COUNT,
        _("High or critical"),
        total=True,
        formula=(f"=COUNTIFS(risks[category],[@category],{_HIGH})+COUNTIFS(risks[category],[@category],{_CRITICAL})"),
        width=13,
    )
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        total=True,
        formula="=SUMIFS(risks[expected],risks[category],[@category])",
        width=13,
    )
    cases = column(
        Kind.AMOUNT,
        _("Losses so far"),
        total=True,
        formula="=SUMIFS(cases[cost],cases[category],[@category])",
        help=_("What cases of these risks have cost."),
        width=13,
    )


LOSS_CHART = Chart(
    name="loss_chart",
    title=_("Expected loss by category"),
    alt=_("A bar for each of the five categories of risk, as long as its expected loss."),
    categories="losses.category",
    series=(Series("losses.expected"),),
    x_title="",
    y_title=_("Amount"),
    anchor="A below losses",
    width=640,
    height=330,
    shape=Shape.BARS,
    category_kind=Kind.TEXT,
)
