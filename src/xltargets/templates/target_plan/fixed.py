"""The target plan, sheet Fixed cells. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where, row_where, sum_where
from xltargets.templates.schema import Free, Kind, When, _, column
from xltargets.templates.target_plan.keyed import whose

_MEANT = (
    '(units[person]=[@person])*(([@product]="")+(units[product]=[@product])>0)'
    '*(([@channel]="")+(units[channel]=[@channel])>0)*(units[weight]>0)'
)
"""The rows of Units that a row means: a person's later row carries the target of the first, and has no weight."""


class FixedCells(schema.Table):
    """What a person has in one period in any case; the rest of the row and of the column shares what is left."""

    name = "fixed_cells"
    title = _("Fixed cells of the Grid")
    rows = 12
    spare = 11
    row_height = 30
    since = 2
    person = whose(_("Whose target is fixed, as in Units."), width=20)
    product = column(
        Kind.TEXT,
        _("Product"),
        offered="lists.product",
        key=True,
        since=2,
        help=_("Of a person with several rows in Units: which one is meant. Blank is any."),
    )
    channel = column(
        Kind.TEXT,
        _("Channel"),
        offered="lists.channel",
        key=True,
        since=2,
        help=_("Of a person with several rows in Units: which one is meant. Blank is any."),
    )
    month = column(
        Kind.MONTH,
        _("Month"),
        when=When.NEAR,
        key=True,
        required=True,
        since=2,
        help=_("The first month of a period of this year."),
    )
    amount = column(
        Kind.AMOUNT,
        _("Amount"),
        minimum=0,
        required=True,
        since=2,
        help=_("In full, as if the person were there all the time; the Grid shows what is carried of it."),
    )
    reason = column(
        Kind.TEXT,
        _("Why"),
        free=Free.PROSE,
        required=True,
        wrap=True,
        since=2,
        width=48,
        help=_("In a sentence."),
    )
    meant = column(
        Kind.COUNT,
        _("Rows meant"),
        formula=f'=IF([@person]="",0,{count_where(_MEANT)})',
        since=2,
        width=9,
        help=_("How many rows of Units it can mean; 1 is right."),
    )
    row = column(
        Kind.COUNT,
        _("Row in Units"),
        formula=(
            f"=IF(OR([@meant]<>1,[@period]=0,NOT(ISNUMBER([@amount]))),0,{sum_where('in_force[number]', _MEANT)})"
        ),
        since=2,
        width=9,
        help=_("Of the person named; 0 is none."),
    )
    period = column(
        Kind.COUNT,
        _("Period"),
        formula=f'=IF([@month]="",0,IFERROR({row_where("periods[month]=[@month]")},0))',
        since=2,
        width=9,
        help=_("The number of the one named; 0 is none."),
    )
    held = column(
        Kind.AMOUNT,
        _("Fixed"),
        formula="=IF([@row]=0,0,ROUND([@amount],settings.decimals))",
        since=2,
        help=_("The amount in the plan's decimals; 0 where nothing is fixed."),
    )
