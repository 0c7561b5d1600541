"""The CRM log, sheet Loyalty. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where, row_number, row_where, sum_where
from xltargets.templates.schema import Choices, Highlight, Kind, Tone, _, column

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


_PLACE = row_number("loyalty", "customer")


_CUSTOMER = f"INDEX(customers[customer],MATCH({_PLACE},customers[loyalty_order],0))"


_BUYERS = 'MAX(1,COUNTIFS([frequency],">0"))'


_NEVER = 9999


_TIERS = "INDEX(rewards[start],1):INDEX(rewards[grade],MAX(1,COUNT(rewards[start])))"


_OWN = "orders[customer]=[@customer]"


_LAST_ORDER = f"SUMPRODUCT(MAX(({_OWN})*orders[day]))"


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
        formula=f'=IF([@customer]="","",{sum_where("orders[amount]", _OWN)})',
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
        formula=f'=IF([@customer]="","",INDEX(rewards[reward],{row_where("rewards[grade]=[@tier]")})&"")',
        width=38,
    )
    recency = column(
        Kind.COUNT,
        _("Days since order"),
        formula=f'=IF([@customer]="","",IF([@frequency]=0,{_NEVER},MAX(0,standing.as_of-{_LAST_ORDER})))',
        help=_("9999 if there is none."),
        none=_NEVER,
        width=11,
    )
    frequency = column(Kind.COUNT, _("Orders"), formula=f'=IF([@customer]="","",{count_where(_OWN)})', width=8)
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
