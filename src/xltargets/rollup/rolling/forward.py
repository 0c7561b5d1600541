"""A year's workbook as the filling of the next year's: what people typed and what goes on, nothing mapped or typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.rollup.accounts import counts_deals, of_person, of_unit
from xltargets.rollup.admission import LOG, PLAN, SCORECARD
from xltargets.rollup.closing.scorecards import Scorecard, held_name, id_text
from xltargets.rollup.persons import people_of
from xltargets.rollup.rolling.what_stays import BLANK, OF_ONE_YEAR, STAYS
from xltargets.rollup.year_kinds import year_of
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.templates.schema import Form, Kind
from xltargets.units.days import day_of, is_serial, months_later, serial_of, shown_month
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xltargets.ledger.book import Ledger
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.templates.schema import Column
    from xltargets.workbooks.contents import CellValue

MONTHS = 12
INCOMPLETE = N_("{file}: {months} have no actual yet; they are not in the history of the next year.")
NO_ACTUALS = N_("{file}: no scorecard of the unit is there, so its history ends where it did.")
NOT_CLOSED = N_(
    "{file}: the ledger ends with {last}, and so does what is owed from draws. Close the year until {end}, then "
    "refresh the new workbooks with --ledger."
)
SHORT_YEAR = N_(
    "{file}: the year from {day} on has 52 weeks there; if it is one of 53, enter that in Weeks of the year."
)
LEFT = N_("{file}: whose last day is before the next year does not come along: {names}.")


@dataclass(slots=True)
class Forward:
    """The next year's workbook, and what to say of it."""

    filling: Filling
    notes: list[Phrase] = field(default_factory=list)


def next_start(extract: Extract) -> float | None:
    """The first day of the next year, None where the workbook does not say when its own begins."""
    year = year_of(extract)
    if year is None:
        return None
    return year.end + 1 if year.pattern is not None else float(serial_of(months_later(year.start, MONTHS)))


def forward(extract: Extract, others: Mapping[str, Extract], start: float, ledger: Ledger | None) -> Forward:
    """One workbook of a unit; `others` are the unit's, by template, and `start` is the next year's first day."""
    made = Forward(Filling(_forms(extract, start), _tables(extract, start)))
    if extract.template == PLAN:
        made.filling.tables["history"] = _history(extract, others, made.notes)
    if extract.template == SCORECARD:
        for row in made.filling.tables.get("team", []):
            row["owed"] = _owed(extract, row, ledger) or None
        year = year_of(extract)
        end = "" if year is None else shown_month(year.names[-1])
        if ledger is not None and ledger.last < end:
            made.notes.append(Phrase(NOT_CLOSED, file=extract.file, last=ledger.last or "–", end=end))
    if (year := year_of(extract)) is not None and year.pattern is not None:
        made.notes.append(Phrase(SHORT_YEAR, file=extract.file, day=day_of(start).isoformat()))
    _tell_left(extract, start, made.notes)
    return made


def _forms(extract: Extract, start: float) -> dict[str, dict[str, Any]]:
    template, key = TEMPLATES[extract.template], extract.template
    found: dict[str, dict[str, Any]] = {}
    for name, declared in template.tables.items():
        if not issubclass(declared, Form) or name in OF_ONE_YEAR[key]:
            continue
        for column in declared.columns:
            value = extract.fields.get(str(column))
            if column.is_input and value is not None and str(column) not in BLANK[key]:
                found.setdefault(name, {})[column.identifier] = _typed(column, value)
    found["settings"]["year_start"] = day_of(start)
    return found


def _tables(extract: Extract, start: float) -> dict[str, list[dict[str, Any]]]:
    template, key = TEMPLATES[extract.template], extract.template
    found: dict[str, list[dict[str, Any]]] = {}
    for name, rows in extract.rows.items():
        if name not in template.tables or name in OF_ONE_YEAR[key]:
            continue
        columns = [one for one in template.tables[name].columns if one.is_input and str(one) not in BLANK[key]]
        stays = STAYS.get((key, name))
        kept = [row for row in rows if stays is None or stays(row, start)]
        if columns:
            found[name] = [_row(row, columns) for row in kept]
    # Twice, for what names a row that is left out because of another.
    for _round in range(2):
        for name, kept_rows in found.items():
            found[name] = _with_what_they_name(kept_rows, template.tables[name].columns, found)
    return found


def _with_what_they_name(
    rows: list[dict[str, Any]], columns: Sequence[Column], found: Mapping[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Rows without those of somebody or something that does not come along; where a name may be blank, it is."""
    for column in columns:
        table, _dot, key = (column.references or "").partition(".")
        if table not in found or not column.is_input:
            continue
        there = {name_key(row.get(key)) for row in found[table]}
        lost = [row for row in rows if column.identifier in row and name_key(row[column.identifier]) not in there]
        if column.key or column.required:
            rows = [row for row in rows if row not in lost]
        else:
            for row in lost:
                del row[column.identifier]
    return rows


def _row(row: Row, columns: list[Column]) -> dict[str, Any]:
    held = ((one, row.values.get(one.identifier)) for one in columns)
    return {one.identifier: _typed(one, value) for one, value in held if value is not None}


def _typed(column: Column, value: CellValue) -> Any:
    """A value as a filling has it: days as days."""
    if column.kind in (Kind.DATE, Kind.MONTH) and isinstance(value, float) and is_serial(value):
        return day_of(value)
    return value


def _history(plan: Extract, others: Mapping[str, Extract], notes: list[Phrase]) -> list[dict[str, Any]]:
    """What was there of earlier years, and each person's actuals of this one."""
    columns = [one for one in TEMPLATES[PLAN].tables["history"].columns if one.is_input]
    year = year_of(plan)
    assert year is not None  # it says when the next one begins
    rows = [
        _row(row, columns)
        for row in plan.rows.get("history", [])
        if isinstance(month := row.values.get("month"), float) and month < year.names[0]
    ]
    scorecard, log = others.get(SCORECARD), others.get(LOG) if counts_deals(plan) else None
    if scorecard is None and log is None:
        notes.append(Phrase(NO_ACTUALS, file=plan.file))
        return rows
    unit = of_unit(plan, scorecard, log)
    for person in people_of(plan, scorecard):
        for span in of_person(plan, scorecard, person, unit, log).actuals:
            if span.amount:
                row = {"month": day_of(span.name), "person": person.name, "amount": span.amount}
                rows.append(row | ({"person_id": person.person_id} if person.person_id else {}))
    known = {span.name for span in unit.actuals if span.amount is not None}
    missing = [f"{day_of(name):%Y-%m}" for name in year.names if name not in known]
    if missing:
        notes.append(Phrase(INCOMPLETE, file=plan.file, months=tuple(missing)))
    return sorted(rows, key=lambda row: (row["month"], str(row["person"])))


def _owed(scorecard: Extract, member: Mapping[str, Any], ledger: Ledger | None) -> float:
    """What a member owes from draws: as the ledger has it, else after the last month with figures."""
    person_id = id_text(member.get("person_id"))
    if ledger is not None and person_id:
        return float(ledger.owed(name_key(held_name(person_id)), Scorecard(scorecard).unit_key))
    own = [
        row for row in scorecard.rows["commission"] if name_key(row.values.get("member")) == name_key(member["member"])
    ]
    balances = [one for row in own if isinstance(one := row.values.get("balance"), float)]
    return balances[-1] if balances else 0.0


def _tell_left(extract: Extract, start: float, notes: list[Phrase]) -> None:
    table, column = {PLAN: ("units", "person"), SCORECARD: ("team", "member")}.get(extract.template, ("", ""))
    stays = STAYS.get((extract.template, table))
    gone = [row for row in extract.rows.get(table, []) if stays is not None and not stays(row, start)]
    names = list(dict.fromkeys(str(row.values.get(column)) for row in gone if row.values.get(column)))
    if names:
        notes.append(Phrase(LEFT, file=extract.file, names=tuple(names)))
