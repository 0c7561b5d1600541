"""The company scorecard, sheet People. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.company_scorecard.formula_parts import ATTAINMENT, RANK, STATUS_OF, loaded
from xltargets.templates.schema import Highlight, Kind, _, column


class People(schema.Table):
    """Every member's target and actual, ranked over the whole company, each with file, sheet and row."""

    title = _("People")
    rows = 1
    totals = True
    person = loaded(Kind.TEXT, _("Person"), key=True, width=22)
    unit = loaded(Kind.TEXT, _("Unit"), key=True, width=20)
    region = loaded(Kind.TEXT, _("Region"), width=14)
    target = loaded(Kind.AMOUNT, _("Target of the year"), total=True)
    target_so_far = loaded(Kind.AMOUNT, _("Target so far"), total=True)
    actual = loaded(Kind.AMOUNT, _("Actual so far"), total=True)
    attainment = column(Kind.RATIO, _("Attainment so far"), formula=ATTAINMENT)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=STATUS_OF.replace("[@attainment]", "[@ranked]"),
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    rank = column(Kind.COUNT, _("Rank"), formula=RANK.replace("attainment", "ranked"), width=8)
    composite = loaded(Kind.RATIO, _("KPI composite"))
    payout = loaded(Kind.AMOUNT, _("Paid out so far"), total=True)
    file = loaded(Kind.TEXT, _("File"), width=26)
    sheet = loaded(Kind.TEXT, _("Sheet"), width=12)
    row = loaded(Kind.COUNT, _("Row"), width=8)
    member_from = loaded(Kind.DATE, _("Member from"), since=2)
    member_until = loaded(Kind.DATE, _("Member until"), since=2)
    ranked = column(
        Kind.RATIO,
        _("Takes part"),
        since=2,
        formula=(
            '=IF(AND(ISNUMBER([@attainment]),OR([@member_from]="",[@member_from]<=basis.as_of),'
            'OR([@member_until]="",[@member_until]>=basis.as_of)),[@attainment],"")'
        ),
        help=_("The attainment of who is a member on the day to look from."),
    )
