"""The company scorecard, sheet Company. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.company_scorecard.formula_parts import LEFT
from xltargets.templates.heat_map import heat_column, heat_legend
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Chart, Highlight, Kind, Series, Shape, Tiles, _, column


class Standing(schema.Form):
    """Where the company stands."""

    title = _("Where the company stands")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (22, 14, 14)
    wraps = False
    anchor = "A below heat"
    target = column(Kind.AMOUNT, _("Target of the year"), formula="=SUM(teams[target])", help=_("Of all teams."))
    target_so_far = column(
        Kind.AMOUNT, _("Target so far"), formula="=SUM(teams[target_so_far])", help=_("Of all teams.")
    )
    actual = column(Kind.AMOUNT, _("Actual so far"), formula="=SUM(teams[actual])", help=_("Of all teams."))
    attainment = column(
        Kind.RATIO,
        _("Attainment so far"),
        formula=(
            '=IF(standing.target_so_far<0,"n/a",IF(standing.target_so_far=0,"",'
            "ACHIEVEMENT(standing.actual,standing.target_so_far)))"
        ),
        help=_("Of the target so far."),
    )
    forecast = column(
        Kind.AMOUNT, _("Forecast at finish"), formula="=SUM(teams[forecast])", help=_("Of the teams that have one.")
    )
    behind = column(
        Kind.COUNT,
        _("Teams in red"),
        formula="=COUNTIFS(teams[status],word.status.Red)",
        help=_("Who need help."),
    )
    weighted = column(
        Kind.AMOUNT,
        _("Weighted pipeline"),
        formula="=SUM(teams[pipeline])",
        help=_("Open deals that are to close within the year, amount times probability."),
    )
    coverage = column(
        Kind.RATIO,
        _("Coverage"),
        formula=f'=IF({LEFT}<=0,"",standing.weighted/({LEFT}))',
        help=_("Weighted pipeline over what is left of the target, of the teams that have a CRM log."),
    )
    losses = column(
        Kind.AMOUNT, _("Expected loss"), formula="=SUM(risks[expected])", help=_("Of all risks of all teams.")
    )
    left_out = column(
        Kind.COUNT,
        _("Files left out"),
        formula="=COUNTIFS(sources[state],word.file_state.Left_out)",
        help=_("See Sources for the reasons."),
    )
    rates_effect = column(
        Kind.AMOUNT,
        _("Effect of rates"),
        since=2,
        formula="=SUM(teams[rates_effect])",
        help=_("What actual rates would add to the actual so far; all amounts are at plan rates."),
    )


TILES = Tiles(
    "figures",
    (
        "standing.attainment",
        "standing.actual",
        "standing.forecast",
        "standing.coverage",
        "standing.losses",
        "standing.behind",
        "standing.left_out",
    ),
    anchor="A4",
    spans=(1, 2, 2, 2, 1, 2, 2),
)


_PLACE = row_number("ranking", "place")


def _of_team(key: str) -> str:
    return f'=IF({_PLACE}>COUNT(teams[order]),"",INDEX(teams[{key}],MATCH({_PLACE},teams[order],0)))'


class Ranking(schema.Table):
    """The teams by attainment, the best first."""

    title = _("Teams by attainment")
    rows = 10
    anchor = "A8"
    place = column(Kind.COUNT, _("Place"), key=True, formula=f'=IF({_PLACE}>COUNT(teams[order]),"",{_PLACE})', width=8)
    unit = column(Kind.TEXT, _("Unit"), formula=_of_team("unit"), width=21)
    target_so_far = column(Kind.AMOUNT, _("Target so far"), formula=_of_team("target_so_far"))
    actual = column(Kind.AMOUNT, _("Actual so far"), formula=_of_team("actual"))
    attainment = column(Kind.RATIO, _("Attainment"), formula=_of_team("attainment"), highlight=Highlight.BAR, width=12)
    status = column(Kind.CHOICE, _("Status"), formula=_of_team("status"), choices=STATUS, highlight=Highlight.TONES)


RANKING_CHART = Chart(
    name="ranking_chart",
    title=_("Actual against target so far"),
    alt=_("For each team, a narrow bar for the actual so far before a broad pale bar for the target so far."),
    categories="ranking.unit",
    series=(Series("ranking.target_so_far", "goal"), Series("ranking.actual")),
    x_title="",
    y_title="",
    anchor="G7",
    width=372,
    height=310,
    shape=Shape.BULLET,
    category_kind=Kind.TEXT,
    empty=_("Put the teams' workbooks into a folder and consolidate it; then this shows how far each team is."),
)


def _cell(impact: int) -> schema.Column:
    return heat_column(
        impact, f"=COUNTIFS(risks[likelihood],[@likelihood],risks[impact],{impact})", ("5", "10", "17"), 12
    )


class Heat(schema.Table):
    """How many risks of all teams have which likelihood and which impact."""

    title = _("Heat map: how many risks")
    rows = 5
    row_height = 26
    filters = False
    anchor = "A below ranking"
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


HEAT_LEGEND = heat_legend("C below ranking + -1")
