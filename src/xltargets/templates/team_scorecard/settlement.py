"""The team scorecard, sheet Payout line by line. Declarations only."""

from __future__ import annotations

from typing import Any

from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column
from xltargets.templates.team_scorecard.statement import BY_SALE, CHOSEN_PLAN, of_row

_NONE = 'IF(OR(statement.row=0,statement.earned=""),"",'


def _of_statement(key: str) -> str:
    """What was chosen there."""
    return f'=IF(statement.row=0,"",statement.{key})'


def _counted(key: str, alone: str) -> str:
    """What a plan adds up, or the month alone."""
    by_plan = f"INDEX(commission[{key}],MAX(1,statement.row))"
    return f'=IF(statement.row=0,"",IF({CHOSEN_PLAN}>0,{by_plan},statement.{alone}))'


def _line(label: str, formula: str, what: str) -> Any:
    """An amount on the way from the commission to the payout."""
    return column(Kind.AMOUNT, label, paid=True, since=2, formula=formula, help=what)


class Settlement(schema.Form):
    """Adds up line by line, to the cent, from the commission to what is paid out."""

    name = "settlement"
    title = _("Payout line by line")
    headings = (_("Line"), _("Value"), _("What it means"))
    widths = (26, 18, 52)
    since = 2
    member = column(Kind.TEXT, _("Member"), since=2, formula=_of_statement("member"), help=_("As chosen in Statement."))
    month = column(Kind.MONTH, _("Month"), since=2, formula=_of_statement("month"), help=_("As chosen in Statement."))
    pay_plan = column(
        Kind.TEXT, _("Commission plan"), since=2, formula=of_row("pay_plan"), help=_("From Plans; blank is Rates.")
    )
    counted = column(
        Kind.AMOUNT,
        _("Credit counted"),
        since=2,
        formula=_counted("counted", "credit"),
        help=_("Of all months that add up, until this one; without a plan that of the month."),
    )
    quota_counted = column(
        Kind.AMOUNT,
        _("Quota counted"),
        since=2,
        formula=_counted("quota_counted", "quota"),
        help=_("Of all months over which tiers add up."),
    )
    pool = _line(
        _("Pool to date"), of_row("pool"), _("Of a pool, what these months bring to all who share it, at most the cap.")
    )
    share = column(
        Kind.RATIO, _("Share of the pool"), since=2, formula=of_row("share"), help=_("From Plan of a member.")
    )
    part = _line(
        _("Part of the pool to date"), of_row("part"), _("By the share, to the cent; less what was earned before.")
    )
    commission = _line(
        _("Commission"),
        f"={_NONE}IF({BY_SALE},statement.earned,ROUND(SUM(legs[commission]),settings.cents)))",
        _("The sum of the lines in Statement, with cap and what was earned before; or of those in Credits by member."),
    )
    late = _line(_("Booked late"), of_row("late"), _("Commission for earlier months, from Adjustments."))
    clawback = _line(_("Less clawback"), f"={_NONE}0-statement.clawback)", _("Taken back for refunds."))
    advance = _line(_("Draw paid in advance"), of_row("advance"), _("What the draw adds where the commission is less."))
    recovered = _line(
        _("Draw recovered"), of_row("recovered", "0-"), _("Earlier draws that this commission pays back.")
    )
    payout = _line(
        _("Payout"),
        f"={_NONE}ROUND(settlement.commission+settlement.late+settlement.clawback"
        "+settlement.advance+settlement.recovered,settings.cents))",
        _("The sum of these lines."),
    )
