"""XL61: who is a member of a unit, and which days nobody sells, in the unit's workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.accounts import WON, names_of
from xltargets.rollup.across.given import Across, Disagreement, at_field, at_row, source_of_field, source_of_row
from xltargets.rollup.across.places import Places
from xltargets.rollup.admission import LOG, PLAN, SCORECARD
from xltargets.rollup.persons import people_of
from xltargets.rollup.shelf import AT_HAND
from xltargets.rollup.working_calendar import WEEKEND
from xltargets.rollup.year_kinds import year_of
from xltargets.templates.working_days import WEEKEND as WEEKENDS
from xltargets.units.days import day_of, is_serial
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.persons import Person


@rule("XL611", "owner-not-member", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def owner_not_member(across: Across) -> Iterator[Disagreement]:
    """A deal was won by somebody who was no member on that day.

    What it does
        Looks each owner of a deal that was won within the year up in the target plans and scorecards. Owners whom no
        plan or scorecard lists are not looked at here.

    Why it matters
        The deal counts for a person who had left, or had not come yet.

    Example
        Ann Lee left North on 2026-01-31, and won O-4 on 2026-03-10.

    How to repair
        Enter who won the deal, or correct the days of membership.

    Safe repair
        None.
    """

    @lru_cache(AT_HAND)
    def those(unit: str) -> dict[str, list[_Listed]]:
        return _listed_in(across.units[unit])

    people = Places((name, unit) for unit, workbooks in across.units.items() for name in _listed_in(workbooks))
    for unit, workbooks in across.units.items():
        log = workbooks.get(LOG)
        for row, day in _won(log) if log is not None else ():
            name = name_key(row.values.get("owner"))
            if any(person.is_there(day) for *_where, person in those(unit).get(name, [])):
                continue  # as nearly all are: nobody else has to be asked
            known = [one for other in people.units(name) for one in those(other)[name]]
            if log is not None and known and not any(person.is_there(day) for *_where, person in known):
                extract, theirs, person = known[0]
                table, column = ("units", "member_until") if person.planned else ("team", "member_until")
                deal = str(row.values.get("id") or row.number)
                values = {
                    "name": row.values.get("owner"),
                    "deal": deal,
                    "day": day_of(day).isoformat(),
                    "first": _shown(person.first),
                    "last": _shown(person.last),
                    "source": source_of_row(extract, table, column, theirs),
                }
                message = N_("{name} won {deal} on {day}, and is a member from {first} until {last} by {source}.")
                repair = N_("Enter who won the deal, or correct the days of membership.")
                at = at_row(log, "opportunities", "owner", row, deal)
                yield Disagreement(log.file, Fault(at, message, repair, row.values.get("owner"), None, values))


_Listed = tuple["Extract", "Row", "Person"]


def _listed_in(workbooks: dict[str, Extract]) -> dict[str, list[_Listed]]:
    """The people of a unit by all their names, each with the row that says so."""
    plan, scorecard = workbooks.get(PLAN), workbooks.get(SCORECARD)
    found: dict[str, list[_Listed]] = {}
    for person in people_of(plan, scorecard):
        where = (plan, person.planned[-1]) if person.planned else (scorecard, person.member)
        for name in names_of(person):
            if where[0] is not None and where[1] is not None:
                found.setdefault(name, []).append((where[0], where[1], person))
    return found


def _won(log: Extract) -> Iterator[tuple[Row, float]]:
    """The deals that were won within the year of a log, each with its day."""
    year = year_of(log)
    if year is None:
        return
    for row in log.rows.get("opportunities", []):
        day = row.values.get("closed")
        if row.values.get("stage") == WON and isinstance(day, float) and year.first <= day < year.end + 1:
            yield row, day


def _shown(day: float | None) -> str:
    return "–" if day is None else day_of(day).isoformat()


@rule("XL616", "calendar-differs", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def calendar_differs(across: Across) -> Iterator[Disagreement]:
    """The scorecard of a unit has another weekend than its plan, or a day off or make-up day that the plan lacks.

    What it does
        Compares the weekend in Settings, and the days in Holidays and in Make-up working days of a unit's scorecard
        with those of its plan, where both list any.

    Why it matters
        Targets so far and pace count the working days: by different days off one team shows two of each.

    Example
        The scorecard has 2026-02-17 as a day off, and the plan only 2026-01-01.

    How to repair
        Enter the same days in both.

    Safe repair
        None.
    """
    for workbooks in across.units.values():
        plan, scorecard = workbooks.get(PLAN), workbooks.get(SCORECARD)
        if plan is None or scorecard is None:
            continue
        yield from _weekends(plan, scorecard)
        for table, message in _LACKING:
            yield from _days(plan, scorecard, table, message)


_LACKING = (
    ("holidays", N_("{day} is a day off here, and not among the {count} {count:day|days} from {source} on.")),
    ("workdays", N_("{day} is a make-up day here, and not among the {count} {count:day|days} from {source} on.")),
)
_SAME = N_("Enter the same days in both.")


def _weekends(plan: Extract, scorecard: Extract) -> Iterator[Disagreement]:
    words = dict(WEEKENDS.labels)
    mine, theirs = (str(one.fields.get(WEEKEND) or WEEKENDS.codes[0]) for one in (scorecard, plan))
    if mine == theirs or WEEKEND not in scorecard.places or WEEKEND not in plan.places:
        return
    message = N_("The weekend is {mine} here and {theirs} in {source}.")
    source = source_of_field(plan, WEEKEND)
    values = {"mine": Phrase(words[mine]), "theirs": Phrase(words[theirs]), "source": source}
    yield Disagreement(scorecard.file, Fault(at_field(scorecard, WEEKEND), message, _SAME, mine, theirs, values))


def _days(plan: Extract, scorecard: Extract, table: str, message: str) -> Iterator[Disagreement]:
    planned = _listed(plan, table)
    if not planned:
        return
    source = source_of_row(plan, table, "day", next(iter(planned.values())))
    for day, row in _listed(scorecard, table).items():
        if day not in planned:
            shown = day_of(day).isoformat()
            values = {"day": shown, "count": len(planned), "source": source}
            at = at_row(scorecard, table, "day", row, shown)
            yield Disagreement(scorecard.file, Fault(at, message, _SAME, day, None, values))


def _listed(extract: Extract, table: str) -> dict[float, Row]:
    days = ((row.values.get("day"), row) for row in extract.rows.get(table, []))
    return {day: row for day, row in days if isinstance(day, float) and is_serial(day)}
