"""The risk register, what is reported: heat map, top risks, losses by category, and who is told. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS, STATUS
from xltargets.templates.risk_register_risks import LEVEL, MOVE
from xltargets.templates.risk_register_watch import COURSE
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Chart, Highlight, Kind, Mark, RollUp, Series, Shape, Tiles, Tone, _, column

_LIVE = 'COUNTIFS(risks[risk],"?*")'
_COUNTED = "INDEX(risks[{0}],1):INDEX(risks[{0}],ROWS(risks[id]))"


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
    risks = column(Kind.COUNT, _("Risks"), formula=f"={_LIVE}", help=_("In the register."))
    high = column(
        Kind.COUNT,
        _("High or critical"),
        formula="=COUNTIFS(risks[level],word.level.High)+COUNTIFS(risks[level],word.level.Critical)",
        help=_("By residual score."),
        rollup=RollUp.SUM,
    )
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        formula="=SUM(risks[expected])",
        help=_("Probability times loss, over all risks."),
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
    medium_from = column(Kind.NUMBER, _("Medium from"), formula="=INDEX(bands[start],2)", help=_("A score."))
    high_from = column(Kind.NUMBER, _("High from"), formula="=INDEX(bands[start],3)", help=_("A score."))
    critical_from = column(Kind.NUMBER, _("Critical from"), formula="=INDEX(bands[start],4)", help=_("A score."))


TILES = Tiles(
    "figures",
    ("standing.risks", "standing.high", "standing.expected", "standing.at_risk", "standing.red", "standing.overdue"),
    anchor="A4",
    spans=(1, 2, 2, 3, 1, 3),
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
        formula=f"=COUNTIFS(risks[likelihood],[@likelihood],risks[impact],{impact})",
        marks=marks,
        width=13,
    )


class Heat(schema.Table):
    """How many risks have which likelihood and which impact."""

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


_NTH = row_number("top", "place")


def _of_risk(key: str) -> str:
    found = f"INDEX(risks[{key}],MATCH([@place],risks[order],0))"
    return f'=IF([@place]>COUNT(risks[order]),"",IF({found}="","",{found}))'


class Top(schema.Table):
    """The risks with the highest residual scores."""

    title = _("Top risks")
    rows = 8
    row_height = 30
    anchor = "H8"
    place = column(Kind.COUNT, _("Place"), key=True, formula=f"={_NTH}", width=8)
    risk = column(Kind.TEXT, _("Risk"), formula=_of_risk("risk"), wrap=True, width=42)
    score = column(Kind.NUMBER, _("Residual score"), formula=_of_risk("residual"), width=10)
    level = column(
        Kind.CHOICE, _("Level"), formula=_of_risk("level"), choices=LEVEL, highlight=Highlight.TONES, width=11
    )
    move = column(Kind.CHOICE, _("Trend"), formula=_of_risk("move"), choices=MOVE, highlight=Highlight.TONES, width=10)
    expected = column(Kind.AMOUNT, _("Expected loss"), formula=_of_risk("expected"), width=14)
    owner = column(Kind.TEXT, _("Owner"), formula=_of_risk("owner"), width=18)
    due = column(Kind.DATE, _("Due"), formula=_of_risk("due"), width=12)
    status = column(
        Kind.CHOICE, _("Status"), formula=_of_risk("status"), choices=PROGRESS, highlight=Highlight.TONES, width=12
    )


class Losses(schema.Table):
    """What each category of risks may cost."""

    title = _("By category")
    rows = 5
    anchor = "A below heat"
    totals = True
    category = column(
        Kind.TEXT,
        _("Category"),
        key=True,
        formula=f"=INDEX(labels.category,{row_number('losses', 'category')})",
        width=24,
    )
    count = column(Kind.COUNT, _("Risks"), total=True, formula="=COUNTIFS(risks[category],[@category])", width=13)
    high = column(
        Kind.COUNT,
        _("High or critical"),
        total=True,
        formula=(
            "=COUNTIFS(risks[category],[@category],risks[level],word.level.High)"
            "+COUNTIFS(risks[category],[@category],risks[level],word.level.Critical)"
        ),
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


_OF_BOARD = f"INDEX(kris[indicator],{row_number('board', 'place')})"


class Board(schema.Table):
    """The key risk indicators at a glance."""

    title = _("Indicators")
    follows = ("kris", 1)
    anchor = "H below top"
    place = column(Kind.COUNT, _("Place"), formula=f'=IF({_OF_BOARD}="","",{row_number("board", "place")})', width=8)
    indicator = column(Kind.TEXT, _("Indicator"), key=True, formula=f'=IF({_OF_BOARD}="","",{_OF_BOARD})', width=42)
    latest = column(Kind.NUMBER, _("Latest"), formula='=IF([@indicator]="","",INDEX(kris[latest],[@place]))', width=10)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula='=IF([@indicator]="","",INDEX(kris[status],[@place]))',
        choices=STATUS,
        highlight=Highlight.TONES,
        width=11,
    )
    course = column(
        Kind.CHOICE,
        _("Trend"),
        formula='=IF([@indicator]="","",INDEX(kris[course],[@place]))',
        choices=COURSE,
        width=10,
    )
    breach = column(
        Kind.COUNT, _("Months to red"), formula='=IF([@indicator]="","",INDEX(kris[breach],[@place]))', width=14
    )


class Reporting(schema.Table):
    """What each level of management looks at."""

    title = _("Who looks at what")
    rows = 3
    anchor = "H below board"
    place = column(Kind.COUNT, _("Place"), key=True, formula=f"={row_number('reporting', 'place')}", width=8)
    level = column(
        Kind.TEXT,
        _("Level of management"),
        formula="=CHOOSE([@place],INDEX(bands[management],1),INDEX(bands[management],3),INDEX(bands[management],4))",
        width=42,
    )
    risks = column(
        Kind.COUNT,
        _("Risks"),
        formula=("=CHOOSE([@place],standing.risks,standing.high,COUNTIFS(risks[level],word.level.Critical))"),
        width=10,
    )
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        formula=(
            "=CHOOSE([@place],standing.expected,SUMIFS(risks[expected],risks[level],word.level.High)"
            "+SUMIFS(risks[expected],risks[level],word.level.Critical),"
            "SUMIFS(risks[expected],risks[level],word.level.Critical))"
        ),
        width=11,
    )
