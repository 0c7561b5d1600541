"""The company scorecard: what the teams' workbooks come to together. Declarations only."""

from __future__ import annotations

from xltargets.templates.company_scorecard.basis import Basis
from xltargets.templates.company_scorecard.company import HEAT_LEGEND, RANKING_CHART, TILES, Heat, Ranking, Standing
from xltargets.templates.company_scorecard.parents import Parents
from xltargets.templates.company_scorecard.people import People
from xltargets.templates.company_scorecard.pipeline import Pipeline
from xltargets.templates.company_scorecard.regions import Regions
from xltargets.templates.company_scorecard.risks import Risks
from xltargets.templates.company_scorecard.settings import Settings
from xltargets.templates.company_scorecard.sources import Sources
from xltargets.templates.company_scorecard.teams import Teams
from xltargets.templates.rates import RATES_SHEET
from xltargets.templates.schema import Role, Sheet, Template, _

COMPANY_SCORECARD = Template(
    key="company-scorecard",
    title=_("Company scorecard"),
    purpose=_("Puts the teams' workbooks together: every figure with the file, sheet and row that it comes from."),
    version=2,
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
            (TILES, Ranking, RANKING_CHART, Heat, HEAT_LEGEND, Standing),
            band=12,
            breaks=("A below heat",),
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
        Sheet(
            "basis",
            _("Basis"),
            Role.RESULT,
            _("The day of the data, and which teams are in the figures."),
            (Basis,),
            since=2,
        ),
        RATES_SHEET,
    ),
)
