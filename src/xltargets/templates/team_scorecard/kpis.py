"""The team scorecard, sheet KPIs. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, _, column
from xltargets.templates.team_scorecard.words import DIRECTION


class Kpis(schema.Table):
    """What a member is measured by besides the quota."""

    title = _("KPIs")
    rows = 6
    starts = (
        {
            "kpi": _("New customers"),
            "direction": "higher",
            "measure": _("customers"),
            "weight": 0.3,
            "target": 12,
            "worst": 0,
        },
        {"kpi": _("Gross margin"), "direction": "higher", "measure": "%", "weight": 0.3, "target": 35, "worst": 20},
        {"kpi": _("Days to pay"), "direction": "lower", "measure": _("days"), "weight": 0.2, "target": 30, "worst": 60},
        {
            "kpi": _("Forecast accuracy"),
            "direction": "higher",
            "measure": "%",
            "weight": 0.2,
            "target": 90,
            "worst": 50,
        },
    )
    kpi = column(
        Kind.TEXT, _("KPI"), free=Free.NAME, key=True, required=True, unique=True, help=_("Its name."), width=28
    )
    direction = column(
        Kind.CHOICE, _("Direction"), required=True, choices=DIRECTION, help=_("Which way is better."), width=20
    )
    measure = column(Kind.TEXT, _("Unit"), free=Free.NAME, help=_("What is counted: customers, %, days."), width=14)
    weight = column(
        Kind.RATIO,
        _("Weight"),
        required=True,
        minimum=0,
        maximum=1,
        checks=[schema.SumsTo(1)],
        help=_("Its share of the whole; together 100%."),
    )
    target = column(Kind.NUMBER, _("Target"), free=Free.SCALE, required=True, help=_("The value that scores 100%."))
    worst = column(Kind.NUMBER, _("Worst"), free=Free.SCALE, required=True, help=_("The value that scores 0%."))
