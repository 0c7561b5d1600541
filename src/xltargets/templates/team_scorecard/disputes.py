"""The team scorecard, sheets Disputes and Plan agreed. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import sum_where
from xltargets.templates.schema import Before, Choices, Free, Kind, Tone, When, _
from xltargets.templates.team_scorecard.keyed import new, whose

OUTCOME = Choices(
    "dispute_outcome",
    (("agreed", _("Agreed")), ("partly", _("Partly agreed")), ("declined", _("Turned down"))),
    (("agreed", Tone.GOOD), ("partly", Tone.WATCH), ("declined", Tone.QUIET)),
)
_BOOKED = sum_where("adjustments[commission]", "adjustments[member]=[@member]", "adjustments[sale]=[@sale]")


class Disputes(schema.Table):
    """What members say is wrong with their pay, and what was answered. What is agreed is a row in Adjustments."""

    title = _("Disputes")
    rows = 8
    spare = 6
    row_height = 30
    since = 2
    day = new(
        Kind.DATE,
        _("Raised on"),
        when=When.PAST,
        key=True,
        required=True,
        checks=[Before("answered_on")],
        help=_("The day on which the member said so."),
    )
    member = whose(_("Whose pay it is about."))
    sale = new(
        Kind.TEXT,
        _("Sale"),
        free=Free.NAME,
        key=True,
        required=True,
        help=_("Which sale or line of the statement; Adjustments calls it the same."),
        width=26,
    )
    claim = new(
        Kind.TEXT,
        _("What is claimed"),
        free=Free.PROSE,
        required=True,
        wrap=True,
        help=_("In a sentence, with the amount."),
        width=40,
    )
    outcome = new(Kind.CHOICE, _("Outcome"), choices=OUTCOME, help=_("Blank while it is open."), width=16)
    answer = new(Kind.TEXT, _("Answer"), free=Free.PROSE, wrap=True, help=_("Why, in a sentence."), width=40)
    answered_by = new(Kind.TEXT, _("Answered by"), free=Free.PERSON, help=_("Who decided; not the member."), width=18)
    answered_on = new(Kind.DATE, _("Answered on"), when=When.PAST, help=_("When."))
    booked = new(
        Kind.AMOUNT,
        _("Commission booked"),
        paid=True,
        formula=f'=IF(OR([@member]="",[@sale]=""),"",{_BOOKED})',
        help=_("What Adjustments pays this member for this sale."),
    )


class Agreed(schema.Table):
    """Who has read the commission plan and agrees to it: one row for each member and plan."""

    name = "agreed"
    title = _("Plan agreed")
    rows = 16
    since = 2
    member = whose(_("Who is paid by it."), width=24)
    plan = new(
        Kind.DATE,
        _("Plan from"),
        when=When.NEAR,
        key=True,
        required=True,
        help=_("Which plan: the day from which its tiers hold, as in Rates."),
    )
    day = new(Kind.DATE, _("Agreed on"), when=When.PAST, required=True, help=_("When the member agreed."))
    where = new(
        Kind.TEXT,
        _("Where it is kept"),
        free=Free.PROSE,
        help=_("The signed paper or the e-mail."),
        width=34,
    )
