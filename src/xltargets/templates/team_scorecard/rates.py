"""The team scorecard, sheet Rates. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import YES_NO
from xltargets.templates.schema import Ascending, Free, Kind, When, _, column

_EFFECTIVE = _("From this day on; add rows for a new plan, and never overwrite old ones.")


class Tiers(schema.Table):
    """Commission by attainment of the month's quota, from a day on."""

    title = _("Commission tiers")
    rows = 6
    effective = column(Kind.DATE, _("Effective from"), when=When.NEAR, required=True, help=_EFFECTIVE)
    attainment = column(
        Kind.RATIO, _("Attainment from"), required=True, minimum=0, maximum=10, help=_("Where the tier begins.")
    )
    rate = column(Kind.RATIO, _("Rate"), required=True, minimum=0, maximum=1, help=_("Of the sales in the tier."))
    approved_by = column(Kind.TEXT, _("Approved by"), free=Free.PERSON, help=_("Who agreed to the plan."), width=18)
    approved_on = column(Kind.DATE, _("Approved on"), when=When.PAST, help=_("When."))


class Terms(schema.Table):
    """Draw, cap and clawback, from a day on."""

    title = _("Draw, cap and clawback")
    rows = 3
    anchor = "G4"
    effective = column(
        Kind.DATE, _("Effective from"), when=When.NEAR, required=True, checks=[Ascending()], help=_EFFECTIVE
    )
    draw = column(Kind.AMOUNT, _("Draw of a month"), minimum=0, help=_("Paid in any case, against later commission."))
    recoverable = column(
        Kind.CHOICE, _("Recoverable"), choices=YES_NO, help=_("Whether later commission pays a draw back."), width=13
    )
    cap = column(Kind.AMOUNT, _("Cap of a month"), minimum=0, help=_("The most a month can bring; blank is none."))
    window = column(
        Kind.COUNT, _("Clawback days"), minimum=0, help=_("How long after the sale a refund takes commission back.")
    )
    approved_by = column(Kind.TEXT, _("Approved by"), free=Free.PERSON, help=_("Who agreed to the terms."), width=18)
    approved_on = column(Kind.DATE, _("Approved on"), when=When.PAST, help=_("When."))


class Bonus(schema.Table):
    """The year's bonus by attainment of the year's quota."""

    title = _("Bonus of the year")
    rows = 4
    anchor = "O4"
    starts = (
        {"attainment": 0.8, "payout": 0.04},
        {"attainment": 1.0, "payout": 0.1},
        {"attainment": 1.2, "payout": 0.2},
    )
    attainment = column(
        Kind.RATIO, _("Attainment"), required=True, minimum=0, maximum=10, checks=[Ascending()], help=_("Of the year.")
    )
    payout = column(
        Kind.RATIO,
        _("Share of base pay"),
        required=True,
        minimum=0,
        maximum=5,
        help=_("Between rows it is interpolated."),
    )
