"""The risk register, what is reported in rows: top risks, overdue plans, indicators, levels. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS, STATUS
from xltargets.templates.risk_register_risks import LEVEL, MOVE
from xltargets.templates.risk_register_watch import COURSE
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Choices, Highlight, Kind, _, column

_CRITICAL = "risks[level],word.level.Critical"
_HIGH = "risks[level],word.level.High"
_LATE = "risks[status],word.progress.Overdue"
_UP = "risks[move],word.move.Up"


def _of_risk(key: str, order: str = "order") -> str:
    """A column of the risk that has this place in an order."""
    found = f"INDEX(risks[{key}],MATCH([@place],risks[{order}],0))"
    return f'=IF([@place]="","",IF({found}="","",{found}))'


def _place(table: str, order: str) -> str:
    """The number of the row, as far as there are risks with a place in an order."""
    place = row_number(table, "place")
    return f'=IF({place}>COUNT(risks[{order}]),"",{place})'


class Top(schema.Table):
    """The risks with the highest residual scores."""

    title = _("Top risks")
    rows = 10
    row_height = 30
    anchor = "H8"
    place = column(Kind.COUNT, _("Place"), key=True, formula=_place("top", "order"), width=14)
    risk = column(Kind.TEXT, _("Risk"), formula=_of_risk("risk"), wrap=True, width=42)
    score = column(Kind.NUMBER, _("Residual score"), formula=_of_risk("residual"), width=10)
    level = column(
        Kind.CHOICE, _("Level"), formula=_of_risk("level"), choices=LEVEL, highlight=Highlight.TONES, width=11
    )
    move = column(Kind.CHOICE, _("Trend"), formula=_of_risk("move"), choices=MOVE, highlight=Highlight.TONES, width=10)
    expected = column(Kind.AMOUNT, _("Expected loss"), formula=_of_risk("expected"), width=14)
    owner = column(Kind.TEXT, _("Owner"), formula=_of_risk("owner"), width=18)
    due = column(Kind.DATE, _("Due"), formula=_of_risk("due"), width=12)
    status = column(
        Kind.CHOICE, _("Status"), formula=_of_risk("status"), choices=PROGRESS, highlight=Highlight.TONES, width=12
    )


class Overdue(schema.Table):
    """The plans that are late, the oldest first."""

    title = _("Overdue plans")
    rows = 5
    row_height = 30
    anchor = "H below top"
    place = column(Kind.COUNT, _("Place"), key=True, formula=_place("overdue", "late"), width=14)
    risk = column(Kind.TEXT, _("Risk"), formula=_of_risk("risk", "late"), wrap=True, width=42)
    score = column(Kind.NUMBER, _("Residual score"), formula=_of_risk("residual", "late"), width=10)
    level = column(
        Kind.CHOICE, _("Level"), formula=_of_risk("level", "late"), choices=LEVEL, highlight=Highlight.TONES, width=11
    )
    days = column(
        Kind.COUNT, _("Days late"), formula='=IF([@due]="","",standing.as_of-[@due])', help=_("Since its due day.")
    )
    expected = column(Kind.AMOUNT, _("Expected loss"), formula=_of_risk("expected", "late"), width=14)
    owner = column(Kind.TEXT, _("Owner"), formula=_of_risk("owner", "late"), width=18)
    due = column(Kind.DATE, _("Due"), formula=_of_risk("due", "late"), width=12)


_OF_BOARD = f"INDEX(kris[indicator],{row_number('board', 'place')})"


class Board(schema.Table):
    """The key risk indicators at a glance."""

    title = _("Indicators")
    follows = ("kris", 1)
    anchor = "H below overdue"
    place = column(Kind.COUNT, _("Place"), formula=f'=IF({_OF_BOARD}="","",{row_number("board", "place")})', width=14)
    indicator = column(Kind.TEXT, _("Indicator"), key=True, formula=f'=IF({_OF_BOARD}="","",{_OF_BOARD})', width=42)
    latest = column(Kind.NUMBER, _("Latest"), formula='=IF([@indicator]="","",INDEX(kris[latest],[@place]))', width=10)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula='=IF([@indicator]="","",INDEX(kris[status],[@place]))',
        choices=STATUS,
        highlight=Highlight.TONES,
        width=11,
    )
    course = column(
        Kind.CHOICE,
        _("Trend"),
        formula='=IF([@indicator]="","",INDEX(kris[course],[@place]))',
        choices=COURSE,
        width=10,
    )
    breach = column(
        Kind.COUNT, _("Months to red"), formula='=IF([@indicator]="","",INDEX(kris[breach],[@place]))', width=14
    )


SCOPE = Choices(
    "scope",
    (
        ("All", _("All risks")),
        ("High", _("High and critical")),
        ("Critical", _("Critical, and totals")),
    ),
)
_ROW = row_number("reporting", "level")
_BAND = f"MATCH(CHOOSE({_ROW},word.level.Low,word.level.High,word.level.Critical),bands[level],0)"


def _by_level(everything: str, high: str, critical: str) -> str:
    return f"=CHOOSE({_ROW},{everything},{high},{critical})"


class Reporting(schema.Table):
    """What each level of management looks at."""

    title = _("Who looks at what")
    rows = 3
    anchor = "H below board"
    level = column(
        Kind.TEXT,
        _("Level of management"),
        key=True,
        formula=f'=IFERROR(INDEX(bands[management],{_BAND})&"","")',
        help=_("Of Settings, by level of risk."),
        width=14,
    )
    largest = column(
        Kind.TEXT,
        _("Largest risk"),
        formula=(
            '=IF([@risks]=0,"",IFERROR(INDEX(risks[id],MATCH(1,risks[order],0))&" "'
            '&INDEX(risks[risk],MATCH(1,risks[order],0)),""))'
        ),
        width=42,
    )
    risks = column(
        Kind.COUNT,
        _("Risks"),
        formula=_by_level("standing.risks", "standing.high", f"COUNTIFS({_CRITICAL})"),
        width=10,
    )
    overdue = column(
        Kind.COUNT,
        _("Overdue plans"),
        formula=_by_level(
            "standing.overdue",
            f"COUNTIFS({_HIGH},{_LATE})+COUNTIFS({_CRITICAL},{_LATE})",
            f"COUNTIFS({_CRITICAL},{_LATE})",
        ),
        width=11,
    )
    growing = column(
        Kind.COUNT,
        _("Growing"),
        formula=_by_level(
            f"COUNTIFS({_UP})",
            f"COUNTIFS({_HIGH},{_UP})+COUNTIFS({_CRITICAL},{_UP})",
            f"COUNTIFS({_CRITICAL},{_UP})",
        ),
        help=_("Whose score is higher than at the last review."),
        width=10,
    )
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        formula=_by_level(
            "standing.expected",
            f"SUMIFS(risks[expected],{_HIGH})+SUMIFS(risks[expected],{_CRITICAL})",
            f"SUMIFS(risks[expected],{_CRITICAL})",
        ),
        width=14,
    )
    scope = column(Kind.CHOICE, _("Looks at"), formula=f"=INDEX(labels.scope,{_ROW})", choices=SCOPE, width=18)
