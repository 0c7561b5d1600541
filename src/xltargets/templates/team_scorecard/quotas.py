"""The team scorecard, sheet Quotas. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Kind, RollUp, _, column


class Quotas(schema.Table):
    """Each member's quota by month, as the target plan's Grid has it. A refresh brings it; nobody types here."""

    title = _("Quotas from the target plan")
    rows = 12
    since = 2
    totals = True
    month = column(Kind.MONTH, _("Month"), key=True, loaded=True, since=2, width=12)
    person_id = column(Kind.TEXT, _("Person ID"), key=True, loaded=True, since=2, width=13)
    member = column(Kind.TEXT, _("Member"), key=True, loaded=True, since=2, width=24)
    quota = column(
        Kind.AMOUNT,
        _("Quota"),
        loaded=True,
        total=True,
        since=2,
        width=16,
        help=_("Membership, ramp and leave are in it."),
        rollup=RollUp.SUM,
    )
    vacant = column(
        Kind.AMOUNT,
        _("Vacant"),
        loaded=True,
        total=True,
        since=2,
        width=16,
        help=_("Of the team's target, what nobody carries."),
        rollup=RollUp.SUM,
    )


ARE_LOADED = "COUNT(quotas[month])>0"
"""Whether the plan's quotas are there; else those of Team hold."""
