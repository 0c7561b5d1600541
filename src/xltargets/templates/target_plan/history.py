"""The target plan, sheet Sales history. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PERSON_ID
from xltargets.templates.schema import Free, Kind, When, _, column

LAST_TWELVE_MONTHS = 'history[month],">="&EDATE(settings.first_month,-12),history[month],"<"&settings.first_month'
"""The criteria of SUMIFS for the year before the plan."""
IN_LAST_TWELVE_MONTHS = ("history[month]>=EDATE(settings.first_month,-12)", "history[month]<settings.first_month")
"""The same as conditions."""


class History(schema.Table):
    """What was won, by month and person."""

    title = _("History")
    rows = 36
    month = column(
        Kind.MONTH,
        _("Month"),
        when=When.PAST,
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
        former=True,
        help=_("Who won it."),
        width=26,
    )
    amount = column(
        Kind.AMOUNT,
        _("Amount"),
        free=Free.SIGNED,
        required=True,
        help=_("What was won in that month."),
        width=18,
    )
    person_id = PERSON_ID
