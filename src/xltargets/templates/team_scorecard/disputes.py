"""The team scorecard, sheets Disputes and Plan agreed. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import sum_where
from xltargets.templates.schema import Before, Choices, Free, Kind, Tone, When, _, column

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
    day = column(
        Kind.DATE,
        _("Raised on"),
        when=When.PAST,
        key=True,
        required=True,
        since=2,
        checks=[Before("answered_on")],
        help=_("The day on which the member said so."),
    )
    member = column(
        Kind.TEXT,
        _("Member"),
        key=True,
        required=True,
        references="team.member",
        since=2,
        help=_("Whose pay it is about."),
        width=22,
    )
    sale = column(
        Kind.TEXT,
        _("Sale"),
        free=Free.NAME,
        key=True,
        required=True,
        since=2,
        help=_("Which sale or line of the statement; Adjustments calls it the same."),
        width=26,
    )
    claim = column(
        Kind.TEXT,
        _("What is claimed"),
        free=Free.PROSE,
        required=True,
        wrap=True,
        since=2,
        help=_("In a sentence, with the amount."),
        width=40,
    )
    outcome = column(Kind.CHOICE, _("Outcome"), choices=OUTCOME, since=2, help=_("Blank while it is open."), width=16)
    answer = column(
        Kind.TEXT, _("Answer"), free=Free.PROSE, wrap=True, since=2, help=_("Why, in a sentence."), width=40
    )
    answered_by = column(
        Kind.TEXT, _("Answered by"), free=Free.PERSON, since=2, help=_("Who decided; not the member."), width=18
    )
    answered_on = column(Kind.DATE, _("Answered on"), when=When.PAST, since=2, help=_("When."))
    booked = column(
        Kind.AMOUNT,
        _("Commission booked"),
        since=2,
        formula=f'=IF(OR([@member]="",[@sale]=""),"",{_BOOKED})',
        help=_("What Adjustments pays this member for this sale."),
    )


class Agreed(schema.Table):
    """Who has read the commission plan and agrees to it: one row for each member and plan."""

    name = "agreed"
    title = _("Plan agreed")
    rows = 16
    since = 2
    member = column(
        Kind.TEXT,
        _("Member"),
        key=True,
        required=True,
        references="team.member",
        since=2,
        help=_("Who is paid by it."),
        width=24,
    )
    plan = column(
        Kind.DATE,
        _("Plan from"),
        when=When.NEAR,
        key=True,
        required=True,
        since=2,
        help=_("Which plan: the day from which its tiers hold, as in Rates."),
    )
    day = column(Kind.DATE, _("Agreed on"), when=When.PAST, required=True, since=2, help=_("When the member agreed."))
    where = column(
        Kind.TEXT,
        _("Where it is kept"),
        free=Free.PROSE,
        since=2,
        help=_("The signed paper or the e-mail."),
        width=34,
    )
