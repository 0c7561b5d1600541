"""The company scorecard: what the teams' workbooks come to together. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.company_scorecard_sources import Heat, Pipeline, Risks, Sources
from xltargets.templates.company_scorecard_teams import Parents, People, Regions, Settings, Teams
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import (
    Chart,
    Highlight,
    Kind,
    Role,
    Series,
    Shape,
    Sheet,
    Template,
    Tiles,
    _,
    column,
)


class Standing(schema.Form):
    """Where the company stands."""

    title = _("Where the company stands")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (22, 14, 14)
    wraps = False
    anchor = "A8"
    target = column(Kind.AMOUNT, _("Target of the year"), formula="=SUM(teams[target])", help=_("Of all teams."))
    target_so_far = column(
        Kind.AMOUNT, _("Target so far"), formula="=SUM(teams[target_so_far])", help=_("Of all teams.")
    )
    actual = column(Kind.AMOUNT, _("Actual so far"), formula="=SUM(teams[actual])", help=_("Of all teams."))
    attainment = column(
        Kind.RATIO,
        _("Attainment so far"),
        formula='=IF(standing.target_so_far=0,"",ACHIEVEMENT(standing.actual,standing.target_so_far))',
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
        Kind.AMOUNT, _("Weighted pipeline"), formula="=SUM(pipeline[weighted])", help=_("Amount times probability.")
    )
    coverage = column(
        Kind.RATIO,
        _("Coverage"),
        formula=(
            '=IF(OR(standing.weighted=0,standing.target<=standing.actual),"",'
            "standing.weighted/(standing.target-standing.actual))"
        ),
        help=_("Weighted pipeline over what is left of the target."),
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
    spans=(1, 2, 2, 3, 1, 2, 2),
)
_PLACE = row_number("ranking", "place")


def _of_team(key: str) -> str:
    return f'=IF({_PLACE}>COUNT(teams[order]),"",INDEX(teams[{key}],MATCH({_PLACE},teams[order],0)))'


class Ranking(schema.Table):
    """The teams by attainment, the best first."""

    title = _("Teams by attainment")
    rows = 10
    anchor = "H8"
    place = column(Kind.COUNT, _("Place"), key=True, formula=f'=IF({_PLACE}>COUNT(teams[order]),"",{_PLACE})', width=8)
    unit = column(Kind.TEXT, _("Unit"), formula=_of_team("unit"), width=24)
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
    anchor="H below ranking",
    width=610,
    height=330,
    shape=Shape.BULLET,
    category_kind=Kind.TEXT,
)

COMPANY_SCORECARD = Template(
    key="company-scorecard",
    title=_("Company scorecard"),
    purpose=_("Puts the teams' workbooks together: every figure with the file, sheet and row that it comes from."),
    version=1,
    steps=(
        _("Collect the teams' workbooks in one folder, and run: xltargets consolidate FOLDER -o company.xlsx"),
        _("Look at Sources first: what was left out is not in any figure."),
        _("Look at Company, Regions, Teams and People; the parent's targets stand beside what is planned below."),
        _("When teams hand in anew, refresh this workbook. What you typed in it stays."),
    ),
    glance=(
        "settings.unit",
        "settings.owner",
        "standing.target",
        "standing.actual",
        "standing.attainment",
        "standing.forecast",
        "standing.left_out",
    ),
    sheets=(
        Sheet("guide", _("Guide"), Role.GUIDE, ""),
        Sheet(
            "company",
            _("Company"),
            Role.RESULT,
            _("Where the company and its teams stand."),
            (TILES, Standing, Ranking, Heat, RANKING_CHART),
            band=13,
            pages=1,
        ),
        Sheet("regions", _("Regions"), Role.RESULT, _("The people's figures, region by region."), (Regions,)),
        Sheet("teams", _("Teams"), Role.RESULT, _("Every team, with the file that it comes from."), (Teams,), wide=2),
        Sheet("people", _("People"), Role.RESULT, _("Every member, ranked over the company."), (People,)),
        Sheet(
            "parents",
            _("Parent's targets"),
            Role.RESULT,
            _("What the level above has set, beside what is planned below."),
            (Parents,),
        ),
        Sheet("pipeline", _("Pipeline"), Role.RESULT, _("The open opportunities of all teams."), (Pipeline,)),
        Sheet("risks", _("Risks"), Role.RESULT, _("The risks of all teams."), (Risks,)),
        Sheet("sources", _("Sources"), Role.RESULT, _("Every file that was read, and what was left out."), (Sources,)),
        Sheet(
            "settings",
            _("Settings"),
            Role.INPUT,
            _("What holds for the whole scorecard. Fill in the yellow cells."),
            (Settings,),
        ),
    ),
)
