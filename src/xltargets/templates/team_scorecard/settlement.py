"""The team scorecard, sheet Payout line by line. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column
from xltargets.templates.team_scorecard.statement import of_row

_NONE = 'IF(OR(statement.row=0,statement.earned=""),"",'


def _of_statement(key: str) -> str:
    """What was chosen there."""
    return f'=IF(statement.row=0,"",statement.{key})'


class Settlement(schema.Form):
    """Adds up line by line, to the cent, from the commission to what is paid out."""

    name = "settlement"
    title = _("Payout line by line")
    headings = (_("Line"), _("Value"), _("What it means"))
    widths = (26, 18, 52)
    since = 2
    member = column(Kind.TEXT, _("Member"), since=2, formula=_of_statement("member"), help=_("As chosen in Statement."))
    month = column(Kind.MONTH, _("Month"), since=2, formula=_of_statement("month"), help=_("As chosen in Statement."))
    commission = column(
        Kind.AMOUNT,
        _("Commission"),
        since=2,
        formula=f"={_NONE}ROUND(SUM(legs[commission]),settings.cents))",
        help=_("The sum of the lines in Statement, with the cap."),
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
            f"={_NONE}ROUND(settlement.commission+settlement.late+settlement.clawback"
            "+settlement.advance+settlement.recovered,settings.cents))"
        ),
        help=_("The sum of these lines."),
    )
