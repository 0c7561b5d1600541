"""The team scorecard, sheet Actuals. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, RollUp, When, _, column


class Actuals(schema.Table):
    """What each member sold and did, month by month."""

    title = _("Actuals")
    rows = 48
    month = column(
        Kind.MONTH, _("Month"), when=When.PAST, key=True, required=True, help=_("Any day of the month."), width=12
    )
    member = column(
        Kind.TEXT, _("Member"), key=True, required=True, references="team.member", help=_("Who sold it."), width=24
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual"),
        free=Free.SIGNED,
        required=True,
        help=_("What was credited to the member in that month."),
        renewed=True,
        rollup=RollUp.SUM,
        width=16,
    )
    before = column(
        Kind.AMOUNT, _("A year ago"), free=Free.SIGNED, help=_("The same month of the year before, if known."), width=16
    )
    activities = column(
        Kind.COUNT, _("Activities"), minimum=0, help=_("Calls, visits or offers: what you count."), width=14
    )
