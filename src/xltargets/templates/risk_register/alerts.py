"""The risk register, sheet Alerts. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.risk_register.words import ALERT
from xltargets.templates.row_formulas import row_number, row_where
from xltargets.templates.schema import Highlight, Kind, _, column


def _of_kri(key: str) -> str:
    return f'=IF([@row]="","",IF(INDEX(kris[{key}],[@row])="","",INDEX(kris[{key}],[@row])))'


_PLACE = row_number("alerts", "row")


class Alerts(schema.Table):
    """Which indicators are past a threshold, since when, and who is told."""

    title = _("Alerts")
    follows = ("kris", 1)
    row = column(
        Kind.COUNT,
        _("Row"),
        formula=f'=IF({_PLACE}>COUNT(kris[alert]),"",MATCH(SMALL(kris[alert],{_PLACE}),kris[alert],0))',
        help=_("In KRIs, where it is acknowledged."),
        width=8,
    )
    indicator = column(Kind.TEXT, _("Indicator"), key=True, formula=_of_kri("indicator"), width=34)
    risk = column(Kind.TEXT, _("Risk"), formula=_of_kri("risk"), width=8)
    status = column(
        Kind.CHOICE, _("Status"), formula=_of_kri("status"), choices=STATUS, highlight=Highlight.TONES, width=11
    )
    value = column(Kind.NUMBER, _("Latest"), formula=_of_kri("latest"), width=10)
    since = column(Kind.MONTH, _("Since"), formula=_of_kri("since"), width=12)
    breach = column(Kind.COUNT, _("Months to red"), formula=_of_kri("breach"), width=12)
    tell = column(Kind.TEXT, _("Owner"), formula=_of_kri("owner"), width=18)
    management = column(
        Kind.TEXT,
        _("Who is told"),
        formula=(
            '=IF([@risk]="","",IFERROR(INDEX(bands[management],MATCH(INDEX(risks[level],'
            + row_where("risks[id]=[@risk]")
            + '),bands[level],0)),""))'
        ),
        help=_("By the level of the risk behind it."),
        width=18,
    )
    acknowledged_by = column(Kind.TEXT, _("Acknowledged by"), formula=_of_kri("acknowledged_by"), width=20)
    acknowledged_on = column(Kind.DATE, _("Acknowledged on"), formula=_of_kri("acknowledged_on"), width=16)
    state = column(
        Kind.CHOICE, _("State"), formula=_of_kri("state"), choices=ALERT, highlight=Highlight.TONES, width=16
    )
