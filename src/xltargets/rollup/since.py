"""What changed since an earlier meeting: figures then and now, who fell or recovered, what is new and what is gone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.rollup.snapshot import Named, key_of
from xltargets.spine.figures import Standing, together, together_forecast
from xltargets.units.days import day_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.rollup.meeting import Line, Meeting
    from xltargets.rollup.snapshot import Key, Snapshot

CENT = 0.005
GRADES = ("Red", "Amber", "Green")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure or a word, then and now."""

    name: str
    unit: str
    then: Any
    now: Any


@dataclass(slots=True)
class Since:
    """All that changed."""

    day: float
    whole: Standing
    """All teams together, then."""
    forecast: float | None
    coverage: float | None
    expected_loss: float | None
    comparable: bool
    """Whether the same teams are in the figures of both days."""
    source: str = ""
    """The file that the figures of then are in."""
    targets: list[Moved] = field(default_factory=list)
    statuses: list[Moved] = field(default_factory=list)
    """Of teams."""
    fallen: list[Moved] = field(default_factory=list)
    risen: list[Moved] = field(default_factory=list)
    """People whose status is worse, and better."""
    joined: list[Named] = field(default_factory=list)
    left: list[Named] = field(default_factory=list)
    """Teams (without a unit) and people."""
    risks_new: list[Named] = field(default_factory=list)
    risks_gone: list[Named] = field(default_factory=list)
    risks_moved: list[Moved] = field(default_factory=list)
    slipping_new: list[Named] = field(default_factory=list)
    slipping_gone: list[Named] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing but amounts changed."""
        of_teams = (self.targets, self.statuses, self.fallen, self.risen, self.joined, self.left)
        of_others = (self.risks_new, self.risks_gone, self.risks_moved, self.slipping_new, self.slipping_gone)
        return not any((*of_teams, *of_others))


def compare(found: Meeting, earlier: Snapshot) -> Since:
    """Put the earlier standings into the lines of the meeting, and tell what changed.

    One of another currency or year, or of a later day, is a ValueProblem: such differences would say nothing.
    """
    _refuse(found, earlier)
    found.teams = [replace(one, before=earlier.teams.get(name_key(one.name))) for one in found.teams]
    found.members = {
        unit: [one if one.is_rest else replace(one, before=earlier.people.get(key_of(unit, one.name))) for one in lines]
        for unit, lines in found.members.items()
    }
    then = list(earlier.teams.values())
    counted = {name_key(one.name) for one in found.teams if one.standing.actual is not None}
    since = Since(
        earlier.day,
        together(then),
        together_forecast(then),
        earlier.coverage,
        earlier.expected_loss,
        counted == {key for key, one in earlier.teams.items() if one.actual is not None},
        earlier.source,
    )
    for line in found.teams:
        _compare_team(since, line)
    for line in found.people:
        _compare_person(since, line)
    _compare_names(since, found, earlier)
    _compare_risks(since, found, earlier)
    slipping = {
        key_of(deal["unit"], deal["id"] or deal["customer"]): Named(deal["unit"], str(deal["customer"] or deal["id"]))
        for deal in found.slipping
    }
    since.slipping_new, since.slipping_gone = _new_and_gone(slipping, earlier.slipping)
    return since


def _refuse(found: Meeting, earlier: Snapshot) -> None:
    if earlier.currency != found.currency:
        currency = Phrase(N_("figures in {currency}"), currency=earlier.currency or "–")
        raise ValueProblem("--since", currency, N_("expected the currency of the workbooks, {own}"), own=found.currency)
    if found.day is not None and earlier.day > found.day:
        then = Phrase(N_("data of {day}"), day=day_of(earlier.day))
        raise ValueProblem("--since", then, N_("expected those of {day} or before"), day=day_of(found.day))
    years = earlier.year_start, found.year_start
    if None not in years and years[0] != years[1]:
        year = Phrase(N_("figures of the year that begins on {day}"), day=day_of(earlier.year_start or 0))
        raise ValueProblem(
            "--since", year, N_("expected the year that begins on {day}"), day=day_of(found.year_start or 0)
        )


def _compare_team(since: Since, line: Line) -> None:
    if line.before is None:
        return
    then, now = line.before.target, line.standing.target
    if then is not None and now is not None and abs(then - now) >= CENT:
        since.targets.append(Moved(line.name, "", then, now))
    if line.earlier_status and line.status and line.earlier_status != line.status:
        since.statuses.append(Moved(line.name, "", line.earlier_status, line.status))


def _compare_person(since: Since, line: Line) -> None:
    if not line.earlier_status or not line.status or line.earlier_status == line.status:
        return
    moved = Moved(line.name, line.owner, line.earlier_status, line.status)
    worse = GRADES.index(line.status) < GRADES.index(line.earlier_status)
    (since.fallen if worse else since.risen).append(moved)


def _compare_names(since: Since, found: Meeting, earlier: Snapshot) -> None:
    """Teams first, then people of teams that were there before and still are."""
    teams = {("", name_key(one.name)): Named("", one.name) for one in found.teams}
    known = {("", key): Named("", name) for key, name in earlier.names.items()}
    both = {key for _unit, key in teams.keys() & known.keys()}
    people = {key_of(one.owner, one.name): Named(one.owner, one.name) for one in found.people}
    people_joined, people_left = _new_and_gone(
        {key: one for key, one in people.items() if key[0] in both},
        {key: one for key, one in earlier.people_named.items() if key[0] in both},
    )
    joined, left = _new_and_gone(teams, known)
    since.joined, since.left = joined + people_joined, left + people_left


def _compare_risks(since: Since, found: Meeting, earlier: Snapshot) -> None:
    risks = {
        key_of(one["unit"], one["id"] or one["risk"]): Named(one["unit"], str(one["risk"]), str(one["level"] or ""))
        for one in found.risks
    }
    since.risks_new, since.risks_gone = _new_and_gone(risks, earlier.risks)
    since.risks_moved = [
        Moved(one.name, one.unit, earlier.risks[key].level, one.level)
        for key, one in risks.items()
        if key in earlier.risks and one.level != earlier.risks[key].level
    ]


def _new_and_gone(now: Mapping[Key, Named], then: Mapping[Key, Named]) -> tuple[list[Named], list[Named]]:
    return [one for key, one in now.items() if key not in then], [one for key, one in then.items() if key not in now]
