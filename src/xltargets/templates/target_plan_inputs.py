"""The target plan, what people fill in: settings, holidays, lists, history. Declarations only."""

from __future__ import annotations

import datetime

from xltargets.templates import schema
from xltargets.templates.schema import (
    Kind,
    RollUp,
    _,
    column,
)

CURRENCIES = ("USD", "EUR", "GBP", "CNY", "TWD", "JPY", "HKD", "SGD", "AUD", "CAD", "CHF", "INR", "KRW")


class Settings(schema.Form):
    """What holds for the whole plan."""

    title = _("Settings")
    widths = (26, 22, 54)
    organisation = column(Kind.TEXT, _("Organisation"), help=_("The company as it appears in print."))
    unit = column(Kind.TEXT, _("Unit"), required=True, help=_("The team or department that this plan is for."))
    owner = column(Kind.TEXT, _("Owner"), required=True, help=_("Who answers for the plan."))
    currency = column(
        Kind.TEXT,
        _("Currency"),
        default="USD",
        required=True,
        offered=CURRENCIES,
        help=_("Its three letters, e.g. USD."),
    )
    year_start = column(
        Kind.DATE,
        _("First day of the year"),
        default=datetime.date(2027, 1, 1),
        required=True,
        help=_("The first of a month; the plan has twelve."),
    )
    decimals = column(
        Kind.COUNT,
        _("Decimals"),
        default=0,
        minimum=0,
        maximum=2,
        required=True,
        help=_("Of all targets: 0 for whole units, 2 for cents."),
    )
    base = column(
        Kind.AMOUNT,
        _("Won in the last 12 months"),
        formula=(
            '=SUMIFS(history[amount],history[month],">="&EDATE(settings.year_start,-12),'
            'history[month],"<"&settings.year_start)'
        ),
        help=_("From the History sheet, the twelve months before the plan."),
    )
    growth = column(
        Kind.RATIO,
        _("Growth"),
        default=0.1,
        minimum=-1,
        maximum=10,
        required=True,
        help=_("How much more than that the year shall bring, e.g. 10%."),
    )
    agreed = column(
        Kind.AMOUNT,
        _("Agreed target"),
        minimum=0,
        help=_("Set by management; blank takes last year and growth."),
    )
    total = column(
        Kind.AMOUNT,
        _("Target of the year"),
        formula=(
            "=IF(ISNUMBER(settings.agreed),ROUND(settings.agreed,settings.decimals),"
            "ROUND(settings.base*(1+settings.growth),settings.decimals))"
        ),
        help=_("What is split over months and people."),
        rollup=RollUp.SUM,
    )
    year_end = column(
        Kind.DATE,
        _("Last day of the year"),
        formula="=EDATE(settings.year_start,ROWS(periods[month]))-1",
        help=_("The plan covers the months in Periods."),
    )


class Holidays(schema.Table):
    """Days off besides weekends; pace and run rate leave them out."""

    title = _("Holidays")
    rows = 12
    spare = 9
    anchor = "E4"
    day = column(Kind.DATE, _("Day"), help=_("A day on which nobody sells."))
    occasion = column(Kind.TEXT, _("Occasion"), help=_("For example New Year."), width=16)


class Lists(schema.Choosable):
    """What the drop-downs in Units offer. Add your own; one spelling for each keeps a group together."""

    title = _("Words for the drop-downs")
    rows = 12
    spare = 6
    anchor = "H4"
    region = column(Kind.TEXT, _("Regions"), help=_("One region in each row."), width=14)
    team = column(Kind.TEXT, _("Teams"), help=_("One team in each row."), width=17)
    channel = column(Kind.TEXT, _("Channels"), help=_("One channel in each row."), width=14)
    product = column(Kind.TEXT, _("Products"), help=_("One product in each row."), width=14)


class History(schema.Table):
    """What was won, by month and person."""

    title = _("History")
    rows = 36
    month = column(
        Kind.MONTH,
        _("Month"),
        key=True,
        required=True,
        help=_("Any day of the month."),
        width=14,
    )
    person = column(
        Kind.TEXT,
        _("Person"),
        key=True,
        required=True,
        offered="units.person",
        help=_("Who won it."),
        width=26,
    )
    amount = column(
        Kind.AMOUNT,
        _("Amount"),
        required=True,
        help=_("What was won in that month."),
        width=18,
    )
