"""The CRM log, sheet Opportunities. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.crm_log.words import STAGE
from xltargets.templates.schema import Choices, Free, Highlight, Kind, RollUp, Tone, When, _, column

DEAL = Choices(
    "deal",
    (("Open", _("Open")), ("Slipping", _("Slipping")), ("Won", _("Won")), ("Lost", _("Lost"))),
    (("Slipping", Tone.BAD), ("Won", Tone.GOOD), ("Lost", Tone.QUIET)),
)


_OPEN = 'OR([@stage]="",[@stage]=word.stage.Won,[@stage]=word.stage.Lost)'


class Opportunities(schema.Table):
    """What customers may buy, how likely and when."""

    title = _("Opportunities")
    rows = 20
    spare = 15
    id = column(
        Kind.TEXT, _("No."), free=Free.NAME, key=True, required=True, unique=True, help=_("Such as O-17."), width=12
    )
    customer = column(Kind.TEXT, _("Customer"), references="customers.customer", help=_("From Customers."), width=26)
    owner = column(Kind.TEXT, _("Owner"), offered="words.person", help=_("Who works on it."), width=18)
    product = column(Kind.TEXT, _("Product"), offered="words.product", help=_("What they may buy."), width=16)
    stage = column(Kind.CHOICE, _("Stage"), required=True, choices=STAGE, help=_("How far it is."), width=13)
    amount = column(Kind.AMOUNT, _("Amount"), minimum=0, help=_("What it would bring."), rollup=RollUp.SUM)
    own = column(
        Kind.RATIO, _("Own probability"), minimum=0, maximum=1, help=_("Blank takes that of the stage."), width=11
    )
    created = column(Kind.DATE, _("Created"), when=When.PAST, help=_("When it came up."))
    expected = column(Kind.DATE, _("Expected close"), when=When.NEAR, help=_("When it should be decided."))
    closed = column(Kind.DATE, _("Closed"), when=When.NEAR, help=_("When it was won or lost."))
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
