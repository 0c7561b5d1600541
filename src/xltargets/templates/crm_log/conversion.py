"""The CRM log, sheet Conversion. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Kind, _, column

_ROW = row_number("conversion", "stage")
_ORDER = "{1;2;3;4;5;0}"
"""How far each stage of the drop-down is; where a lost deal was lost, nobody has written down."""


def _so_far(amounts: str, step: str = _ROW) -> str:
    """The sum of a stage and of those after it, without what was lost."""
    return f"SUMPRODUCT(({_ORDER}>={step})*{amounts})"


_BEFORE = _so_far("funnel[count]", f"{_ROW}-1")


class Conversion(schema.Table):
    """How many deals that were not lost came how far, and what share of one stage came to the next."""

    name = "conversion"
    title = _("From stage to stage")
    rows = 5
    since = 2
    stage = column(Kind.TEXT, _("Stage"), key=True, formula=f"=INDEX(labels.stage,{_ROW})", width=22)
    reached = column(
        Kind.COUNT,
        _("So far or further"),
        formula=f"={_so_far('funnel[count]')}",
        help=_("Deals in this stage or a later one. Lost deals are left out: their last stage is not kept."),
        width=14,
    )
    amount = column(Kind.AMOUNT, _("Amount"), formula=f"={_so_far('funnel[amount]')}", width=14)
    share = column(
        Kind.RATIO,
        _("Conversion rate"),
        formula=f'=IF({_ROW}=1,"",IF({_BEFORE}=0,"",[@reached]/{_BEFORE}))',
        help=_("The share of the stage before that came this far."),
        width=14,
    )
    step = column(
        Kind.TEXT,
        _("In the chart"),
        formula='=[@stage]&IF([@share]="",""," "&ROUND(100*[@share],0)&"%")',
        width=22,
    )
    margin = column(
        Kind.NUMBER,
        _("Beside the bar"),
        formula="=(INDEX([reached],1)-[@reached])/2",
        help=_("What the chart leaves blank on each side."),
        width=14,
    )
