"""The target plan, sheet Units. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import MEMBER_FROM, MEMBER_SHARE, MEMBER_UNTIL, PERSON_ID
from xltargets.templates.row_formulas import both_the_same, own_row, row_number, row_where, sum_where
from xltargets.templates.schema import Free, Highlight, Kind, RollUp, When, _, column
from xltargets.templates.target_plan.history import IN_LAST_TWELVE_MONTHS

_ROW = row_number("units", "person")
_SEAT = f"INDEX(shares[seat],{row_number('units', 'person')})"
_CARRIES_ON = f"{_SEAT}<>{row_number('units', 'person')}"
"""Whether a row goes on with the target of a person's earlier one."""
_IS_LATER = f'IF([@person_id]="",FALSE,{row_where("[person_id]=[@person_id]")}<>{row_number("units", "person")})'
"""Whether the person stands in a row above already: what was won counts there."""
_OF_PERSON = both_the_same("history[person_id]", "[@person_id]", "history[person]", "[@person]")


class Units(schema.Table):
    """The year's target, person by person, level by level."""

    title = _("Units")
    rows = 15
    spare = 3
    totals = True
    repeats = True
    region = column(
        Kind.TEXT,
        _("Region"),
        offered="lists.region",
        help=_("The first level that the target is split over."),
    )
    team = column(
        Kind.TEXT,
        _("Team"),
        offered="lists.team",
        help=_("The second level, for example the manager's name."),
    )
    channel = column(
        Kind.TEXT, _("Channel"), offered="lists.channel", help=_("The third level, if you split by channel.")
    )
    product = column(
        Kind.TEXT, _("Product"), offered="lists.product", help=_("The fourth level, if you split by product.")
    )
    person = column(
        Kind.TEXT,
        _("Person"),
        free=Free.NAME,
        key=True,
        required=True,
        help=_("Who the target is for."),
    )
    history = column(
        Kind.AMOUNT,
        _("Last 12 months"),
        total=True,
        formula=(
            f'=IF(OR([@person]="",{_IS_LATER}),0,'
            + sum_where("history[amount]", _OF_PERSON, *IN_LAST_TWELVE_MONTHS)
            + ")"
        ),
        help=_("What the person won in the twelve months before the plan."),
    )
    own_weight = column(
        Kind.NUMBER,
        _("Own weight"),
        minimum=0,
        help=_("For a new or moved person, enter a relative size; blank takes the last 12 months."),
    )
    weight = column(
        Kind.NUMBER,
        _("Weight"),
        formula=(
            f'=IF(OR([@person]="",{_CARRIES_ON}),0,'
            "IF(ISNUMBER([@own_weight]),[@own_weight],IF(SUM([history])=0,1,MAX(0,[@history]))))"
        ),
        help=_("The person's relative size. A year of refunds only counts as 0."),
    )
    target = column(
        Kind.AMOUNT,
        _("Target"),
        total=True,
        formula=(f"=IF(OR(settings.changes=0,SUM([weight])=0),[@first_plan],INDEX(in_force[year],{_ROW}))"),
        help=_("In force, in full, as if the person were there all year."),
        rollup=RollUp.SUM,
    )
    share = column(
        Kind.RATIO,
        _("Share"),
        total=True,
        formula="=IF(settings.total=0,0,[@target]/settings.total)",
        highlight=Highlight.BAR,
    )
    person_id = PERSON_ID
    member_from = MEMBER_FROM
    member_until = MEMBER_UNTIL
    member_share = MEMBER_SHARE
    role_since = column(
        Kind.DATE,
        _("In the role since"),
        when=When.NEAR,
        since=2,
        help=_("The first day; new people ramp up from it, whatever the unit. Blank is long ago."),
    )
    carried = column(
        Kind.AMOUNT,
        _("Carried"),
        since=2,
        total=True,
        formula=f"=ROUND(INDEX(grid.sums,{row_number('units', 'person')}),settings.decimals)",
        help=_("Over the year, by membership, share of time, ramp and leave; the Grid shows each month."),
    )
    first_plan = column(
        Kind.AMOUNT,
        _("First plan"),
        since=2,
        total=True,
        formula=(
            "=IF(SUM([weight])=0,0,"
            + own_row(
                "TARGET_CASCADE(settings.first_total,units[[region]:[person]],[weight],settings.decimals)",
                "units",
                "person",
            )
            + ")"
        ),
        help=_("Before any change."),
    )
    moved = column(
        Kind.AMOUNT,
        _("Approved changes"),
        since=2,
        total=True,
        formula="=ROUND([@target]-[@first_plan],settings.decimals)",
        help=_("What the changes in force add to the first plan; see Changes."),
    )
