"""The team scorecard, sheet Leaderboard. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import own_row, row_number, sum_where
from xltargets.templates.schema import Highlight, Kind, _
from xltargets.templates.team_scorecard.keyed import new

_PLACE = row_number("board", "place")


def _best(key: str) -> str:
    return f'=IF([@place]="","",INDEX(board_members[{key}],MATCH({_PLACE},board_members[order],0)))'


_THEN = f"INDEX(board_members[rank_before],MATCH({_PLACE},board_members[order],0))"


class Board(schema.Table):
    """The members by attainment, the best first; whoever is equal has the same place."""

    name = "board"
    title = _("Leaderboard")
    follows = ("team", 1)
    row_height = 24
    filters = False
    since = 2
    place = new(
        Kind.COUNT,
        _("Place"),
        formula=(
            f'=IF({_PLACE}>COUNT(board_members[order]),"",'
            f"INDEX(board_members[rank],MATCH({_PLACE},board_members[order],0)))"
        ),
        help=_("By attainment so far; equal ones share a place."),
        width=22,
        centred=True,
    )
    member = new(Kind.TEXT, _("Member"), key=True, formula=_best("member"), width=22)
    attainment = new(Kind.RATIO, _("Attainment"), formula=_best("attainment"), highlight=Highlight.BAR, width=16)
    moved = new(
        Kind.TEXT,
        _("Moved"),
        formula=(
            f'=IF([@place]="","",IF({_THEN}="","",IF({_THEN}>[@place],"▲ "&({_THEN}-[@place]),'
            f'IF({_THEN}<[@place],"▼ "&([@place]-{_THEN}),"–"))))'
        ),
        help=_("Places since the end of the month before."),
        centred=True,
        width=12,
    )
    contract = new(Kind.AMOUNT, _("Contracts of the month"), formula=_best("contract"), width=16)
    contract_rank = new(Kind.COUNT, _("Place by contracts"), formula=_best("contract_rank"), centred=True, width=12)
    customers = new(Kind.COUNT, _("New customers of the month"), formula=_best("customers"), centred=True, width=14)
    customers_rank = new(
        Kind.COUNT, _("Place by new customers"), formula=_best("customers_rank"), centred=True, width=14
    )


def _own(table: str, key: str) -> str:
    return own_row(f"{table}[{key}]", "board_members", "member")


_NAME = _own("team", "member")


def _before(key: str) -> str:
    return sum_where(f"commission[{key}]", "commission[member]=[@member]", "commission[month]<standing.month")


def _of_month(key: str) -> str:
    """What the weekly reports of the month bring together; nothing to rank by where there is none."""
    own = "weekly_reports[member]=[@member]"
    days = "weekly_reports[day]>=standing.first", "weekly_reports[day]<=standing.ends"
    counted = sum_where(f"weekly_reports[{key}]", own, *days)
    return f'=IF(OR([@attainment]="",COUNT(weekly_reports[day])=0),"",{counted})'


def _rank(key: str) -> str:
    return f'=IF([@{key}]="","",RANK([@{key}],[{key}]))'


class BoardMembers(schema.Table):
    """What the board is ordered by, in the order of the sheet Team."""

    name = "board_members"
    title = _("What the board is ordered by")
    follows = ("team", 1)
    filters = False
    since = 2
    anchor = "A below board"
    member = new(
        Kind.TEXT, _("Member"), key=True, formula=f'=IF({_own("team", "member")}="","",{_own("team", "member")})'
    )
    attainment = new(Kind.RATIO, _("Attainment"), formula=f"={_own('members', 'ranked')}")
    rank = new(Kind.COUNT, _("Place"), formula=_rank("attainment"), centred=True)
    before = new(
        Kind.RATIO,
        _("A month before"),
        formula=f'=IF([@attainment]="","",IF({_before("quota")}<=0,"",{_before("credit")}/{_before("quota")}))',
        help=_("Attainment to the end of the month before."),
    )
    rank_before = new(Kind.COUNT, _("Place before"), formula=_rank("before"), centred=True)
    contract = new(Kind.AMOUNT, _("Contracts of the month"), formula=_of_month("contract"))
    contract_rank = new(Kind.COUNT, _("Place by contracts"), formula=_rank("contract"), centred=True)
    customers = new(Kind.COUNT, _("New customers of the month"), formula=_of_month("customers"), centred=True)
    customers_rank = new(Kind.COUNT, _("Place by new customers"), formula=_rank("customers"), centred=True, width=14)
    order = new(
        Kind.COUNT,
        _("Order"),
        formula=(
            "=IF(ISNUMBER([@attainment]),RANK([@attainment],[attainment])+COUNTIFS(INDEX([attainment],1):"
            f'INDEX([attainment],{row_number("board_members", "member")}),[@attainment])-1,"")'
        ),
        help=_("The row on the board; equal ones as in Team."),
        centred=True,
    )
