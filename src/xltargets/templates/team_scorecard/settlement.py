"""The team scorecard, sheet Statement: from the lines of the commission to the payout. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column
from xltargets.templates.team_scorecard.statement import of_row

_NONE = 'IF(OR(statement.row=0,statement.earned=""),"",'


class Settlement(schema.Form):
    """Adds up line by line, to the cent, from the lines above to what is paid out."""

    name = "settlement"
    title = _("From the lines to the payout")
    headings = (_("Line"), _("Value"), _("What it means"))
    widths = (26, 18, 52)
    since = 2
    anchor = "A below legs"
    lines = column(
        Kind.AMOUNT,
        _("Sum of the lines"),
        since=2,
        formula=f"={_NONE}ROUND(SUM(legs[commission]),settings.cents))",
        help=_("Of the table above."),
    )
    cut = column(
        Kind.AMOUNT,
        _("Cap"),
        since=2,
        formula=f"={_NONE}ROUND(statement.earned-settlement.lines,settings.cents))",
        help=_("What the cap of the month takes off."),
    )
    late = column(
        Kind.AMOUNT,
        _("Booked late"),
        since=2,
        formula=of_row("late"),
        help=_("Commission for earlier months, from Adjustments."),
    )
    clawback = column(
        Kind.AMOUNT,
        _("Less clawback"),
        since=2,
        formula=f"={_NONE}0-statement.clawback)",
        help=_("Taken back for refunds."),
    )
    advance = column(
        Kind.AMOUNT,
        _("Draw paid in advance"),
        since=2,
        formula=of_row("advance"),
        help=_("What the draw adds where the commission is less."),
    )
    recovered = column(
        Kind.AMOUNT,
        _("Draw recovered"),
        since=2,
        formula=of_row("recovered", "0-"),
        help=_("Earlier draws that this commission pays back."),
    )
    payout = column(
        Kind.AMOUNT,
        _("Payout"),
        since=2,
        formula=(
            f"={_NONE}ROUND(settlement.lines+settlement.cut+settlement.late+settlement.clawback"
            "+settlement.advance+settlement.recovered,settings.cents))"
        ),
        help=_("The sum of these lines."),
    )
