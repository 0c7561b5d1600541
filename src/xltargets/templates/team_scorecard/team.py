"""The team scorecard, sheet Team. Declarations only."""

from __future__ import annotations

from dataclasses import replace

from xltargets.templates import schema
from xltargets.templates.common import LANGUAGE, MEMBER_FROM, MEMBER_SHARE, MEMBER_UNTIL, PERSON_ID
from xltargets.templates.schema import Free, Highlight, Kind, RollUp, When, _, column
from xltargets.templates.year_kinds import OF_WEEKS, name_of


class Team(schema.Table):
    """Who is in the team, since when, and what each is to bring."""

    title = _("Team")
    rows = 8
    spare = 2
    row_height = 30
    totals = True
    member = column(
        Kind.TEXT, _("Member"), free=Free.NAME, key=True, required=True, unique=True, help=_("First and last name.")
    )
    role = column(Kind.TEXT, _("Role"), offered="lists.role", help=_("What the member is in the team."), width=22)
    region = column(Kind.TEXT, _("Region"), offered="lists.region", help=_("Where the member sells."), width=14)
    manager = column(Kind.TEXT, _("Manager"), free=Free.PERSON, help=_("Whom the member reports to."), width=18)
    start = column(
        Kind.DATE,
        _("In the role since"),
        renewed=True,
        when=When.NEAR,
        help=_("The first day; new members ramp up from it. Blank is long ago."),
    )
    responsibilities = column(
        Kind.TEXT,
        _("Responsibilities"),
        free=Free.PROSE,
        wrap=True,
        help=_("Customers, products or tasks that are the member's own."),
        width=38,
    )
    base_pay = column(Kind.AMOUNT, _("Base pay of the year"), minimum=0, total=True, help=_("Before any commission."))
    quota = column(
        Kind.AMOUNT,
        _("Quota of the year"),
        minimum=0,
        required=True,
        total=True,
        help=_("In full, as if there all year. Where Quotas come from the target plan, those hold."),
        rollup=RollUp.SUM,
    )
    months = column(
        Kind.COUNT,
        _("Months in role"),
        formula=(
            '=IF(OR([@member]="",[@start]=""),"",MAX(1,(YEAR(standing.month)-YEAR([@begun]))*12'
            "+MONTH(standing.month)-MONTH([@begun])+1))"
        ),
        help=_("On the day to look from; the month of the start counts as the first."),
    )
    ramp = column(
        Kind.RATIO,
        _("Share of full quota"),
        formula='=IF([@months]="","",RAMP_WEIGHTS([@months],ramp[[month]:[share]]))',
        help=_("From the ramp in Weights."),
        highlight=Highlight.BAR,
    )
    person_id = replace(PERSON_ID, renewed=True)
    member_from = replace(MEMBER_FROM, renewed=True)
    member_until = replace(MEMBER_UNTIL, renewed=True)
    member_share = replace(MEMBER_SHARE, renewed=True)
    owed = column(
        Kind.AMOUNT,
        _("Draw owed before"),
        paid=True,
        minimum=0,
        since=2,
        renewed=True,
        help=_("From an earlier year or unit, as the ledger has it; later commission pays it back."),
    )
    language = column(
        Kind.CHOICE,
        _("Language"),
        choices=LANGUAGE,
        since=2,
        width=14,
        help=_("Of the member's own statement; blank is that of this workbook."),
    )
    begun = column(
        Kind.DATE,
        _("Counts in role from"),
        since=2,
        formula=(
            f'=IF([@start]="","",IF({OF_WEEKS},IF(OR([@start]<settings.year_start,[@start]>settings.year_end),[@start],'
            f"{name_of('[@start]', 'months[first]')}),[@start]))"
        ),
        help=_("The day, or in a year of weeks the month after which its period is named."),
        width=13,
    )
