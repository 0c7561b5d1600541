"""The risk register, sheet Indicators at a glance. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.risk_register.words import COURSE
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Highlight, Kind, _, column


def _of_kri(key: str) -> str:
    found = f"INDEX(kris[{key}],{row_number('course', 'indicator')})"
    return f'=IF({found}="","",{found})'


class Course(schema.Table):
    """Each indicator in a row: how the year went, where it is now, and how far from its thresholds."""

    title = _("Indicators at a glance")
    follows = ("kris", 1)
    since = 2
    row_height = 24
    indicator = column(Kind.TEXT, _("Indicator"), key=True, formula=_of_kri("indicator"), width=34)
    year = column(
        Kind.TEXT,
        _("The year"),
        formula='=""',
        sparkline=("kris.m1", "kris.m12"),
        help=_("A column for each month; the latest is orange."),
        width=26,
    )
    latest = column(Kind.NUMBER, _("Latest"), formula=_of_kri("latest"), width=10)
    status = column(
        Kind.CHOICE, _("Status"), formula=_of_kri("status"), choices=STATUS, highlight=Highlight.TONES, width=11
    )
    trend = column(Kind.CHOICE, _("Trend"), formula=_of_kri("course"), choices=COURSE, width=12)
    amber = column(Kind.NUMBER, _("Amber at"), formula=_of_kri("amber"), width=11)
    red = column(Kind.NUMBER, _("Red at"), formula=_of_kri("red"), width=11)
    breach = column(
        Kind.COUNT,
        _("Months to red"),
        formula=_of_kri("breach"),
        help=_("If it goes on as it did; blank while it moves away."),
        width=12,
    )
