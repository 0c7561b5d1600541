"""The CRM log, who the customers are and when they are next looked after. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import YES_NO, CommonSettings
from xltargets.templates.row_formulas import row_number, shown
from xltargets.templates.schema import Ascending, Choices, Highlight, Kind, Mark, RollUp, Tone, _, column

TIER = Choices("tier", (("A", "A"), ("B", "B"), ("C", "C")))
FOLLOW = Choices(
    "follow",
    (
        ("Overdue", _("Overdue")),
        ("Due", _("Due")),
        ("Planned", _("Planned")),
        ("Done", _("Followed up")),
    ),
    (("Overdue", Tone.BAD), ("Due", Tone.WATCH), ("Planned", Tone.GOOD), ("Done", Tone.QUIET)),
)
WAY = Choices(
    "way",
    (
        ("Visit", _("Visit")),
        ("Phone", _("Phone")),
        ("E-mail", _("E-mail")),
        ("Online", _("Online meeting")),
        ("Event", _("Event")),
    ),
)


class Settings(CommonSettings):
    """What holds for the whole log."""

    name = "settings"
    title = _("Settings")
    target = column(
        Kind.AMOUNT,
        _("Target of the year"),
        minimum=0,
        help=_("Of the unit; the pipeline is to cover what is left of it."),
    )
    won_before = column(
        Kind.AMOUNT, _("Won elsewhere"), minimum=0, help=_("This year, and not among the Opportunities.")
    )
    warn_days = column(
        Kind.COUNT,
        _("Days of warning"),
        default=7,
        minimum=0,
        maximum=366,
        required=True,
        help=_("A follow-up is due so many days before its day."),
    )
    points = column(
        Kind.NUMBER,
        _("Points per unit"),
        default=0.01,
        minimum=0,
        required=True,
        help=_("Loyalty points for each unit of money, e.g. 0.01 is one for 100."),
    )
    year_end = column(
        Kind.DATE,
        _("Last day of the year"),
        formula="=EDATE(settings.year_start,12)-1",
        help=_("Twelve months from the first day."),
    )


class Cadence(schema.Table):
    """How often customers of a tier are contacted."""

    title = _("Cadence of follow-ups")
    rows = 3
    starts = ({"tier": "A", "days": 30}, {"tier": "B", "days": 60}, {"tier": "C", "days": 120})
    tier = column(Kind.CHOICE, _("Tier"), required=True, unique=True, choices=TIER, help=_("Of customers."), width=14)
    days = column(Kind.COUNT, _("Days"), required=True, minimum=1, help=_("At most between two contacts."), width=14)


class Grades(schema.Table):
    """Credit grades by score."""

    title = _("Credit grades")
    rows = 4
    anchor = "D4"
    starts = (
        {"start": 0, "grade": "D"},
        {"start": 40, "grade": "C"},
        {"start": 60, "grade": "B"},
        {"start": 80, "grade": "A"},
    )
    start = column(
        Kind.NUMBER, _("Score from"), required=True, minimum=0, maximum=100, checks=[Ascending()], help=_("Of 100.")
    )
    grade = column(Kind.TEXT, _("Grade"), required=True, unique=True, help=_("Its name."), width=12)


class Rewards(schema.Table):
    """Loyalty tiers by points, and what each brings."""

    title = _("Loyalty tiers")
    rows = 4
    anchor = "G4"
    starts = (
        {"start": 0, "grade": _("Basic"), "reward": _("Newsletter")},
        {"start": 500, "grade": _("Silver"), "reward": _("Free delivery")},
        {"start": 2000, "grade": _("Gold"), "reward": _("Free delivery, yearly review")},
        {"start": 5000, "grade": _("Platinum"), "reward": _("Own contact, first access to new products")},
    )
    start = column(Kind.COUNT, _("Points from"), required=True, minimum=0, checks=[Ascending()], help=_("Collected."))
    grade = column(Kind.TEXT, _("Loyalty tier"), required=True, unique=True, help=_("Its name."), width=16)
    reward = column(Kind.TEXT, _("Reward"), help=_("What customers of the tier get."), width=40)


class Words(schema.Choosable):
    """What other drop-downs offer."""

    title = _("Words for the drop-downs")
    rows = 10
    anchor = "K4"
    segment = column(Kind.TEXT, _("Segments"), help=_("One segment in each row."), width=20)
    person = column(Kind.TEXT, _("People"), help=_("Who looks after customers, one in each row."), width=20)
    product = column(Kind.TEXT, _("Products"), help=_("One product in each row."), width=20)


_LAST = "SUMPRODUCT(MAX((contacts[customer]=[@customer])*contacts[day]))"
_CADENCE = "INDEX(cadence[tier],1):INDEX(cadence[days],MAX(1,COUNT(cadence[days])))"
_GRADES = "INDEX(grades[start],1):INDEX(grades[grade],MAX(1,COUNT(grades[start])))"
_OWN = row_number("customers", "customer")
_UP_TO_HERE = f"INDEX([orders],1):INDEX([orders],{_OWN})"


class Customers(schema.Table):
    """Who the customers are, and when each is next looked after."""

    title = _("Customers")
    rows = 15
    spare = 8
    row_height = 30
    customer = column(
        Kind.TEXT, _("Customer"), key=True, required=True, unique=True, help=_("The name, spelt one way."), width=26
    )
    segment = column(Kind.TEXT, _("Segment"), offered="words.segment", help=_("Industry or kind."), width=18)
    tier = column(Kind.CHOICE, _("Tier"), required=True, choices=TIER, help=_("A is looked after most."), width=8)
    owner = column(Kind.TEXT, _("Owner"), offered="words.person", help=_("Who looks after the customer."), width=18)
    credit = column(Kind.NUMBER, _("Credit score"), minimum=0, maximum=100, help=_("From 0 to 100."), width=9)
    grade = column(
        Kind.TEXT,
        _("Credit grade"),
        formula=f'=IF(OR([@customer]="",[@credit]=""),"",BAND_GRADE([@credit],{_GRADES}))',
        width=9,
    )
    needs = column(Kind.TEXT, _("Needs and preferences"), wrap=True, help=_("What matters to the customer."), width=36)
    consent = column(
        Kind.CHOICE, _("Consent"), choices=YES_NO, help=_("Whether the customer agreed to be contacted."), width=10
    )
    consent_on = column(Kind.DATE, _("Consent of"), help=_("The day it was given."))
    last = column(
        Kind.DATE,
        _("Last contact"),
        formula=f'=IF([@customer]="","",IF({_LAST}=0,"",{_LAST}))',
        help=_("From Contacts."),
    )
    due = column(
        Kind.DATE,
        _("Next contact"),
        formula=f'=IF(OR([@last]="",[@tier]=""),"",FOLLOWUP_DUE([@last],[@tier],{_CADENCE}))',
        help=_("By the cadence of the tier."),
    )
    status = column(
        Kind.CHOICE,
        _("Follow-up"),
        formula=(
            '=IF([@due]="","",' + shown(FOLLOW, "FOLLOWUP_STATUS([@due],standing.as_of,settings.warn_days)") + ")"
        ),
        choices=FOLLOW,
        highlight=Highlight.TONES,
        width=12,
    )
    pipeline = column(
        Kind.AMOUNT,
        _("Open pipeline"),
        formula='=IF([@customer]="","",SUMIFS(opportunities[open],opportunities[customer],[@customer]))',
        rollup=RollUp.SUM,
    )
    signs = column(
        Kind.COUNT,
        _("Warning signs"),
        formula=(
            '=IF([@customer]="","",([@status]=word.follow.Overdue)*1'
            '+(COUNTIFS(satisfaction[customer],[@customer],satisfaction[csat],"<3")>0)*1'
            "+(COUNTIFS(feedback[customer],[@customer],feedback[severity],word.severity.High,feedback[state],"
            "word.feedback_state.Open)>0)*1)"
        ),
        marks=[
            Mark(Tone.BAD, "AND(ISNUMBER([@signs]),[@signs]>1)"),
            Mark(Tone.WATCH, "AND(ISNUMBER([@signs]),[@signs]=1)"),
        ],
        help=_("Overdue, a rating below 3, an open grave complaint: one each."),
        width=9,
    )
    orders = column(
        Kind.COUNT,
        _("Orders"),
        formula='=IF([@customer]="","",COUNTIFS(orders[customer],[@customer]))',
        help=_("From Orders."),
        width=8,
    )
    due_order = column(
        Kind.COUNT,
        _("Order by day"),
        formula=(
            '=IF(OR([@status]="",[@status]=word.follow.Planned),"",RANK([@due],[due],1)'
            f"+COUNTIFS(INDEX([due],1):INDEX([due],{_OWN}),[@due])-1)"
        ),
        help=_("For the dashboard."),
        width=8,
    )
    sign_order = column(
        Kind.COUNT,
        _("Order by signs"),
        formula=(
            '=IF([@signs]="","",IF([@signs]=0,"",RANK([@signs],[signs])'
            f"+COUNTIFS(INDEX([signs],1):INDEX([signs],{_OWN}),[@signs])-1))"
        ),
        help=_("For the dashboard."),
        width=8,
    )
    loyalty_order = column(
        Kind.COUNT,
        _("Place in Loyalty"),
        formula=(
            f'=IF([@customer]="","",IF([@orders]>0,COUNTIFS({_UP_TO_HERE},">0"),'
            f'COUNTIFS([orders],">0")+COUNTIFS({_UP_TO_HERE},0)))'
        ),
        help=_("Those with orders first, so that they are ranked among themselves."),
        width=8,
    )


_TIER = "INDEX(customers[tier],MATCH([@customer],customers[customer],0))"


class Contacts(schema.Table):
    """Every contact with a customer, and what comes next."""

    title = _("Contacts")
    rows = 20
    spare = 15
    row_height = 30
    day = column(Kind.DATE, _("Day"), required=True, help=_("When it was."))
    customer = column(
        Kind.TEXT, _("Customer"), required=True, references="customers.customer", help=_("From Customers."), width=26
    )
    way = column(Kind.CHOICE, _("Channel"), choices=WAY, help=_("How it was."), width=15)
    by = column(Kind.TEXT, _("By"), offered="words.person", help=_("Who was in contact."), width=18)
    summary = column(Kind.TEXT, _("Summary"), wrap=True, help=_("What it was about."), width=44)
    next_step = column(Kind.TEXT, _("Next step"), wrap=True, help=_("What is to be done."), width=32)
    due = column(
        Kind.DATE,
        _("Next contact"),
        formula=(
            f'=IF(OR([@day]="",[@customer]="",COUNTIFS(customers[customer],[@customer])=0),"",'
            f'IF({_TIER}="","",FOLLOWUP_DUE([@day],{_TIER},{_CADENCE})))'
        ),
        help=_("By the cadence of the customer's tier."),
    )
    status = column(
        Kind.CHOICE,
        _("Follow-up"),
        formula=(
            '=IF([@due]="","",IF(COUNTIFS([customer],[@customer],[day],">"&[@day])>0,word.follow.Done,'
            + shown(FOLLOW, "FOLLOWUP_STATUS([@due],standing.as_of,settings.warn_days)")
            + "))"
        ),
        choices=FOLLOW,
        highlight=Highlight.TONES,
        width=13,
    )
