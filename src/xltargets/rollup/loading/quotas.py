"""From the target plan into the team scorecard: each member's quota by month, and membership as the plan has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.calc import target_split
from xltargets.errors import N_, Phrase
from xltargets.rollup.loading.interface import Item, Loaded, Loader, Source
from xltargets.rollup.persons import people_of
from xltargets.rollup.working_calendar import working_calendar
from xltargets.rollup.year_kinds import year_of
from xltargets.units.days import day_of, months_later, serial_of

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract, Grid, Row
    from xltargets.rollup.loading.interface import Given
    from xltargets.rollup.persons import Person
    from xltargets.workbooks.contents import CellValue

PLAN, SCORECARD = "target-plan", "team-scorecard"
VACANT = N_("Vacant")
MONTHS = 12
VACANT_LINE = 2
"""So many rows below the first line of the Grid's margin stands what is vacant: below the sum and the target."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the loader reads of a plan."""

    extract: Extract
    grid: Grid
    firsts: list[float]
    """The first of the months after which its periods are named."""
    targets: list[float]
    """Of the periods."""
    target_rows: list[Row]

    @classmethod
    def of(cls, extract: Extract) -> Plan | None:
        """None where the Grid or the targets of the periods are no numbers."""
        grid = extract.grids.get("grid")
        rows = extract.rows.get("periods", [])
        firsts = [row.values.get("month") for row in rows]
        targets = [row.values.get("target") for row in rows]
        numbers = [value for value in (*firsts, *targets) if isinstance(value, float)]
        if grid is None or len(numbers) != 2 * len(rows) or not rows:
            return None
        if not all(isinstance(value, float) for line in grid.values for value in line[: len(rows)]):
            return None
        half = len(rows)
        return cls(extract, grid, numbers[:half], numbers[half:], rows)

    @property
    def decimals(self) -> int:
        """Of its amounts."""
        return int(self.extract.number("settings.decimals") or 0)

    @property
    def months_of_period(self) -> int:
        """How many months a period has."""
        return MONTHS // len(self.firsts)

    def place(self, row: Row) -> int:
        """The line of the Grid that belongs to a row of Units."""
        return row.number - self.grid.first_row

    def month(self, number: int) -> float:
        """After which a period of a month, or of weeks, is named; counted from 0."""
        return float(serial_of(months_later(day_of(self.firsts[0]), number)))

    def days(self, number: int) -> float:
        """The working days of a month."""
        year, name = year_of(self.extract), self.month(number)
        first, last = (name, self.month(number + 1) - 1) if year is None else year.days(name)
        return float(working_calendar(self.extract).days(first, last))

    def shares(self, row: Row) -> list[float]:
        """How much of a full target a row carries in each month; all of it in a plan without membership."""
        number = float(self.place(row) + 1)
        found = next((one for one in self.extract.rows.get("shares", []) if one.values.get("number") == number), None)
        if found is None:
            return [1.0] * MONTHS
        values = [found.values.get(f"m{month}") for month in range(1, MONTHS + 1)]
        return [value if isinstance(value, float) else 0.0 for value in values]


def by_month(plan: Plan, amounts: list[float], shares: list[float]) -> list[float]:
    """Amounts of periods split over their months by working days and shares, exactly."""
    size = plan.months_of_period
    if size == 1:
        return amounts
    found: list[float] = []
    for period, amount in enumerate(amounts):
        months = range(period * size, (period + 1) * size)
        weights = [shares[month] * plan.days(month) for month in months]
        if not any(weights):
            weights = [1.0] * size
        found += [float(part) for part in target_split(amount, weights, plan.decimals)]
    return found


def load_quotas(given: Given) -> Loaded:
    """A row for each person and month of the plan's Grid, and one for each month's vacant part."""
    extract = given.others.get(PLAN)
    if extract is None:
        return Loaded(missing=(PLAN,))
    plan = Plan.of(extract)
    if plan is None:
        message = N_("the Grid of {file} has errors; the quotas stay as they were")
        return Loaded(missing=(PLAN,), notes=[Phrase(message, file=extract.file)])
    found = Loaded(notes=_notes(extract, given.own))
    carried = [0.0] * MONTHS
    for person in people_of(extract, given.own):
        if not person.planned:
            continue
        months, cells = of_person(plan, person)
        for month, amount in enumerate(months):
            carried[month] += amount
            name = str(person.member.values["member"]) if person.member is not None else person.name
            source = Source.at(extract, plan.grid.sheet, cells[month // plan.months_of_period])
            found.items.append(_item(plan, month, person.person_id or None, name, {"quota": amount}, source))
    target = by_month(plan, plan.targets, [1.0] * MONTHS)
    label = given.own.translate(VACANT)
    for month, amount in enumerate(_vacant(plan, target, carried)):
        source = _source_of_vacant(plan, month // plan.months_of_period)
        found.items.append(_item(plan, month, None, label, {"vacant": amount}, source))
    return found


def _source_of_vacant(plan: Plan, period: int) -> Source:
    """The cell below the Grid; in a plan without membership nothing is vacant by it, and the target says it."""
    if "shares" not in plan.extract.rows:
        return Source.rows(plan.extract, "periods", "target", [plan.target_rows[period]])
    return Source.at(
        plan.extract, plan.grid.sheet, [(plan.grid.top + len(plan.grid.values) + VACANT_LINE, plan.grid.left + period)]
    )


def _item(
    plan: Plan, month: int, person_id: str | None, name: str, amounts: dict[str, CellValue], source: Source
) -> Item:
    both: dict[str, CellValue] = {"quota": None, "vacant": None}
    return Item({"month": plan.month(month), "person_id": person_id, "member": name, **both, **amounts}, source)


def of_person(plan: Plan, person: Person) -> tuple[list[float], list[list[tuple[int, int]]]]:
    """A person's quotas by month, and the cells of the Grid by period."""
    periods = len(plan.firsts)
    months = [0.0] * MONTHS
    cells: list[list[tuple[int, int]]] = [[] for _ in range(periods)]
    for row in person.planned:
        place = plan.place(row)
        line: list[Any] = plan.grid.values[place][:periods]
        parts = by_month(plan, line, plan.shares(row))
        months = [round(one + other, plan.decimals) for one, other in zip(months, parts, strict=True)]
        for period in range(periods):
            cells[period].append((plan.grid.top + place, plan.grid.left + period))
    return months, cells


def _vacant(plan: Plan, target: list[float], carried: list[float]) -> list[float]:
    return [round(whole - part, plan.decimals) + 0.0 for whole, part in zip(target, carried, strict=True)]


def _notes(plan: Extract, own: Extract) -> list[Phrase]:
    """Who is in the one and not in the other; nobody is added or taken out."""
    notes = []
    for person in people_of(plan, own):
        if not person.planned:
            message = N_("{name} is in Team and not in Units of {file}, and has no quota")
            notes.append(Phrase(message, name=person.name, file=plan.file))
        elif person.member is None:
            message = N_("{name} is in Units of {file} and not in Team; the quota counts in the team's target only")
            notes.append(Phrase(message, name=person.name, file=plan.file))
    return notes


MEMBERSHIP = {
    "person_id": "person_id",
    "member_from": "member_from",
    "member_until": "member_until",
    "member_share": "member_share",
    "start": "role_since",
}
"""The columns of Team, and those of Units that they come from."""


def load_membership(given: Given) -> Loaded:
    """Ids, first and last day, share of time and start in the role, for those who are in both."""
    extract = given.others.get(PLAN)
    if extract is None:
        return Loaded(missing=(PLAN,))
    found = Loaded()
    for person in people_of(extract, given.own):
        if not person.planned or person.member is None:
            continue
        for column, source in MEMBERSHIP.items():
            if source not in extract.columns["units"]:
                continue  # a plan of the first version
            value = _said(person, source)
            if value is not None:
                cells = Source.rows(extract, "units", source, person.planned)
                found.items.append(Item({column: value}, cells, person.member.number))
    return found


def _said(person: Person, column: str) -> CellValue:
    """What the rows of a person say: the first day of the earliest, the last day of the latest."""
    if column == "member_from":
        return person.first
    if column == "member_until":
        return person.last
    if column == "person_id":
        return person.person_id or None
    values = [row.values.get(column) for row in person.planned]
    return next((value for value in reversed(values) if value is not None), None)


QUOTAS = Loader(SCORECARD, "quotas", ("month", "person_id", "member", "quota", "vacant"), load_quotas)
TEAM = Loader(SCORECARD, "team", tuple(MEMBERSHIP), load_membership)
