"""The risk register, sheet Report. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS, STATUS
from xltargets.templates.heat_map import heat_column, heat_legend
from xltargets.templates.risk_register.words import COURSE, LEVEL, MOVE
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import (
    Chart,
    Choices,
    Highlight,
    Kind,
    RollUp,
    Series,
    Shape,
    Tiles,
    _,
    column,
)

_CRITICAL = "risks[level],word.level.Critical"


_HIGH = "risks[level],word.level.High"


_LATE = "risks[status],word.progress.Overdue"


_UP = "risks[move],word.move.Up"


def _of_risk(key: str, order: str = "order") -> str:
    """A column of the risk that has this place in an order."""
    found = f"INDEX(risks[{key}],MATCH([@place],risks[{order}],0))"
    return f'=IF([@place]="","",IF({found}="","",{found}))'


def _place(table: str, order: str) -> str:
    """The number of the row, as far as there are risks with a place in an order."""
    place = row_number(table, "place")
    return f'=IF({place}>COUNT(risks[{order}]),"",{place})'


class Top(schema.Table):
    """The risks with the highest residual scores."""

    title = _("Top risks")
    rows = 10
    row_height = 27
    anchor = "H8"
    place = column(Kind.COUNT, _("Place"), key=True, formula=_place("top", "order"), width=12)
    risk = column(Kind.TEXT, _("Risk"), formula=_of_risk("risk"), wrap=True, width=27)
    score = column(Kind.NUMBER, _("Residual score"), formula=_of_risk("residual"), width=9)
    level = column(
        Kind.CHOICE, _("Level"), formula=_of_risk("level"), choices=LEVEL, highlight=Highlight.TONES, width=9
    )
    move = column(Kind.CHOICE, _("Trend"), formula=_of_risk("move"), choices=MOVE, highlight=Highlight.TONES, width=9)
    expected = column(Kind.AMOUNT, _("Expected loss"), formula=_of_risk("expected"), width=10)
    owner = column(Kind.TEXT, _("Owner"), formula=_of_risk("owner"), width=12)
    due = column(Kind.DATE, _("Due"), formula=_of_risk("due"), width=10)
    status = column(
        Kind.CHOICE, _("Status"), formula=_of_risk("status"), choices=PROGRESS, highlight=Highlight.TONES, width=8
    )


class Overdue(schema.Table):
    """The plans that are late, the oldest first."""

    title = _("Overdue plans")
    rows = 5
    row_height = 27
    anchor = "H below top"
    place = column(Kind.COUNT, _("Place"), key=True, formula=_place("overdue", "late"), width=12)
    risk = column(Kind.TEXT, _("Risk"), formula=_of_risk("risk", "late"), wrap=True, width=27)
    score = column(Kind.NUMBER, _("Residual score"), formula=_of_risk("residual", "late"), width=9)
    level = column(
        Kind.CHOICE, _("Level"), formula=_of_risk("level", "late"), choices=LEVEL, highlight=Highlight.TONES, width=9
    )
    days = column(
        Kind.COUNT,
        _("Days late"),
        formula='=IF([@due]="","",standing.as_of-[@due])',
        help=_("Since its due day."),
        width=9,
    )
    expected = column(Kind.AMOUNT, _("Expected loss"), formula=_of_risk("expected", "late"), width=10)
    owner = column(Kind.TEXT, _("Owner"), formula=_of_risk("owner", "late"), width=12)
    due = column(Kind.DATE, _("Due"), formula=_of_risk("due", "late"), width=10)


_OF_BOARD = f"INDEX(kris[indicator],{row_number('board', 'place')})"


class Board(schema.Table):
    """The key risk indicators at a glance."""

    title = _("Indicators")
    follows = ("kris", 1)
    anchor = "H below losses and overdue"
    place = column(Kind.COUNT, _("Place"), formula=f'=IF({_OF_BOARD}="","",{row_number("board", "place")})', width=12)
    indicator = column(Kind.TEXT, _("Indicator"), key=True, formula=f'=IF({_OF_BOARD}="","",{_OF_BOARD})', width=27)
    latest = column(Kind.NUMBER, _("Latest"), formula='=IF([@indicator]="","",INDEX(kris[latest],[@place]))', width=9)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula='=IF([@indicator]="","",INDEX(kris[status],[@place]))',
        choices=STATUS,
        highlight=Highlight.TONES,
        width=9,
    )
    course = column(
        Kind.CHOICE,
        _("Trend"),
        formula='=IF([@indicator]="","",INDEX(kris[course],[@place]))',
        choices=COURSE,
        width=9,
    )
    breach = column(
        Kind.COUNT, _("Months to red"), formula='=IF([@indicator]="","",INDEX(kris[breach],[@place]))', width=10
    )


SCOPE = Choices(
    "scope",
    (
        ("All", _("All risks")),
        ("High", _("High and critical")),
        ("Critical", _("Critical, and totals")),
    ),
)


_ROW = row_number("reporting", "level")


_BAND = f"MATCH(CHOOSE({_ROW},word.level.Low,word.level.High,word.level.Critical),bands[level],0)"


def _by_level(everything: str, high: str, critical: str) -> str:
    return f"=CHOOSE({_ROW},{everything},{high},{critical})"


class Reporting(schema.Table):
    """What each level of management looks at."""

    title = _("Who looks at what")
    rows = 3
    row_height = 27
    anchor = "H below board and standing"
    level = column(
        Kind.TEXT,
        _("Level of management"),
        key=True,
        formula=f'=IFERROR(INDEX(bands[management],{_BAND})&"","")',
        help=_("Of Settings, by level of risk."),
        width=12,
    )
    largest = column(
        Kind.TEXT,
        _("Largest risk"),
        formula=(
            '=IF([@risks]=0,"",IFERROR(INDEX(risks[id],MATCH(1,risks[order],0))&" "'
            '&INDEX(risks[risk],MATCH(1,risks[order],0)),""))'
        ),
        width=27,
        wrap=True,
    )
    risks = column(
        Kind.COUNT,
        _("Risks"),
        formula=_by_level("standing.risks", "standing.high", f"COUNTIFS({_CRITICAL})"),
        width=9,
    )
    overdue = column(
        Kind.COUNT,
        _("Overdue plans"),
        formula=_by_level(
            "standing.overdue",
            f"COUNTIFS({_HIGH},{_LATE})+COUNTIFS({_CRITICAL},{_LATE})",
            f"COUNTIFS({_CRITICAL},{_LATE})",
        ),
        width=9,
    )
    growing = column(
        Kind.COUNT,
        _("Growing"),
        formula=_by_level(
            f"COUNTIFS({_UP})",
            f"COUNTIFS({_HIGH},{_UP})+COUNTIFS({_CRITICAL},{_UP})",
            f"COUNTIFS({_CRITICAL},{_UP})",
        ),
        help=_("Whose score is higher than at the last review."),
        width=9,
    )
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        formula=_by_level(
            "standing.expected",
            f"SUMIFS(risks[expected],{_HIGH})+SUMIFS(risks[expected],{_CRITICAL})",
            f"SUMIFS(risks[expected],{_CRITICAL})",
        ),
        width=10,
    )
    scope = column(
        Kind.CHOICE, _("Looks at"), formula=f"=INDEX(labels.scope,{_ROW})", choices=SCOPE, width=12, wrap=True
    )


_OPEN = 'COUNTIFS(risks[status],"?*")-COUNTIFS(risks[status],word.progress.Dropped)'


def _starts(level: str) -> str:
    return f"=IFERROR(INDEX(bands[start],MATCH(word.level.{level},bands[level],0)),26)"


class Standing(schema.Form):
    """Where the unit stands."""

    title = _("Where we stand")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (22, 11, 11)
    wraps = False
    anchor = "A below losses and overdue"
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
    spans=(2, 2, 3, 2, 2, 2),
)


def _cell(impact: int) -> schema.Column:
    formula = f'=COUNTIFS(risks[likelihood],[@likelihood],risks[impact],{impact},risks[level],"?*")'
    return heat_column(impact, formula, ("standing.medium_from", "standing.high_from", "standing.critical_from"), 11)


class Heat(schema.Table):
    """How many open risks have which likelihood and which impact, before what is under control."""

    title = _("Heat map: how many risks")
    rows = 5
    row_height = 27
    filters = False
    anchor = "A8"
    likelihood = column(
        Kind.COUNT,
        _("Likelihood"),
        key=True,
        formula=f"=6-({row_number('heat', 'likelihood')})",
        width=22,
        centred=True,
    )
    impact_1 = _cell(1)
    impact_2 = _cell(2)
    impact_3 = _cell(3)
    impact_4 = _cell(4)
    impact_5 = _cell(5)


HEAT_LEGEND = heat_legend("C7")


class Losses(schema.Table):
    """What each category of risks may cost."""

    title = _("By category")
    rows = 5
    row_height = 27
    anchor = "A below top"
    totals = True
    category = column(
        Kind.TEXT,
        _("Category"),
        key=True,
        formula=f"=INDEX(labels.category,{row_number('losses', 'category')})",
        width=22,
    )
    count = column(
        Kind.COUNT,
        _("Open risks"),
        total=True,
        formula=(
            "=COUNTIFS(risks[category],[@category])-COUNTIFS(risks[category],[@category],"
            "risks[status],word.progress.Dropped)"
        ),
        width=11,
    )
    high = column(
        Kind.COUNT,
        _("High or critical"),
        total=True,
        formula=(f"=COUNTIFS(risks[category],[@category],{_HIGH})+COUNTIFS(risks[category],[@category],{_CRITICAL})"),
        width=11,
    )
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        total=True,
        formula="=SUMIFS(risks[expected],risks[category],[@category])",
        width=11,
    )
    cases = column(
        Kind.AMOUNT,
        _("Losses so far"),
        total=True,
        formula="=SUMIFS(cases[cost],cases[category],[@category])",
        help=_("What cases of these risks have cost."),
        width=11,
    )


LOSS_CHART = Chart(
    name="loss_chart",
    title=_("Expected loss by category"),
    alt=_("A bar for each of the five categories of risk, as long as its expected loss."),
    categories="losses.category",
    series=(Series("losses.expected"),),
    x_title="",
    y_title=_("Amount"),
    anchor="A15",
    width=563,
    height=158,
    shape=Shape.BARS,
    category_kind=Kind.TEXT,
    empty=_("Enter risks with probability and loss in Risks; then this shows what each category may cost."),
)
