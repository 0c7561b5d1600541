"""The target plan, sheet Company: who approves changes, and in a company plan its units. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import CURRENCIES, LANGUAGE, PERSON_ID
from xltargets.templates.schema import Before, Choices, Free, Kind, When, _, column

KEEPS = Choices(
    "keeps",
    (
        ("plan", _("Plan")),
        ("scorecard", _("Plan and scorecard")),
        ("log", _("Plan, scorecard and CRM log")),
        ("all", _("All four workbooks")),
    ),
)
OPENS_WITH = Choices("opens_with", (("native", _("Formulas")), ("values", _("Values"))))


class Approvers(schema.Table):
    """Who may approve changes of a target. Nobody approves what they proposed themselves."""

    title = _("Approvers")
    rows = 6
    spare = 4
    since = 2
    approver = column(
        Kind.TEXT, _("Approver"), free=Free.PERSON, key=True, required=True, since=2, width=22, help=_("The name.")
    )
    person_id = PERSON_ID


class Organisation(schema.Table):
    """In a company plan, the units that it is handed out to. People belong to the one that Team in Units names."""

    title = _("Units of the company")
    rows = 12
    spare = 6
    since = 2
    anchor = "A below approvers"
    unit_id = column(
        Kind.TEXT,
        _("Unit ID"),
        free=Free.NAME,
        key=True,
        required=True,
        unique=True,
        since=2,
        width=18,
        help=_("Short and the same in all workbooks of the unit, e.g. north-harbour."),
    )
    unit = column(
        Kind.TEXT,
        _("Unit"),
        free=Free.NAME,
        required=True,
        since=2,
        width=22,
        help=_("Its name, as in Team of the sheet Units for a unit with people of its own."),
    )
    parent = column(
        Kind.TEXT,
        _("Part of"),
        references="organisation.unit_id",
        since=2,
        width=18,
        help=_("The ID of the unit above it; blank is the company."),
    )
    owner = column(Kind.TEXT, _("Owner"), free=Free.PERSON, since=2, width=20, help=_("Who answers for it."))
    first = column(
        Kind.DATE,
        _("From"),
        when=When.NEAR,
        since=2,
        checks=[Before("last")],
        help=_("Its first day; blank if it was before the year."),
    )
    last = column(Kind.DATE, _("Until"), when=When.NEAR, since=2, help=_("Its last day; blank while it goes on."))
    successor = column(
        Kind.TEXT,
        _("Followed by"),
        references="organisation.unit_id",
        since=2,
        width=18,
        help=_("The ID of the unit that takes over."),
    )
    currency = column(
        Kind.TEXT,
        _("Currency"),
        pattern="[A-Z]{3}",
        offered=CURRENCIES,
        since=2,
        help=_("Its three letters; blank is the company's."),
    )
    over = column(
        Kind.RATIO,
        _("Over-assignment"),
        minimum=0,
        maximum=1,
        since=2,
        width=15,
        help=_("How much more the parts below it sum to, e.g. 5%; blank is 0."),
    )
    keeps = column(
        Kind.CHOICE,
        _("Keeps"),
        choices=KEEPS,
        since=2,
        width=24,
        help=_("The workbooks that it gets; blank is plan and scorecard."),
    )
    opens_with = column(
        Kind.CHOICE,
        _("Opens with"),
        choices=OPENS_WITH,
        since=2,
        help=_("Values for programs that lack our functions; blank is formulas."),
    )
    language = column(
        Kind.CHOICE, _("Language"), choices=LANGUAGE, since=2, help=_("Of its workbooks; blank is that of this plan.")
    )
