"""The company plan as hand-out reads it: its units, whose people are whose, and each unit's target by period."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any

from xltargets.calc import target_grid, target_split
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.rollup.rates import currency_of, rates_in
from xltargets.units.money import decimals_of
from xltargets.units.names import name_key
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.rollup.extraction import Extract, Row

MONTHS = 12
PLAN_ONLY, WITH_SCORECARD, WITH_LOG, ALL = "plan", "scorecard", "log", "all"


@dataclass(slots=True)
class Unit:
    """A unit that gets workbooks."""

    row: Row
    people: list[Row] = field(default_factory=list)
    full: dict[int, float] = field(default_factory=dict)
    """The full target of the year of each of its people, by the row of Units; a later row of a person has none."""
    own: list[float] = field(default_factory=list)
    """What its people's targets come to, by period."""
    carried: dict[int, list[float]] = field(default_factory=dict)
    """What each of its people's rows of Units brings it, by period."""
    elsewhere: dict[int, list[float]] = field(default_factory=dict)
    """What the same person brings other units, by period; by the person's first row in this unit."""
    target: list[float] = field(default_factory=list)
    """What is handed to it, by period: the same, with the over-assignment of the units above."""

    @property
    def unit_id(self) -> str:
        """Short, and the same in all of its workbooks."""
        return _text(self.row, "unit_id")

    @property
    def name(self) -> str:
        """As people say it."""
        return _text(self.row, "unit")

    @property
    def parent(self) -> str:
        """The id of the unit above it, \"\" for the company."""
        return _text(self.row, "parent")

    @property
    def over(self) -> float:
        """How much more the parts below it sum to, as a share."""
        value = self.row.values.get("over")
        return value if isinstance(value, float) else 0.0

    @property
    def keeps(self) -> str:
        """The code of what it keeps."""
        return _text(self.row, "keeps") or WITH_SCORECARD

    def text(self, key: str, otherwise: str) -> str:
        """A column of the sheet Company, or what holds where it is blank."""
        return _text(self.row, key) or otherwise


def _text(row: Row, key: str) -> str:
    value = row.values.get(key)
    return "" if value is None else str(value).strip()


class CompanyPlan:
    """A company plan that was read. What cannot be handed out whole is refused, with its cell."""

    def __init__(self, extract: Extract) -> None:
        """Read the units, whose people are whose, and the targets."""
        self.extract = extract
        self.months = [float(row.values["month"] or 0) for row in extract.rows["periods"]]  # type: ignore[arg-type]
        """The first of the month after which each period is named."""
        self.firsts = [float(row.values.get("first") or row.values["month"] or 0) for row in extract.rows["periods"]]  # type: ignore[arg-type]
        """The first day of each period."""
        self.year_start = self.firsts[0]
        self.decimals = int(extract.number("settings.decimals") or 0)
        self.currency = currency_of(extract)
        self.rates = rates_in(extract)
        self.units = self._units()
        grid = extract.grids.get("grid")
        if grid is None:
            raise ValueProblem(extract.file, None, N_("expected the Grid, with a target for each of its people"))
        self._grid = grid
        self._assign()
        self._targets()

    # Units.

    def _units(self) -> dict[str, Unit]:
        rows = self.extract.rows.get("organisation", [])
        units = {name_key(row.values.get("unit_id")): Unit(row) for row in rows if row.values.get("unit_id")}
        if not units:
            raise ValueProblem(
                self.extract.file,
                Phrase(N_("a plan without units")),
                N_("expected the units of the company on the sheet Company; see Units of the company there"),
            )
        for unit in units.values():
            if unit.parent and name_key(unit.parent) not in units:
                raise self._problem(unit.row, "parent", N_("expected the ID of a unit of this table"))
            if self.rate(unit) is None:
                raise self._problem(
                    unit.row,
                    "currency",
                    N_("expected an exchange rate, as {unit} plans in {currency} and the company in {own}"),
                    unit=unit.name,
                    currency=self.currency_of(unit),
                    own=self.currency,
                )
            if self._is_below_itself(unit, units):
                raise self._problem(unit.row, "parent", N_("expected a unit that is not itself a part of this one"))
            if unit.over and not any(name_key(one.parent) == name_key(unit.unit_id) for one in units.values()):
                raise self._problem(unit.row, "over", N_("expected a blank, as the unit has no parts below it"))
        return units

    @staticmethod
    def _is_below_itself(unit: Unit, units: dict[str, Unit]) -> bool:
        above = unit
        for _step in range(len(units) + 1):
            if not above.parent:
                return False
            above = units.get(name_key(above.parent), above)
        return True

    def _problem(self, row: Row, column: str, message: str, **values: Any) -> ValueProblem:
        table = "organisation" if "unit_id" in row.values else "units"
        place = f"{row.sheet}!{address(row.number, self.extract.columns[table][column])}"
        return ValueProblem(place, row.values.get(column), message, **values)

    # People.

    def _assign(self) -> None:
        """Each row of Units to the unit that its Team names, by id or by name."""
        by_name: dict[str, list[Unit]] = {}
        for unit in self.units.values():
            by_name.setdefault(name_key(unit.name), []).append(unit)
        for row in self.extract.rows["units"]:
            if not row.values.get("person"):
                continue
            team = name_key(row.values.get("team"))
            named = [self.units[team]] if team in self.units else by_name.get(team, [])
            if len(named) != 1:
                raise self._problem(row, "team", N_("expected the name or ID of one unit of the sheet Company"))
            named[0].people.append(row)

    def place(self, row: Row) -> int:
        """The line of the Grid that belongs to a row of Units, counted from 0."""
        return row.number - self._grid.first_row

    # Targets.

    def _full(self) -> list[list[float]]:
        """The full target of each row of Units in each period, changes in force included."""
        rows = len(self._grid.values)
        size = MONTHS // len(self.firsts)
        if self.extract.number("settings.changes"):
            lines = {one.values.get("number"): one.values for one in self.extract.rows["in_force"]}
            columns = [f"f{period * size + 1}" for period in range(len(self.firsts))]
            return [[float(lines[float(row + 1)][column] or 0) for column in columns] for row in range(rows)]  # type: ignore[arg-type]
        weights = [0.0] * rows
        for row in self.extract.rows["units"]:
            weights[self.place(row)] = float(row.values.get("first_plan") or 0)  # type: ignore[arg-type]
        periods = [float(row.values.get("first_plan") or 0) for row in self.extract.rows["periods"]]  # type: ignore[arg-type]
        if not sum(weights) or not sum(periods):
            return [[0.0] * len(periods) for _row in range(rows)]
        total = self.extract.number("settings.first_total") or 0.0
        fixed = [[row.values.get(key) or 0 for key in ("row", "period", "held")] for row in self.fixed] or None
        return [[float(cell) for cell in line] for line in target_grid(total, weights, periods, self.decimals, fixed)]

    @property
    def fixed(self) -> list[Row]:
        """The fixed cells of the Grid; a plan of an earlier version has none."""
        return [row for row in self.extract.rows.get("fixed_cells", ()) if row.values.get("row")]

    def _seats(self) -> dict[int, int]:
        """The line whose target each line carries: its own, or that of the same person's earlier row."""
        found = {}
        for row in self.extract.rows["shares"]:
            number, seat = row.values.get("number"), row.values.get("seat")
            if isinstance(number, float) and isinstance(seat, float):
                found[int(number) - 1] = int(seat) - 1
        return found

    def _targets(self) -> None:
        full, seats = self._full(), self._seats()
        periods = range(len(self.firsts))
        owner = {self.place(row): unit for unit in self.units.values() for row in unit.people}
        rows = {self.place(row): row for unit in self.units.values() for row in unit.people}
        for unit in self.units.values():
            unit.own = [0.0] * len(self.firsts)
        for seat in sorted({seats.get(line, line) for line in owner}):
            lines = [line for line in sorted(owner) if seats.get(line, line) == seat]
            for line in lines:
                unit = owner[line]
                if all(
                    seats.get(self.place(row), self.place(row)) != seat
                    for row in unit.people[: unit.people.index(rows[line])]
                ):
                    unit.full[rows[line].number] = fsum(full[seat])
            for period in periods:
                for line, amount in self._parts(lines, rows, full[seat][period], period):
                    unit = owner[line]
                    unit.own[period] = round(unit.own[period] + amount, self.decimals)
                    unit.carried.setdefault(rows[line].number, [0.0] * len(self.firsts))[period] = amount
            self._note_elsewhere([(rows[line].number, owner[line]) for line in lines])
        for unit in self._roots():
            self._hand_down(unit, self._whole(unit))

    def _note_elsewhere(self, rows: list[tuple[int, Unit]]) -> None:
        """Of a person with rows in several units, what each of them does not get."""
        seen: set[str] = set()
        for number, unit in rows:
            others = [other.carried.get(one, []) for one, other in rows if other is not unit]
            if unit.unit_id not in seen and others:
                seen.add(unit.unit_id)
                unit.elsewhere[number] = [fsum(amounts) for amounts in zip(*filter(None, others), strict=True)]

    def _parts(self, lines: list[int], rows: dict[int, Row], amount: float, period: int) -> Iterator[tuple[int, float]]:
        """A person's target of a period by row: what each carries; the vacant rest goes to the row in force then."""
        last = lines[0]
        rest = amount
        after = self.firsts[period + 1] if period + 1 < len(self.firsts) else float("inf")
        for line in lines:
            first = rows[line].values.get("member_from")
            if not isinstance(first, float) or first < after:
                last = line
        for line in lines:
            carried = self._grid.values[line][period]
            if line != last and isinstance(carried, float):
                yield line, carried
                rest = round(rest - carried, self.decimals)
        yield last, rest

    def _roots(self) -> list[Unit]:
        return [unit for unit in self.units.values() if not unit.parent]

    def parts_of(self, unit: Unit) -> list[Unit]:
        """The units below it."""
        return [one for one in self.units.values() if name_key(one.parent) == name_key(unit.unit_id)]

    def _whole(self, unit: Unit) -> list[float]:
        """What its own people and those of all below it come to."""
        below = [self._whole(part) for part in self.parts_of(unit)]
        return [round(fsum(amounts), self.decimals) for amounts in zip(unit.own, *below, strict=True)]

    def _hand_down(self, unit: Unit, target: list[float]) -> None:
        """A unit's target to the parts below it, which sum exactly to it and its over-assignment."""
        unit.target = target
        parts = self.parts_of(unit)
        if not parts:
            return
        wholes = [unit.own, *(self._whole(part) for part in parts)]
        handed: list[list[float]] = [[] for _part in wholes]
        for period, amount in enumerate(target):
            weights = [max(0.0, whole[period]) for whole in wholes]
            budget = round(amount * (1 + unit.over), self.decimals)
            split = target_split(budget, weights, self.decimals) if sum(weights) else [0.0] * len(weights)
            for line, part in zip(handed, split, strict=True):
                line.append(float(part))
        # People of the unit itself are a part of it as those below are.
        unit.own = handed[0]
        for part, line in zip(parts, handed[1:], strict=True):
            self._hand_down(part, line)

    def with_people(self) -> list[Unit]:
        """The units that get workbooks: those with people, and those with nothing below them."""
        return [unit for unit in self.units.values() if unit.people or not self.parts_of(unit)]

    def of_unit(self, unit: Unit) -> list[float]:
        """What a unit's own plan is to hold by period, in its currency; with parts below it, its own people's."""
        target = unit.own if self.parts_of(unit) else unit.target
        if not self.is_foreign(unit):
            return target
        year, decimals = self.in_currency(unit, fsum(target)), self.decimals_of(unit)
        if min(target) < 0 or not year:
            return [self.in_currency(unit, amount) for amount in target]
        return [float(amount) for amount in target_split(year, target, decimals)]

    # Currencies.

    def currency_of(self, unit: Unit) -> str:
        """The currency in which a unit plans."""
        return unit.text("currency", self.currency).upper()

    def is_foreign(self, unit: Unit) -> bool:
        """Whether a unit plans in another currency than the company."""
        return self.currency_of(unit) != self.currency

    def rate(self, unit: Unit) -> float | None:
        """What one of a unit's currency is worth in the company's; None where nobody said."""
        if not self.is_foreign(unit):
            return 1.0
        return None if self.rates is None else self.rates.rate(self.currency_of(unit))

    def decimals_of(self, unit: Unit) -> int:
        """Of a unit's amounts: those of the plan, as far as its currency has so many."""
        if not self.is_foreign(unit):
            return self.decimals
        return min(self.decimals, decimals_of(self.currency_of(unit)))

    def in_currency(self, unit: Unit, amount: float) -> float:
        """An amount of this plan in a unit's currency."""
        if not self.is_foreign(unit):
            return amount
        return round(amount / (self.rate(unit) or 1.0), self.decimals_of(unit))
