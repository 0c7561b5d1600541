"""The risk register, sheet Cases. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.risk_register.words import CATEGORY
from xltargets.templates.row_formulas import row_where
from xltargets.templates.schema import Free, Kind, When, _, column


class Cases(schema.Table):
    """What happened, what was done, and what was learnt."""

    title = _("Cases")
    rows = 8
    spare = 4
    row_height = 46
    day = column(Kind.DATE, _("Day"), when=When.PAST, key=True, required=True, help=_("When it happened."))
    risk = column(Kind.TEXT, _("Risk"), references="risks.id", help=_("Its number in Risks, if it was known."), width=9)
    category = column(
        Kind.CHOICE,
        _("Category"),
        formula=f'=IF([@risk]="","",IFERROR(INDEX(risks[category],{row_where("risks[id]=[@risk]")}),""))',
        choices=CATEGORY,
        wrap=True,
        width=15,
    )
    event = column(
        Kind.TEXT,
        _("What happened"),
        free=Free.NAME,
        key=True,
        required=True,
        wrap=True,
        help=_("In a sentence."),
        width=42,
    )
    response = column(Kind.TEXT, _("What was done"), free=Free.PROSE, wrap=True, help=_("By whom, how fast."), width=40)
    cost = column(Kind.AMOUNT, _("Cost"), minimum=0, help=_("What it cost of the target."))
    lesson = column(Kind.TEXT, _("Lesson"), free=Free.PROSE, wrap=True, help=_("What is done otherwise now."), width=44)
