"""The target plan, sheet Changes. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import row_where
from xltargets.templates.schema import Choices, Free, Kind, When, _, column

KINDS = Choices(
    "change_kind",
    (("phasing", _("Phasing")), ("total", _("New total")), ("catch_up", _("Catch-up"))),
)
"""Phasing moves target and sums to 0, a new total raises or lowers it, a catch-up steers and is no target."""
REACH = Choices(
    "change_reach",
    (("year", _("Year")), ("period", _("Period")), ("person", _("Person")), ("unknown", _("Unknown"))),
)


def _period_of(key: str) -> str:
    """The number of the period that is named by its first month, as 2026-07 or as a date; 0 if it names none."""
    by_day, by_name = (row_where(f"periods[{column}]=[@{key}]") for column in ("month", "written"))
    return f'=IF([@{key}]="",0,IFERROR(IF(ISNUMBER([@{key}]),{by_day},{by_name}),0))'


def _row_of(key: str) -> str:
    """The first row of a person in Units, 0 if there is no such person."""
    return f'=IF([@{key}]="",0,IFERROR({row_where(f"units[person]=[@{key}]")},0))'


_RUNNING = 'COUNTIF(periods[first],"<="&IF([@approved_on]="",[@day],[@approved_on]))'
_NAMED = (
    'IF([@effective]="",IF([@other_period]=0,[@period],MIN([@period],[@other_period])),'
    'COUNTIF(periods[month],"<"&[@effective])+1)'
)
_EARLIEST = f"MAX(1,{_NAMED},{_RUNNING})"
_IS_APPROVED = (
    'AND([@approved]<>"",[@approved]<>[@by],ISNUMBER([@before]),ISNUMBER([@after]),'
    "SUMPRODUCT(1*(approvers[approver]=[@approved]))>0)"
)
_MOVES = (
    "AND([@kind]=word.change_kind.phasing,[@scope]<>[@counterpart],"
    "OR([@period]*[@other_period]>0,AND([@row]*[@other_row]>0,[@period]+[@other_period]=0)))"
)
_RAISES = 'AND([@kind]=word.change_kind.total,[@counterpart]="",[@reach]<>word.change_reach.unknown,[@reach]<>"")'
_IS_OPEN = "AND(OR([@period]=0,[@period]>=[@begins]),OR([@other_period]=0,[@other_period]>=[@begins]))"
_FIRST = "INDEX(periods[month],[@begins])"


class Changes(schema.Table):
    """What target was changed, from what, to what, why, by whom and when. Rows are added, never altered."""

    title = _("Changes")
    rows = 12
    row_height = 30
    grows = True
    day = column(Kind.DATE, _("Day"), when=When.PAST, key=True, required=True, help=_("When it was agreed."))
    scope = column(
        Kind.TEXT,
        _("Target of"),
        free=Free.NAME,
        known=("units.person",),
        key=True,
        required=True,
        help=_("The whole year, a month or a person."),
        width=26,
    )
    before = column(Kind.AMOUNT, _("Before"), free=Free.SIGNED, required=True, help=_("The target before."))
    after = column(Kind.AMOUNT, _("After"), free=Free.SIGNED, required=True, help=_("The target now."))
    reason = column(
        Kind.TEXT, _("Why"), free=Free.PROSE, required=True, wrap=True, help=_("In a sentence, with figures."), width=64
    )
    by = column(Kind.TEXT, _("By"), free=Free.PERSON, required=True, help=_("Who changed it."), width=20)
    approved = column(Kind.TEXT, _("Approved by"), free=Free.PERSON, help=_("Who agreed."), width=20)
    kind = column(
        Kind.CHOICE,
        _("Kind of change"),
        choices=KINDS,
        key=True,
        since=2,
        width=14,
        help=_("Phasing moves target, a new total raises or lowers it, a catch-up steers and is no target."),
    )
    counterpart = column(
        Kind.TEXT,
        _("Moved to or from"),
        free=Free.NAME,
        key=True,
        since=2,
        width=20,
        help=_("Of phasing: the month or person that gives or takes the difference, so that it sums to 0."),
    )
    effective = column(
        Kind.MONTH,
        _("In force from"),
        when=When.NEAR,
        since=2,
        help=_("The first open period that changes. Blank takes the month named, or the one in which it was approved."),
    )
    approved_on = column(
        Kind.DATE,
        _("Approved on"),
        when=When.PAST,
        since=2,
        help=_("Periods that ended before this day stay as they were; blank takes the day it was agreed."),
    )
    reach = column(
        Kind.CHOICE,
        _("Read as"),
        choices=REACH,
        since=2,
        formula=(
            '=IF([@scope]="","",IF([@period]>0,word.change_reach.period,IF([@row]>0,word.change_reach.person,'
            "IF([@scope]=word.change_reach.year,word.change_reach.year,word.change_reach.unknown))))"
        ),
        help=_("A month as 2026-07, a person as in Units, or the whole year."),
    )
    period = column(
        Kind.COUNT, _("Period"), since=2, formula=_period_of("scope"), help=_("The number of the one named; 0 is none.")
    )
    other_period = column(
        Kind.COUNT,
        _("Other period"),
        since=2,
        formula=_period_of("counterpart"),
        help=_("The number of the one named; 0 is none."),
    )
    row = column(
        Kind.COUNT, _("Row in Units"), since=2, formula=_row_of("scope"), help=_("Of the person named; 0 is none.")
    )
    other_row = column(
        Kind.COUNT, _("Other row"), since=2, formula=_row_of("counterpart"), help=_("Of the person named; 0 is none.")
    )
    begins = column(
        Kind.COUNT,
        _("Starts in period"),
        since=2,
        formula=f"=IF({_IS_APPROVED},IF({_EARLIEST}>ROWS(periods[month]),0,{_EARLIEST}),0)",
        help=_("The first open period once an approver of the plan agreed, who is not the one who changed it."),
    )
    in_force = column(
        Kind.AMOUNT,
        _("In force"),
        since=2,
        formula=(
            f"=IF([@begins]=0,0,IF(AND({_IS_OPEN},OR({_MOVES},{_RAISES}),[@weight_left]>0),"
            "ROUND([@after]-[@before],settings.decimals),0))"
        ),
        help=_("What it adds to the target that it names. 0 until it is approved, and for what steers only."),
    )
    weight_before = column(
        Kind.NUMBER,
        _("Weight before"),
        since=2,
        formula=f'=IF([@begins]=0,0,SUMIFS(periods[free_weight],periods[month],"<"&{_FIRST}))',
        help=_("Of the periods before it starts."),
    )
    weight_left = column(
        Kind.NUMBER,
        _("Weight left"),
        since=2,
        formula=f'=IF([@begins]=0,0,SUMIFS(periods[free_weight],periods[month],">="&{_FIRST}))',
        help=_("Of the periods from its start on, which share a new total."),
    )
