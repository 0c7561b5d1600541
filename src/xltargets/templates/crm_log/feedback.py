"""The CRM log, sheet Feedback. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import YES_NO
from xltargets.templates.crm_log.words import WAY
from xltargets.templates.schema import Choices, Free, Highlight, Kind, NotBelow, Tone, When, _, column

TOPIC = Choices(
    "topic",
    (
        ("Product", _("Product")),
        ("Delivery", _("Delivery")),
        ("Service", _("Service")),
        ("Price", _("Price")),
        ("Other", _("Other")),
    ),
)


SEVERITY = Choices(
    "severity",
    (("Low", _("Low")), ("Medium", _("Medium")), ("High", _("High"))),
    (("Low", Tone.GOOD), ("Medium", Tone.WATCH), ("High", Tone.BAD)),
)


FEEDBACK_STATE = Choices(
    "feedback_state",
    (("Open", _("Open")), ("Answered", _("Closed, customer not told")), ("Closed", _("Closed"))),
    (("Open", Tone.WATCH), ("Answered", Tone.WATCH), ("Closed", Tone.GOOD)),
)


class Feedback(schema.Table):
    """What customers said, and what was done about it."""

    title = _("Feedback")
    rows = 12
    spare = 7
    row_height = 30
    received = column(Kind.DATE, _("Received"), when=When.PAST, required=True, help=_("When it came in."))
    customer = column(
        Kind.TEXT, _("Customer"), required=True, references="customers.customer", help=_("From Customers."), width=24
    )
    way = column(Kind.CHOICE, _("Channel"), choices=WAY, help=_("How it came in."), width=14)
    topic = column(Kind.CHOICE, _("Category"), required=True, choices=TOPIC, help=_("What it is about."), width=12)
    severity = column(
        Kind.CHOICE,
        _("Severity"),
        required=True,
        choices=SEVERITY,
        help=_("How grave it is."),
        highlight=Highlight.TONES,
        width=10,
    )
    words = column(
        Kind.TEXT, _("What was said"), free=Free.PROSE, wrap=True, help=_("In the customer's words."), width=38
    )
    owner = column(Kind.TEXT, _("Owner"), offered="words.person", help=_("Who takes care of it."), width=16)
    action = column(Kind.TEXT, _("Action"), free=Free.PROSE, wrap=True, help=_("What is done."), width=32)
    closed = column(
        Kind.DATE, _("Closed"), when=When.PAST, judged=[NotBelow("received")], help=_("When it was solved.")
    )
    told = column(Kind.CHOICE, _("Customer told"), choices=YES_NO, help=_("Whether the customer knows."), width=10)
    days = column(
        Kind.COUNT,
        _("Days open"),
        formula='=IF([@received]="","",IF([@closed]<>"",[@closed]-[@received],MAX(0,standing.as_of-[@received])))',
        width=8,
    )
    state = column(
        Kind.CHOICE,
        _("State"),
        formula=(
            '=IF([@received]="","",IF([@closed]="",word.feedback_state.Open,'
            "IF([@told]=word.yes_no.Yes,word.feedback_state.Closed,word.feedback_state.Answered)))"
        ),
        choices=FEEDBACK_STATE,
        highlight=Highlight.TONES,
        width=22,
    )
