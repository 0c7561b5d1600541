"""The CRM log, what customers may buy, bought and say. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import YES_NO
from xltargets.templates.crm_log_customers import WAY
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Choices, Highlight, Kind, RollUp, Tone, _, column

STAGE = Choices(
    "stage",
    (
        ("Prospecting", _("Prospecting")),
        ("Engaging", _("Engaging")),
        ("Proposal", _("Proposal")),
        ("Negotiation", _("Negotiation")),
        ("Won", _("Won")),
        ("Lost", _("Lost")),
    ),
)
DEAL = Choices(
    "deal",
    (("Open", _("Open")), ("Slipping", _("Slipping")), ("Won", _("Won")), ("Lost", _("Lost"))),
    (("Slipping", Tone.BAD), ("Won", Tone.GOOD), ("Lost", Tone.QUIET)),
)
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
SEGMENT = Choices(
    "rfm",
    (
        ("Champions", _("Champions")),
        ("Loyal", _("Loyal")),
        ("Promising", _("Promising")),
        ("At risk", _("At risk")),
        ("Sleeping", _("Sleeping")),
        ("No order", _("No order yet")),
    ),
    (
        ("Champions", Tone.GOOD),
        ("Loyal", Tone.GOOD),
        ("At risk", Tone.BAD),
        ("Sleeping", Tone.QUIET),
        ("No order", Tone.QUIET),
    ),
)
_OPEN = 'OR([@stage]="",[@stage]=word.stage.Won,[@stage]=word.stage.Lost)'


class Stages(schema.Table):
    """How likely an opportunity is won, by its stage."""

    title = _("Stages")
    rows = 6
    anchor = "A14"
    starts = (
        {"stage": "Prospecting", "probability": 0.1},
        {"stage": "Engaging", "probability": 0.25},
        {"stage": "Proposal", "probability": 0.5},
        {"stage": "Negotiation", "probability": 0.75},
        {"stage": "Won", "probability": 1},
        {"stage": "Lost", "probability": 0},
    )
    stage = column(
        Kind.CHOICE, _("Stage"), required=True, unique=True, choices=STAGE, help=_("In this order."), width=14
    )
    probability = column(
        Kind.RATIO,
        _("Probability"),
        required=True,
        minimum=0,
        maximum=1,
        help=_("Of a win; from your own past if you can."),
        width=14,
    )


class Opportunities(schema.Table):
    """What customers may buy, how likely and when."""

    title = _("Opportunities")
    rows = 20
    spare = 15
    id = column(Kind.TEXT, _("No."), key=True, required=True, unique=True, help=_("Such as O-17."), width=12)
    customer = column(Kind.TEXT, _("Customer"), references="customers.customer", help=_("From Customers."), width=26)
    owner = column(Kind.TEXT, _("Owner"), offered="words.person", help=_("Who works on it."), width=18)
    product = column(Kind.TEXT, _("Product"), offered="words.product", help=_("What they may buy."), width=16)
    stage = column(Kind.CHOICE, _("Stage"), required=True, choices=STAGE, help=_("How far it is."), width=13)
    amount = column(Kind.AMOUNT, _("Amount"), minimum=0, help=_("What it would bring."), rollup=RollUp.SUM)
    own = column(
        Kind.RATIO, _("Own probability"), minimum=0, maximum=1, help=_("Blank takes that of the stage."), width=11
    )
    created = column(Kind.DATE, _("Created"), help=_("When it came up."))
    expected = column(Kind.DATE, _("Expected close"), help=_("When it should be decided."))
    closed = column(Kind.DATE, _("Closed"), help=_("When it was won or lost."))
    probability = column(
        Kind.RATIO,
        _("Probability"),
        formula=(
            '=IF([@stage]="",0,IF([@stage]=word.stage.Won,1,IF([@stage]=word.stage.Lost,0,IF([@own]<>"",[@own],'
            "INDEX(stages[probability],MATCH([@stage],stages[stage],0))))))"
        ),
        width=11,
    )
    open = column(
        Kind.AMOUNT, _("Open amount"), formula=f"=IF({_OPEN},0,1*[@amount])", help=_("0 once it is won or lost.")
    )
    weighted = column(
        Kind.AMOUNT,
        _("Weighted"),
        formula="=[@open]*[@probability]",
        help=_("Amount times probability."),
        rollup=RollUp.SUM,
    )
    age = column(
        Kind.COUNT,
        _("Age in days"),
        formula=(
            '=IF(OR([@stage]="",[@created]=""),"",IF([@closed]<>"",[@closed]-[@created],'
            "MAX(0,standing.as_of-[@created])))"
        ),
        width=8,
    )
    state = column(
        Kind.CHOICE,
        _("State"),
        formula=(
            '=IF([@stage]="","",IF([@stage]=word.stage.Won,word.deal.Won,IF([@stage]=word.stage.Lost,word.deal.Lost,'
            'IF(AND([@expected]<>"",[@expected]<standing.as_of),word.deal.Slipping,word.deal.Open))))'
        ),
        choices=DEAL,
        highlight=Highlight.TONES,
        help=_("Slipping: its expected day has passed."),
        width=11,
    )


class Orders(schema.Table):
    """What customers bought."""

    title = _("Orders")
    rows = 30
    day = column(Kind.DATE, _("Day"), required=True, help=_("Of the order."), width=13)
    customer = column(
        Kind.TEXT, _("Customer"), required=True, references="customers.customer", help=_("From Customers."), width=28
    )
    order = column(Kind.TEXT, _("Order"), key=True, unique=True, help=_("Its number."), width=16)
    product = column(Kind.TEXT, _("Product"), offered="words.product", help=_("What was bought."), width=18)
    amount = column(Kind.AMOUNT, _("Amount"), required=True, help=_("Negative if it was given back."), width=16)


class Feedback(schema.Table):
    """What customers said, and what was done about it."""

    title = _("Feedback")
    rows = 12
    spare = 8
    row_height = 30
    received = column(Kind.DATE, _("Received"), required=True, help=_("When it came in."))
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
    words = column(Kind.TEXT, _("What was said"), wrap=True, help=_("In the customer's words."), width=38)
    owner = column(Kind.TEXT, _("Owner"), offered="words.person", help=_("Who takes care of it."), width=16)
    action = column(Kind.TEXT, _("Action"), wrap=True, help=_("What is done."), width=32)
    closed = column(Kind.DATE, _("Closed"), help=_("When it was solved."))
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


class Satisfaction(schema.Table):
    """What customers answered when they were asked."""

    title = _("Satisfaction")
    rows = 20
    wave = column(Kind.MONTH, _("Wave"), required=True, help=_("The month in which they were asked."), width=12)
    customer = column(
        Kind.TEXT, _("Customer"), required=True, references="customers.customer", help=_("From Customers."), width=28
    )
    csat = column(Kind.COUNT, _("Satisfaction"), minimum=1, maximum=5, help=_("From 1 to 5."), width=13)
    nps = column(
        Kind.COUNT, _("Would recommend"), minimum=0, maximum=10, help=_("From 0 (no) to 10 (certainly)."), width=13
    )
    remark = column(Kind.TEXT, _("Remark"), help=_("What they added."), width=48)


_PLACE = row_number("loyalty", "customer")
_CUSTOMER = f"INDEX(customers[customer],MATCH({_PLACE},customers[loyalty_order],0))"
_BUYERS = 'MAX(1,COUNTIFS([frequency],">0"))'
_NEVER = 9999
_TIERS = "INDEX(rewards[start],1):INDEX(rewards[grade],MAX(1,COUNT(rewards[start])))"
_LAST_ORDER = "SUMPRODUCT(MAX((orders[customer]=[@customer])*orders[day]))"


def _score(number: int) -> str:
    """One of the scores, among the customers with orders: they stand first."""
    ranges = ",".join(f"INDEX([{key}],1):INDEX([{key}],{_BUYERS})" for key in ("recency", "frequency", "spend"))
    return f'=IF([@customer]="","",IF([@frequency]=0,"",INDEX(RFM_SCORE({ranges}),{_PLACE},{number})))'


class Loyalty(schema.Table):
    """How loyal customers are: points, tier, reward, and recency, frequency and value of their orders."""

    title = _("Loyalty")
    follows = ("customers", 1)
    customer = column(
        Kind.TEXT,
        _("Customer"),
        key=True,
        formula=f'=IF({_PLACE}>COUNT(customers[loyalty_order]),"",{_CUSTOMER})',
        width=26,
    )
    spend = column(
        Kind.AMOUNT,
        _("Bought in all"),
        formula='=IF([@customer]="","",SUMIFS(orders[amount],orders[customer],[@customer]))',
    )
    points = column(
        Kind.COUNT,
        _("Points"),
        formula='=IF([@customer]="","",LOYALTY_POINTS(MAX(0,[@spend]),settings.points))',
        width=9,
    )
    tier = column(
        Kind.TEXT, _("Loyalty tier"), formula=f'=IF([@customer]="","",BAND_GRADE([@points],{_TIERS}))', width=13
    )
    reward = column(
        Kind.TEXT,
        _("Reward"),
        formula='=IF([@customer]="","",INDEX(rewards[reward],MATCH([@tier],rewards[grade],0))&"")',
        width=38,
    )
    recency = column(
        Kind.COUNT,
        _("Days since order"),
        formula=f'=IF([@customer]="","",IF([@frequency]=0,{_NEVER},MAX(0,standing.as_of-{_LAST_ORDER})))',
        help=_("9999 if there is none."),
        width=11,
    )
    frequency = column(
        Kind.COUNT, _("Orders"), formula='=IF([@customer]="","",COUNTIFS(orders[customer],[@customer]))', width=8
    )
    r = column(Kind.COUNT, _("Recency"), formula=_score(1), help=_("1 to 5, 5 the most recent."), width=9)
    f = column(Kind.COUNT, _("Frequency"), formula=_score(2), help=_("1 to 5, 5 the most often."), width=10)
    m = column(Kind.COUNT, _("Value"), formula=_score(3), help=_("1 to 5, 5 the most."), width=8)
    rfm = column(
        Kind.CHOICE,
        _("RFM segment"),
        formula=(
            '=IF([@customer]="","",IF([@frequency]=0,word.rfm.No_order,IF(AND([@r]>=4,[@f]>=4),word.rfm.Champions,'
            "IF(AND([@r]<=2,[@f]>=3),word.rfm.At_risk,IF([@f]>=4,word.rfm.Loyal,"
            "IF([@r]>=3,word.rfm.Promising,word.rfm.Sleeping))))))"
        ),
        choices=SEGMENT,
        highlight=Highlight.TONES,
        width=14,
    )
