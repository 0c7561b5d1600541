"""Whose a workbook is, and who a person is: by id, else by name. What is merely near is asked about, never joined."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.units.names import first_spellings, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SHORTEST = 4
"""Letters that a word needs before a slip in it is more likely than another name: `Bay` beside `Day` is none."""
_WHOLE = 1.0 + 1e-9


def are_near(one: str, other: str) -> bool:
    """Whether two names differ by no more than a slip of the hand, so that it is worth to ask.

    A letter more, less or changed, two that changed places, or blanks and hyphens. Words that differ in digits, in one
    letter of a short word or in two letters are names that people chose: `Team A` and `Team B`, `North` and `South`.

    >>> are_near("North Harbor", "North Harbour"), are_near("North-Harbour", "NorthHarbour")
    (True, True)
    >>> are_near("Team 1", "Team 2"), are_near("Northeast", "Northwest"), are_near("华东一部", "华东二部")
    (False, False, False)
    """
    first, second = name_key(one), name_key(other)
    if not first or not second or first == second:
        return False
    return _are_near(_words(first), _words(second))


def _are_near(words: list[str], others: list[str]) -> bool:
    """The same of two names that differ, by their words."""
    if "".join(words) == "".join(others):
        return True
    if len(words) != len(others):
        return False
    pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(pairs) == 1 and _is_slip(*pairs[0])


def same_id_or_name(one_id: str, one: str, other_id: str, other: str) -> bool:
    """Whether two workbooks say that they are of one unit: by their ids where both have one, else by their names.

    >>> same_id_or_name("n", "North", "n", "North Coast"), same_id_or_name("", "North", "n", "north")
    (True, True)
    >>> same_id_or_name("n", "North", "m", "North"), same_id_or_name("", "", "", "")
    (False, False)
    """
    if name_key(one_id) and name_key(other_id):
        return name_key(one_id) == name_key(other_id)
    return name_key(one) == name_key(other) != ""


def _words(name: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in name).split()


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other) and sorted(one) != sorted(other):
        # Most of thousands of names differ so, as Unit 01 and Unit 02: they need no closer look.
        differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
        if len(differing) > 1 or not "".join(differing[0]).isalpha():
            return False
    changed = [
        (one[start:end], other[begin:stop])
        for tag, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    letters = "".join(before + after for before, after in changed)
    if not letters.isascii() or not letters.isalpha():
        return False
    size = sum(max(len(before), len(after)) for before, after in changed)
    return size == 1 or (size == 2 and sorted(one) == sorted(other))


@dataclass(frozen=True, slots=True)
class Claim:
    """What a workbook says of whose it is."""

    file: str
    kind: str
    """The key of its template."""
    name: str
    unit_id: str = ""
    holds_target: bool = False
    """Whether it is the place where the unit's target is set, its plan."""


@dataclass(slots=True)
class Units:
    """The units of many workbooks."""

    unit_of: dict[str, str] = field(default_factory=dict)
    """The key of the unit, by file. A file that is asked about is in none."""
    asked: dict[str, Phrase] = field(default_factory=dict)
    """Files that are left out until somebody decides, and what is to be decided."""


@dataclass(slots=True)
class _Unit:
    key: str
    name: str
    unit_id: str
    claims: list[Claim]


NEAR = N_(
    "its unit {name} is spelt almost as {other} in {file}; correct the name, or say --separate if they are two units"
)
SAME_ID = N_("its unit ID {id} is that of {other} in {file} too, and its unit is {name}; correct the one or the other")
TWO_IDS = N_(
    "{name} is a unit of the ID {id} and of the ID {other}, and this workbook names none; give its Unit ID in Settings"
)


def units_of(
    claims: Iterable[Claim],
    known: Iterable[str] = (),
    separate: Iterable[str] = (),
    preferred: Iterable[str] = (),
) -> Units:
    """Which unit each workbook is of.

    An id comes before a name. Where two units have one id, or names that are near, the one stays that the company's
    plan lists (`known`), that is preferred, has an id, a plan, or more workbooks; if nothing tells, both are left out.
    `separate` names units that are near and yet two.
    """
    found = Units()
    units = _gathered(list(claims), found)
    listed, apart = {name_key(name) for name in known}, {name_key(name) for name in separate}
    wanted = set(preferred)

    def weight(unit: _Unit) -> tuple[bool, bool, bool, int]:
        return (
            any(claim.file in wanted for claim in unit.claims),
            name_key(unit.name) in listed,
            any(claim.holds_target for claim in unit.claims),
            len(unit.claims),
        )

    for unit, other, message in _doubtful(units, listed, apart):
        ranks = weight(unit), weight(other)
        for one, against, loses in ((unit, other, ranks[0] <= ranks[1]), (other, unit, ranks[1] <= ranks[0])):
            if loses:
                _ask(found, one, against, message)
    for unit in units:
        for claim in unit.claims:
            if claim.file not in found.asked:
                found.unit_of[claim.file] = unit.key
    return found


def _gathered(claims: list[Claim], found: Units) -> list[_Unit]:
    """Workbooks by id and name; one without an id belongs to the one unit that has its name."""
    units: dict[tuple[str, str], _Unit] = {}
    for claim in claims:
        if claim.unit_id:
            key = (name_key(claim.unit_id), name_key(claim.name))
            units.setdefault(key, _Unit("", claim.name, claim.unit_id, [])).claims.append(claim)
    by_name: dict[str, list[_Unit]] = {}
    for unit in units.values():
        by_name.setdefault(name_key(unit.name), []).append(unit)
    for claim in claims:
        if claim.unit_id:
            continue
        namesakes = by_name.get(name_key(claim.name), [])
        if len(namesakes) > 1:
            ids = {"id": namesakes[0].unit_id, "other": namesakes[1].unit_id}
            found.asked[claim.file] = Phrase(TWO_IDS, name=claim.name, **ids)
        elif namesakes:
            namesakes[0].claims.append(claim)
        else:
            alone = units.setdefault(("", name_key(claim.name)), _Unit("", claim.name, "", []))
            alone.claims.append(claim)
    for unit in units.values():
        # The name is the key as long as it tells the units apart: tables of people and deals have no other.
        shared = len(by_name.get(name_key(unit.name), [])) > 1
        unit.key = f"{name_key(unit.name)}\x1f{name_key(unit.unit_id)}" if shared else name_key(unit.name)
    return list(units.values())


def _doubtful(units: list[_Unit], listed: set[str], apart: set[str]) -> Iterator[tuple[_Unit, _Unit, str]]:
    """Each with each: what is compared is worked out once for each of thousands."""
    looked_at = []
    for unit in units:
        name = name_key(unit.name)
        looked_at.append((unit, name_key(unit.unit_id), name, _words(name), name in listed, name in apart))
    for place, (unit, unit_id, name, words, is_listed, is_apart) in enumerate(looked_at):
        for other, other_id, other_name, others, other_listed, other_apart in looked_at[place + 1 :]:
            if unit.unit_id and other.unit_id:
                if unit_id == other_id:
                    yield unit, other, SAME_ID
            elif (is_listed and other_listed) or is_apart or other_apart or not name or not other_name:
                continue
            elif name != other_name and _are_near(words, others):
                yield unit, other, NEAR


def _ask(found: Units, unit: _Unit, other: _Unit, message: str) -> None:
    first = next((claim for claim in other.claims if claim.holds_target), other.claims[0])
    names = {"name": unit.name, "other": other.name, "file": first.file, "id": unit.unit_id}
    for claim in unit.claims:
        found.asked.setdefault(claim.file, Phrase(message, **names))


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a unit."""

    file: str
    unit: str
    name: str
    person_id: str = ""
    first: float | None = None
    """The first day there, None if it was before the year."""
    last: float | None = None
    """The last day there, None while the person stays."""
    share: float = 1.0
    counts: bool = True
    """Whether it is said here; a scorecard repeats what its unit's plan says."""
    line: str = ""
    """The channel and product of a row with a target of its own, "" where it has none."""


def questions_about(members: Iterable[Member]) -> dict[str, list[Phrase]]:
    """What is to be settled about people, by file: an id with two names, a name in two units, shares above 1."""
    found: dict[str, list[Phrase]] = {}
    everybody = list(members)
    by_id: dict[str, list[Member]] = {}
    by_name: dict[str, list[Member]] = {}
    for member in everybody:
        if member.person_id:
            by_id.setdefault(name_key(member.person_id), []).append(member)
        by_name.setdefault(name_key(member.name), []).append(member)
    for same in by_id.values():
        names = list(first_spellings(member.name for member in same).values())
        if len(names) > 1:
            message = N_("the person ID {id} belongs to {name} and to {other}")
            _note(found, same[-1], Phrase(message, id=same[0].person_id, name=names[0], other=names[1]))
        _check_shares(found, same)
    for same in by_name.values():
        unnamed = [member for member in same if not member.person_id]
        units = list(first_spellings(member.unit for member in same).values())
        if unnamed and len(units) > 1:
            message = N_("{name} is in {unit} and in {other}; give the Person ID in both, so that one or two are meant")
            _note(found, unnamed[-1], Phrase(message, name=same[0].name, unit=units[0], other=units[1]))
        _near_names(found, same[0], by_name)
    return found


def _check_shares(found: dict[str, list[Phrase]], same: list[Member]) -> None:
    there = beyond_whole([member for member in same if member.counts])
    if there:
        units, share = ", ".join(dict.fromkeys(member.unit for member in there)), time_in(there)
        message = N_("{name} belongs to {units} at the same time, {share} in all; expected 100% at most")
        _note(found, there[-1], Phrase(message, name=same[0].name, units=units, share=f"{share:.0%}"))


def beyond_whole(same: Sequence[Member]) -> list[Member]:
    """Of one person's memberships those that hold on the same day and are more than all of a person's time.

    Shares can only rise on the first day of a membership, so that no other day needs to be looked at. Rows of one unit
    for several products or channels are one membership, with the share of the largest.
    """
    for start in dict.fromkeys(member.first for member in same):
        there = [member for member in same if _is_there(member, start)]
        if time_in(there) > _WHOLE:
            return there
    return []


def time_in(there: Sequence[Member]) -> float:
    """How much of a person's time these memberships take."""
    by_line: dict[str, dict[str, float]] = {}
    for member in there:
        lines = by_line.setdefault(name_key(member.unit), {})
        lines[member.line] = lines.get(member.line, 0.0) + member.share
    return sum(max(lines.values()) for lines in by_line.values())


def _is_there(member: Member, day: float | None) -> bool:
    if day is None:
        return member.first is None
    return (member.first is None or member.first <= day) and (member.last is None or member.last >= day)


def _near_names(found: dict[str, list[Phrase]], member: Member, by_name: Mapping[str, list[Member]]) -> None:
    """A name that is almost another of the same unit: the plan's `Ann Leigh` and the scorecard's `Ann Liegh`."""
    for key, others in by_name.items():
        if key <= name_key(member.name):
            continue
        for other in others:
            told_apart = member.person_id and other.person_id
            if name_key(other.unit) == name_key(member.unit) and not told_apart and are_near(member.name, other.name):
                message = N_("{name} in {unit} is spelt almost as {other}; correct the name if it is the same person")
                _note(found, other, Phrase(message, name=other.name, unit=other.unit, other=member.name))
                break


def _note(found: dict[str, list[Phrase]], member: Member, phrase: Phrase) -> None:
    found.setdefault(member.file, []).append(phrase)
