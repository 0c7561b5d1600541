"""The target plan: a year's target, split over months and people, and reviewed month by month. Declarations only."""

from __future__ import annotations

from xltargets.templates.common import LOADED_SHEET, WORKDAYS_SHEET, Holidays
from xltargets.templates.rates import RATES_SHEET
from xltargets.templates.schema import Role, Sheet, Template, _
from xltargets.templates.target_plan.actions import Actions
from xltargets.templates.target_plan.ahead import Ahead
from xltargets.templates.target_plan.changes import Changes
from xltargets.templates.target_plan.channels import CHANNEL_CHART, Channels, ChannelWeights
from xltargets.templates.target_plan.dashboard import BRIDGE_CHART, TILES, YEAR_CHART, Bridge
from xltargets.templates.target_plan.fixed import FixedCells
from xltargets.templates.target_plan.grid import GRID
from xltargets.templates.target_plan.history import History
from xltargets.templates.target_plan.in_force import InForce
from xltargets.templates.target_plan.measures import Measures, MeasureScores, MeasureTargets
from xltargets.templates.target_plan.membership import Calendar, Leave, Ramp, Shares
from xltargets.templates.target_plan.objectives import Objectives
from xltargets.templates.target_plan.organisation import Approvers, Organisation
from xltargets.templates.target_plan.periods import SEASON_CHART, Periods
from xltargets.templates.target_plan.review import REVIEW_CHART, SO_FAR_CHART, Review, Status
from xltargets.templates.target_plan.setting import (
    OUTLOOK_CHART,
    Blend,
    Breakeven,
    Candidates,
    Consensus,
    Estimates,
    Market,
    Outlook,
    Past,
    Years,
)
from xltargets.templates.target_plan.settings import Lists, Settings
from xltargets.templates.target_plan.strategy import Goals, Segments
from xltargets.templates.target_plan.totals import LevelTotals, UnitTotals
from xltargets.templates.target_plan.units import Units

TARGET_PLAN = Template(
    key="target-plan",
    title=_("Target plan"),
    purpose=_("Sets a year's sales target, splits it over months and people, and follows it month by month."),
    version=2,
    steps=(
        _("Fill in Settings: unit, owner, currency, and the first day of the year."),
        _("Enter or paste what was won in Sales history, one row for each month and person."),
        _("List the people in Units, with region and team. Targets appear at once."),
        _("Weigh the candidates in Ways to a target, and write the Objectives; mend what the advice names."),
        _("Look through Periods, Units and Grid. To plan otherwise than last year, enter your own weights."),
        _("Each month, enter the actual in Review, and see where you stand."),
    ),
    glance=(
        "settings.unit",
        "settings.owner",
        "settings.year_start",
        "settings.total",
        "status.actual",
        "status.pace",
        "status.forecast",
    ),
    sheets=(
        Sheet("guide", _("Guide"), Role.GUIDE, ""),
        Sheet(
            "dashboard",
            _("Dashboard"),
            Role.RESULT,
            _("Where the plan stands, what has moved it, and where the year is going."),
            (TILES, BRIDGE_CHART, YEAR_CHART, Bridge),
            band=14,
            since=2,
        ),
        Sheet(
            "settings",
            _("Settings"),
            Role.INPUT,
            _("What holds for the whole plan. Fill in the yellow cells."),
            (Settings, Holidays, Lists),
        ),
        WORKDAYS_SHEET,
        Sheet(
            "strategy",
            _("Strategy"),
            Role.INPUT,
            _("The goals that objectives serve, and how each part of the market is won."),
            (Goals, Segments),
        ),
        Sheet(
            "history",
            _("Sales history"),
            Role.INPUT,
            _("What was won, one row for each month and person. It gives last year's total, season and weights."),
            (History,),
            landscape=False,
        ),
        Sheet(
            "setting",
            _("Ways to a target"),
            Role.INPUT,
            _("Four ways to a target, side by side, and how challenging each would be."),
            (Market, Past, Breakeven, Consensus, Candidates, Blend, Estimates, Years, Outlook, OUTLOOK_CHART),
            landscape=False,
            breaks=("E4", "M4"),
            was=_("Setting"),
        ),
        Sheet(
            "objectives",
            _("Objectives"),
            Role.INPUT,
            _("Enter objectives; each is checked for SMART, and told what it lacks."),
            (Objectives,),
            wide=2,
        ),
        Sheet(
            "periods",
            _("Periods"),
            Role.WORKING,
            _("The year's target split over the months by season. The parts sum exactly to the target."),
            (Periods, SEASON_CHART),
        ),
        Sheet(
            "units",
            _("Units"),
            Role.INPUT,
            _("The year's target split level by level: each region, team and person gets an exact part."),
            (Units,),
        ),
        Sheet("grid", _("Grid"), Role.RESULT, _("Every person's target for every month."), (GRID,)),
        Sheet(
            "fixed",
            _("Fixed cells"),
            Role.INPUT,
            _("What a person has in a month in any case. The others of the row and the column share what is left."),
            (FixedCells,),
            since=2,
        ),
        Sheet(
            "membership",
            _("Membership"),
            Role.INPUT,
            _("Who ramps up or is away, and how much of a full target each carries in each month."),
            (Ramp, Leave, Calendar, Shares),
            breaks=("I4",),
            since=2,
        ),
        Sheet(
            "measures",
            _("Measures"),
            Role.INPUT,
            _("What people are measured by besides the target, such as what was collected or new customers."),
            (Measures, MeasureTargets, MeasureScores),
            since=2,
        ),
        Sheet(
            "channels",
            _("Channels"),
            Role.INPUT,
            _("Partners and channels by weighted criteria, with what they cost and bring."),
            (Channels, ChannelWeights, CHANNEL_CHART),
        ),
        Sheet("actions", _("Actions"), Role.INPUT, _("What is done, by whom and by when."), (Actions,)),
        Sheet(
            "review",
            _("Review"),
            Role.RESULT,
            _("Actuals against targets. Enter each month's actual in the yellow cells."),
            (Review, Status, REVIEW_CHART, SO_FAR_CHART),
            breaks=("K4",),
        ),
        Sheet(
            "changes",
            _("Changes"),
            Role.INPUT,
            _("Every change of a target, with its reason. Add rows; never alter old ones."),
            (Changes,),
        ),
        Sheet(
            "ahead",
            _("What lies ahead"),
            Role.RESULT,
            _("Open deals and risks against what is left of the target. A refresh brings them."),
            (Ahead,),
            since=2,
        ),
        Sheet(
            "in_force",
            _("Targets in force"),
            Role.WORKING,
            _("What each carries in full, which the Grid shares out. From an approved change on, what it leaves."),
            (InForce,),
            since=2,
        ),
        Sheet(
            "organisation",
            _("Company"),
            Role.INPUT,
            _("Who approves changes. In the plan of a company also its units, which it is handed out to."),
            (Approvers, Organisation),
            since=2,
        ),
        RATES_SHEET,
        Sheet(
            "totals",
            _("Totals"),
            Role.RESULT,
            _("What the targets come to by unit of the company, and by region, team, channel, product and person."),
            (UnitTotals, LevelTotals),
            pages=1,
            wide=2,
            since=2,
        ),
        LOADED_SHEET,
    ),
)
