"""The target plan, sheet Settings. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import CommonSettings
from xltargets.templates.schema import Choices, Free, Kind, RollUp, _, column
from xltargets.templates.target_plan.history import LAST_TWELVE_MONTHS
from xltargets.templates.working_days import WEEKEND_DAYS
from xltargets.templates.year_kinds import DIVISION, FIRST_MONTH, WEEKS, YEAR_END

BASIS = Choices(
    "basis",
    (("growth", _("Last year and growth")), ("blend", _("The blend of Ways to a target"))),
)

ACTUALS = Choices(
    "actuals",
    (("scorecard", _("The team scorecard")), ("deals", _("Won deals of the CRM log"))),
)


class Settings(CommonSettings):
    """What holds for the whole plan."""

    name = "settings"
    title = _("Settings")
    base = column(
        Kind.AMOUNT,
        _("Won in the last 12 months"),
        formula=(f"=SUMIFS(history[amount],{LAST_TWELVE_MONTHS})"),
        help=_("From the Sales history sheet, the twelve months before the plan."),
    )
    growth = column(
        Kind.RATIO,
        _("Growth"),
        default=0.1,
        usual=(-0.5, 1),
        minimum=-1,
        maximum=10,
        required=True,
        help=_("How much more than that the year shall bring, e.g. 10%."),
    )
    basis = column(
        Kind.CHOICE,
        _("Target from"),
        default="growth",
        required=True,
        choices=BASIS,
        help=_("Last year and growth, or the blend of the sheet Ways to a target."),
    )
    agreed = column(
        Kind.AMOUNT,
        _("Agreed target"),
        minimum=0,
        help=_("Set by management; it goes before all others."),
    )
    total = column(
        Kind.AMOUNT,
        _("Target of the year"),
        formula=(
            "=ROUND(settings.first_total+IF(settings.changes=0,0,SUMIFS(changes[in_force],changes[kind],"
            "word.change_kind.total)),settings.decimals)"
        ),
        help=_("What is split over months and people."),
        rollup=RollUp.SUM,
    )
    year_end = YEAR_END
    period_months = column(
        Kind.COUNT,
        _("Months of a period"),
        formula="=12/ROWS(periods[own_weight])",
        help=_("1 for twelve months, 3 for four quarters."),
    )
    actuals_from = column(
        Kind.CHOICE,
        _("Actuals from"),
        default="scorecard",
        choices=ACTUALS,
        since=2,
        help=_("Which of the unit's workbooks a refresh takes the actuals of Review from."),
    )
    first_total = column(
        Kind.AMOUNT,
        _("First plan of the year"),
        since=2,
        formula=(
            "=IF(ISNUMBER(settings.agreed),ROUND(settings.agreed,settings.decimals),"
            "IF(AND(settings.basis=word.basis.blend,ISNUMBER(blend.target)),blend.target,"
            "ROUND(settings.base*(1+settings.growth),settings.decimals)))"
        ),
        help=_("The target of the year before any change."),
    )
    changes = column(
        Kind.COUNT,
        _("Changes in force"),
        since=2,
        formula="=SUMPRODUCT(1*(changes[in_force]<>0))",
        help=_("How many of the sheet Changes."),
    )
    changed_from = column(
        Kind.COUNT,
        _("First changed period"),
        since=2,
        formula=(
            "=ROWS(periods[month])+1-SUMPRODUCT(MAX((changes[in_force]<>0)*(ROWS(periods[month])+1-changes[begins])))"
        ),
        help=_("Its number; one more than there are if no change is in force."),
    )
    weekend = WEEKEND_DAYS
    year_kind = DIVISION
    weeks = WEEKS
    first_month = FIRST_MONTH


class Lists(schema.Choosable):
    """What the drop-downs in Units offer. Add your own; one spelling for each keeps a group together."""

    title = _("Words for the drop-downs")
    rows = 12
    spare = 6
    anchor = "H4"
    region = column(Kind.TEXT, _("Regions"), free=Free.NAME, help=_("One region in each row."), width=14)
    team = column(Kind.TEXT, _("Teams"), free=Free.NAME, help=_("One team in each row."), width=17)
    channel = column(Kind.TEXT, _("Channels"), free=Free.NAME, help=_("One channel in each row."), width=14)
    product = column(Kind.TEXT, _("Products"), free=Free.NAME, help=_("One product in each row."), width=14)
