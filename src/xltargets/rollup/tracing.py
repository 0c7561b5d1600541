"""Where figures come from: the cells of teams and people, in as few words as name each of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from xltargets.rollup.accounts import names_of, won_deals
from xltargets.rollup.credits import TABLE as CREDITS
from xltargets.rollup.credits import in_place_of_deals
from xltargets.rollup.teams import actual_source, target_source
from xltargets.rollup.year_kinds import year_of
from xltargets.units.names import name_key
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xltargets.rollup.accounts import names_of, won_deals
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.persons import Person
from xltargets.rollup.teams import Team


@dataclass(frozen=True, slots=True)
class Origin:
    """Cells of a sheet."""

    file: str
    place: str
    """Such as `Periods!F5:F9`."""


Origins = dict[str, tuple[Origin, ...]]
"""By figure: `target`, `due`, `actual`."""


def column_cells(extract: Extract, table: str, column: str, places: Iterable[tuple[str, int]]) -> tuple[Origin, ...]:
    """The cells of a column in some rows of a table, by sheet and number; none where there is no such column."""
    found = list(places)
    number = extract.columns.get(table, {}).get(column)
    if number is None or not found:
        return ()
    return (Origin(extract.file, f"{found[0][0]}!{runs(number, (row for _sheet, row in found))}"),)


def runs(column: int, rows: Iterable[int]) -> str:
    """The addresses of cells of a column; neighbours as an area.

    >>> runs(3, [5, 6, 7, 12]), runs(3, [])
    ('C5:C7, C12', '')
    """
    found: list[list[int]] = []
    for row in sorted(set(rows)):
        if found and row == found[-1][-1] + 1:
            found[-1][1:] = [row]
        else:
            found.append([row])
    return ", ".join(":".join(address(row, column) for row in run) for run in found)


def of_team(team: Team, day: float | None) -> Origins:
    """The cells of a unit's target of the year, target so far and actual so far."""
    plan, scorecard = team.plan, team.scorecard
    target = _origin(target_source(team))
    due: tuple[Origin, ...] = ()
    actual: tuple[Origin, ...] = ()
    if day is not None and team.standing.actual is not None:
        owner, table = (plan, "periods") if plan is not None else (scorecard, "months")
        if owner is not None:
            due = column_cells(owner, table, "target", _until(owner, owner.rows[table], day))
        actual = _actual(team, day)
    return {"target": target, "due": due, "actual": actual}


def _actual(team: Team, day: float) -> tuple[Origin, ...]:
    """The one cell that holds the sum, or those that were added up."""
    extract, table = team.seller
    found = _origin(actual_source(team))
    if extract is None or any("!" in one.place for one in found):
        return found
    return _sold_cells(team, extract, table, day) or found


def _sold_cells(
    team: Team, extract: Extract, table: str, day: float, names: frozenset[str] | None = None
) -> tuple[Origin, ...]:
    """The cells that say what was sold by a day; beside deals, the credits that say more than they do."""
    if table != "opportunities":
        return column_cells(extract, table, _AMOUNTS[table], _sold(extract, table, day, names))
    credited, others = in_place_of_deals(team.scorecard, extract)
    found = column_cells(extract, table, _AMOUNTS[table], _sold(extract, table, day, names, credited))
    own = [
        credit.row.place
        for credit in others
        if credit.row is not None
        and _begins(extract)(credit.month) <= day
        and (names is None or any(name_key(member) in names for member, _part in credit.parts))
    ]
    return found if team.scorecard is None else found + column_cells(team.scorecard, CREDITS, "amount", own)


_AMOUNTS = {"actuals": "actual", "review": "actual", "opportunities": "amount"}


def _sold(
    extract: Extract,
    table: str,
    day: float,
    names: frozenset[str] | None = None,
    credited: frozenset[str] = frozenset(),
) -> list[tuple[str, int]]:
    """The rows that say what was sold by a day, by all or by one person, without deals for which credits hold."""
    if table == "opportunities":
        won = won_deals(extract, extract.number("settings.year_start") or 0.0, day)
        deals = [row for row in won if name_key(row.values.get("id")) not in credited]
        return _places(row for row in deals if names is None or name_key(row.values.get("owner")) in names)
    rows = extract.rows[table]
    return _until(extract, [row for row in rows if names is None or name_key(row.values.get("member")) in names], day)


def of_months(team: Team) -> tuple[Origin, ...]:
    """The cells of a unit's targets and actuals by month."""
    found: tuple[Origin, ...] = ()
    owner, table = (team.plan, "periods") if team.plan is not None else (team.scorecard, "months")
    if owner is not None:
        found += column_cells(owner, table, "target", _places(owner.rows[table]))
    seller, table = team.seller
    if seller is not None:
        if table == "opportunities":
            return found + _sold_cells(team, seller, table, inf)
        found += column_cells(seller, table, _AMOUNTS[table], _places(seller.rows[table]))
    return found


def of_person_cells(team: Team, person: Person, day: float | None) -> Origins:
    """The cells of a person's target of the year, target so far and actual so far."""
    plan, scorecard, member = team.plan, team.scorecard, person.member
    found: Origins = {"target": (), "due": (), "actual": ()}
    key = name_key(member.values.get("member")) if member is not None else ""
    if plan is not None:
        found["target"] = tuple(cell for row in person.planned for cell in _grid_cells(plan, row, inf))
        found["due"] = tuple(cell for row in person.planned for cell in _grid_cells(plan, row, day))
    elif scorecard is not None and member is not None:
        found["target"] = column_cells(scorecard, "team", "quota", [member.place])
        own = [row for row in scorecard.rows["commission"] if name_key(row.values.get("member")) == key]
        due = [] if day is None else _until(scorecard, own, day)
        found["due"] = column_cells(scorecard, "commission", "quota", due)
    seller, table = team.seller
    if (
        seller is not None
        and day is not None
        and (table == "opportunities" or member is not None)
        and table != "review"
    ):
        found["actual"] = _sold_cells(team, seller, table, day, names_of(person))
    return found


def _grid_cells(plan: Extract, planned: Row, day: float | None) -> tuple[Origin, ...]:
    """A person's row of the Grid, up to the day."""
    grid = plan.grids.get("grid")
    if grid is None or day is None or not 0 <= planned.number - grid.first_row < len(grid.values):
        return ()
    months = [row.values.get("month") for row in plan.rows["periods"]]
    begins = _begins(plan)
    count = sum(isinstance(month, float) and begins(month) <= day for month in months)
    if not count:
        return ()
    row = grid.top + planned.number - grid.first_row
    first, last = address(row, grid.left), address(row, grid.left + count - 1)
    return (Origin(plan.file, f"{grid.sheet}!{first}" + (f":{last}" if count > 1 else "")),)


def _until(extract: Extract, rows: Iterable[Row], day: float) -> list[tuple[str, int]]:
    """The rows of months that have begun by a day."""
    months, begins = ((row, row.values.get("month")) for row in rows), _begins(extract)
    return [row.place for row, month in months if isinstance(month, float) and begins(month) <= day]


def _begins(extract: Extract) -> Callable[[float], float]:
    """The first day of a period by its name; any day of a month names it."""
    year = year_of(extract)
    return (lambda name: name) if year is None or year.pattern is None else year.begins


def _places(rows: Iterable[Row]) -> list[tuple[str, int]]:
    return [row.place for row in rows]


def _origin(source: str | None) -> tuple[Origin, ...]:
    """What a unit's own source says."""
    if not source:
        return ()
    file, _dot, place = source.rpartition(" · ")
    return (Origin(file, place),)
