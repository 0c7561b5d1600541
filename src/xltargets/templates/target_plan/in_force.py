"""The target plan, sheet Targets in force: the first plan, split anew from each change on. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Kind, _, column
from xltargets.templates.target_plan.membership import MONTH_LABELS

_GRID = "TARGET_GRID(settings.first_total,units[first_plan],periods[first_plan],settings.decimals)"
_GRID_AROUND = _GRID[:-1] + ",fixed_cells[[row]:[held]])"
NONE_FIXED = "SUM(fixed_cells[row])=0"
_ROW = row_number("in_force", "person")
_TOTALS_AT = "changes[in_force]*(changes[kind]=word.change_kind.total)*(changes[row]=0)*(changes[begins]={period})"


def _period(number: int) -> str:
    """The number of the period that begins with this month of the year."""
    return f"({number - 1}/settings.period_months+1)"


def _begins(number: int) -> str:
    """Whether a period begins with this month of the year."""
    return f"MOD({number - 1},settings.period_months)=0"


def _rest(number: int) -> schema.Column:
    """What a row has left before a period: its rest, persons' changes that start here, its part of new totals."""
    before, weights = f"INDEX(units[first_plan],{_ROW})", "units[first_plan]"
    if number > 1:
        # New totals are shared by what each had left before the period that ended: a column that stands somewhere.
        before, weights = f"[@r{number - 1}]-[@f{number - 1}]", f"[r{number - 1}]"
    at = _period(number)
    moves = (
        f"SUMPRODUCT(changes[in_force]*(changes[period]=0)*(changes[begins]={at})*"
        f"((changes[row]={_ROW})-(changes[other_row]={_ROW})))"
    )
    raised = f"SUMPRODUCT({_TOTALS_AT.format(period=at)})"
    parts = {one: f"INDEX(TARGET_SPLIT({raised},{one},settings.decimals),{_ROW})" for one in (weights, "units[weight]")}
    shared = f"IF(SUM({weights})=0,{parts['units[weight]']},{parts[weights]})"
    formula = (
        f"=IF(settings.changes=0,0,MAX(0,ROUND({before}"
        f"+IF({_begins(number)},{moves}+IF({raised}=0,0,{shared}),0),settings.decimals)))"
    )
    return column(Kind.AMOUNT, _REST_LABELS[number - 1], formula=formula, since=2)  # type: ignore[no-any-return]


def _full(number: int) -> schema.Column:
    """A row's part of a period: of the first plan before any change in force, by what each has left from then on."""
    period = _period(number)
    anew = f"INDEX(TARGET_SPLIT(INDEX(periods[target],{period}),[r{number}],settings.decimals),{_ROW})"
    formula = (
        f"=IF(NOT({_begins(number)}),0,"
        f"IF(OR(settings.changes=0,{period}<settings.changed_from),"
        f"IF(SUM(units[first_plan])=0,0,"
        f"IF({NONE_FIXED},INDEX({_GRID},{_ROW},{period}),INDEX({_GRID_AROUND},{_ROW},{period}))),"
        f"IF(SUM([r{number}])=0,0,IF({NONE_FIXED},{anew},{_around(number)}))))"
    )
    return column(Kind.AMOUNT, MONTH_LABELS[number - 1], formula=formula, since=2)  # type: ignore[no-any-return]


def _around(number: int) -> str:
    """The same where cells are fixed: the first column of a grid of all open periods, in which they are fixed."""
    period = _period(number)
    open_periods = f"INDEX(periods[target],{period}):INDEX(periods[target],ROWS(periods[target]))"
    grid = (
        f"TARGET_GRID(SUM({open_periods}),[r{number}],{open_periods},settings.decimals,"
        f"fixed_cells[[row]:[held]],{period})"
    )
    return f"INDEX({grid},{_ROW},1)"


_REST_LABELS = (
    _("Left before month 1"),
    _("Left before month 2"),
    _("Left before month 3"),
    _("Left before month 4"),
    _("Left before month 5"),
    _("Left before month 6"),
    _("Left before month 7"),
    _("Left before month 8"),
    _("Left before month 9"),
    _("Left before month 10"),
    _("Left before month 11"),
    _("Left before month 12"),
)


class InForce(schema.Table):
    """The full targets that the Grid shares out: of the first plan, then of what each has left after a change."""

    name = "in_force"
    title = _("Targets in force")
    follows = ("units", 1)
    since = 2
    person = column(
        Kind.TEXT,
        _("Person"),
        formula=f'=IF(INDEX(units[person],{_ROW})="","",INDEX(units[person],{_ROW}))',
        since=2,
    )
    number = column(Kind.COUNT, _("Row"), key=True, formula=f"={_ROW}", since=2, width=8)
    r1 = _rest(1)
    r2 = _rest(2)
    r3 = _rest(3)
    r4 = _rest(4)
    r5 = _rest(5)
    r6 = _rest(6)
    r7 = _rest(7)
    r8 = _rest(8)
    r9 = _rest(9)
    r10 = _rest(10)
    r11 = _rest(11)
    r12 = _rest(12)
    f1 = _full(1)
    f2 = _full(2)
    f3 = _full(3)
    f4 = _full(4)
    f5 = _full(5)
    f6 = _full(6)
    f7 = _full(7)
    f8 = _full(8)
    f9 = _full(9)
    f10 = _full(10)
    f11 = _full(11)
    f12 = _full(12)
    year = column(
        Kind.AMOUNT,
        _("Year"),
        formula="=" + "+".join(f"[@f{number}]" for number in range(1, 13)),
        since=2,
        help=_("In force, in full."),
    )
