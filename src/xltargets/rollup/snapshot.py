"""A meeting's figures to compare a later one with: what the page carries in itself, or an earlier company scorecard."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.spine.figures import Standing
from xltargets.units.days import day_of, is_serial, serial_of
from xltargets.units.names import name_key
from xltargets.workbooks.package import PackageProblem

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.rollup.meeting import Line, Meeting
    from xltargets.views.slots import BoundTable
    from xltargets.views.view import View

VERSION = 1
LARGEST_PAGE = 20_000_000
_DATA = re.compile(r'<script type="application/json" id="figures">(.*?)</script>', re.DOTALL)

Key = tuple[str, str]
"""A unit, and a person, risk or deal of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person, risk or deal as it was called."""

    unit: str
    name: str
    level: str = ""
    """Of a risk."""


@dataclass(slots=True)
class Snapshot:
    """What was told at an earlier meeting. Attainment and forecast follow from the standings."""

    day: float
    currency: str
    year_start: float | None
    teams: dict[str, Standing] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The teams' names, by the same keys."""
    people: dict[Key, Standing] = field(default_factory=dict)
    people_named: dict[Key, Named] = field(default_factory=dict)
    risks: dict[Key, Named] = field(default_factory=dict)
    slipping: dict[Key, Named] = field(default_factory=dict)
    coverage: float | None = None
    expected_loss: float | None = None
    source: str = ""
    """The name of its file."""


def key_of(unit: object, name: object) -> Key:
    """By what something of a unit is found again."""
    return name_key(unit), name_key(name)


def data_of(meeting: Meeting) -> dict[str, Any]:
    """What a page carries, as plain values for JSON."""
    return {
        "version": VERSION,
        "day": None if meeting.day is None else day_of(meeting.day).isoformat(),
        "year_start": None if meeting.year_start is None else day_of(meeting.year_start).isoformat(),
        "currency": meeting.currency,
        "coverage": meeting.covered(),
        "expected_loss": meeting.expected_loss if meeting.risks else None,
        "teams": [[one.name, *_figures(one)] for one in meeting.teams],
        "people": [[one.owner, one.name, *_figures(one)] for one in meeting.people],
        "risks": [[one["unit"], one["id"] or one["risk"], one["risk"], one["level"] or ""] for one in meeting.risks],
        "slipping": [[one["unit"], one["id"] or one["customer"], one["customer"] or ""] for one in meeting.slipping],
    }


def _figures(line: Line) -> list[float | None]:
    return [line.standing.target, line.standing.due, line.standing.actual]


def read_snapshot(path: Path) -> Snapshot:
    """An earlier page or company scorecard; any other file is a ValueProblem that says so."""
    try:
        found = _of_page(path) if path.suffix.lower() in (".html", ".htm") else _of_scorecard(path)
    except OSError as problem:
        reason = Phrase(N_("a file that cannot be read ({reason})"), reason=problem.strerror or str(problem))
        raise ValueProblem("--since", reason, EXPECTED) from None
    except (PackageProblem, ValueError, KeyError, TypeError, IndexError, AttributeError):
        found = None
    if found is None:
        raise ValueProblem("--since", str(path), EXPECTED)
    found.source = path.name
    return found


EXPECTED = N_("expected an earlier page of xltargets report, or an earlier company scorecard with actuals")


def _of_page(path: Path) -> Snapshot | None:
    if path.stat().st_size > LARGEST_PAGE:
        return None
    match = _DATA.search(path.read_text(encoding="utf-8"))
    data = json.loads(match[1]) if match else {}
    if data.get("version") != VERSION or not isinstance(data.get("day"), str):
        return None
    start = data["year_start"]
    found = Snapshot(
        serial_of(datetime.date.fromisoformat(data["day"])),
        str(data["currency"]),
        None if start is None else serial_of(datetime.date.fromisoformat(start)),
        coverage=_number(data["coverage"]),
        expected_loss=_number(data["expected_loss"]),
    )
    for name, *figures in data["teams"]:
        _add_team(found, name, figures)
    for unit, name, *figures in data["people"]:
        _add_person(found, unit, name, figures)
    for unit, known_by, risk, level in data["risks"]:
        found.risks[key_of(unit, known_by)] = Named(unit, risk, level)
    for unit, known_by, customer in data["slipping"]:
        found.slipping[key_of(unit, known_by)] = Named(unit, customer or known_by)
    return found


def _of_scorecard(path: Path) -> Snapshot | None:
    from xltargets.views.view import View
    from xltargets.workbooks.reader import read

    view = View.of(read(path))
    if view.template is None or view.template.key != "company-scorecard":
        return None
    values = {reference: slot.value for reference, slot in view.fields.items()}
    day, start = values.get("basis.as_of"), values.get("settings.year_start")
    if not isinstance(day, float) or not is_serial(day):
        return None
    found = Snapshot(
        day,
        str(values.get("settings.currency") or ""),
        start if isinstance(start, float) else None,
        coverage=_number(values.get("standing.coverage")),
        expected_loss=_number(values.get("standing.losses")),
    )
    for row in _rows(view, "teams"):
        _add_team(found, row["unit"], [row["target"], row["target_so_far"], row["actual"]])
    for row in _rows(view, "people"):
        if row["row"] is not None:
            _add_person(found, row["unit"], row["person"], [row["target"], row["target_so_far"], row["actual"]])
    for row in _rows(view, "risks"):
        named = Named(str(row["unit"]), str(row["risk"]), str(row["level"] or ""))
        found.risks[key_of(row["unit"], row["id"] or row["risk"])] = named
    for row in _rows(view, "pipeline"):
        if row["state"] == "Slipping":
            named = Named(str(row["unit"]), str(row["customer"] or row["id"]))
            found.slipping[key_of(row["unit"], row["id"] or row["customer"])] = named
    return found


def _rows(view: View, name: str) -> list[dict[str, Any]]:
    """The rows of a table; words of drop-downs as codes, empty texts as blanks."""
    table = view.tables[name]
    return [{one.identifier: _value(table, one, row) for one in table.columns} for row in table.rows_in_use]


def _value(table: BoundTable, column: Any, row: int) -> Any:
    slot = table.slot(column, row)
    if slot.value == "":
        return None
    if column.choices is not None and isinstance(slot.value, str):
        return slot.heading.code_of(slot.value)
    return slot.value


def _add_team(found: Snapshot, name: object, figures: list[object]) -> None:
    found.teams[name_key(name)] = _standing(figures)
    found.names[name_key(name)] = str(name)


def _add_person(found: Snapshot, unit: object, name: object, figures: list[object]) -> None:
    found.people[key_of(unit, name)] = _standing(figures)
    found.people_named[key_of(unit, name)] = Named(str(unit), str(name))


def _standing(figures: list[object]) -> Standing:
    target, due, actual = map(_number, figures)
    return Standing(target, due, actual)


def _number(value: object) -> float | None:
    if value is None or value == "" or isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return None
