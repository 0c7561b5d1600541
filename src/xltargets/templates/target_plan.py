"""The target plan: a year's target, split over months and people, and reviewed month by month. Declarations only."""

from __future__ import annotations

from xltargets.templates.schema import (
    Role,
    Sheet,
    Template,
    _,
)
from xltargets.templates.target_plan_inputs import History, Holidays, Lists, Settings
from xltargets.templates.target_plan_review import REVIEW_CHART, SO_FAR_CHART, Review, Status
from xltargets.templates.target_plan_split import GRID, SEASON_CHART, Periods, Units

TARGET_PLAN = Template(
    key="target-plan",
    title=_("Target plan"),
    purpose=_("Sets a year's sales target, splits it over months and people, and follows it month by month."),
    version=1,
    steps=(
        _("Fill in Settings: unit, owner, currency, and the first day of the year."),
        _("Enter or paste what was won in History, one row for each month and person."),
        _("List the people in Units, with region and team. Targets appear at once."),
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
            "settings",
            _("Settings"),
            Role.INPUT,
            _("What holds for the whole plan. Fill in the yellow cells."),
            (Settings, Holidays, Lists),
        ),
        Sheet(
            "history",
            _("History"),
            Role.INPUT,
            _("What was won, one row for each month and person. It gives last year's total, season and weights."),
            (History,),
            landscape=False,
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
            "review",
            _("Review"),
            Role.RESULT,
            _("Actuals against targets. Enter each month's actual in the yellow cells."),
            (Review, Status, REVIEW_CHART, SO_FAR_CHART),
        ),
    ),
)
