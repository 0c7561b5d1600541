"""XL63: somebody whom the scorecards of two units pay: what is owed from draws, and sales, count in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from math import inf
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.across.given import Across, Disagreement, at_row, source_of_row
from xltargets.rollup.across.places import Places
from xltargets.rollup.admission import SCORECARD
from xltargets.rollup.closing.scorecards import Member, Scorecard, amount, id_text
from xltargets.rollup.credits import TABLE as CREDITS
from xltargets.rollup.credits import Credit, credits_of
from xltargets.rollup.shelf import AT_HAND
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract, Row

NOT_TWICE = ("XL631", "XL632")
"""What keeps a month from being closed: it would be paid, or taken back, twice."""
Place = tuple[Scorecard, Member]


@rule("XL631", "draw-owed-twice", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def draw_owed_twice(across: Across) -> Iterator[Disagreement]:
    """What somebody owes from earlier draws stands in the scorecards of two units.

    What it does
        Looks in Team for members with one Person ID in two scorecards, and a Draw owed before in both, whose days in
        the two units overlap.

    Why it matters
        Both units would take it from the commission.

    Example
        Ann, p1, is in North and in South for half of the time, and owes 250 in both.

    How to repair
        Leave it in the unit in which the draw was paid, and empty the cell in the other.

    Safe repair
        None.
    """
    for (one, first), (other, second) in _pairs(across):
        owed = amount(first.row, "owed"), amount(second.row, "owed")
        if all(owed) and _overlap(first, second):
            message = N_("{name} owes {amount} from earlier draws here, and {other} in {source}: it counts once.")
            repair = N_("Leave it in the unit in which the draw was paid, and empty the cell in the other.")
            values = {"name": second.name, "amount": amount_shown(owed[1]), "other": amount_shown(owed[0])}
            values["source"] = source_of_row(one.extract, "team", "owed", first.row)
            at = at_row(other.extract, "team", "owed", second.row, second.name)
            yield Disagreement(other.extract.file, Fault(at, message, repair, owed[1], None, values))


@rule("XL632", "sale-credited-twice", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def sale_credited_twice(across: Across) -> Iterator[Disagreement]:
    """The same sale is credited to the same person in the scorecards of two units.

    What it does
        Compares the rows of Credits of members with one Person ID in two scorecards: number of the sale, amount, and
        what of it is theirs.

    Why it matters
        The person is paid twice for it.

    Example
        O-1, 100, is credited to Ann, p1, in North and in South.

    How to repair
        Take the row out of one of the two. If these are two sales, give them two numbers.

    Safe repair
        None.
    """
    for (one, first), (other, second) in _pairs(across):
        there = {_key(credit, part): credit for credit, part in _sales(one.extract, first)}
        for credit, part in _sales(other.extract, second):
            held = there.get(_key(credit, part))
            if held is None or credit.row is None or held.row is None:
                continue
            message = N_("{sale} is credited to {name} with {amount} here and in {source}: it would be paid twice.")
            repair = N_("Take the row out of one of the two; if these are two sales, give them two numbers.")
            values = {"sale": credit.deal, "name": second.name, "amount": amount_shown(part)}
            values["source"] = source_of_row(one.extract, CREDITS, "amount", held.row)
            at = at_row(other.extract, CREDITS, "amount", credit.row, credit.deal)
            yield Disagreement(other.extract.file, Fault(at, message, repair, credit.amount, None, values))


@rule("XL633", "actual-in-two-units", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def actual_in_two_units(across: Across) -> Iterator[Disagreement]:
    """A person has the same actual of a month in the scorecards of two units.

    What it does
        Compares the rows of Actuals of members with one Person ID in two scorecards, where they are not 0.

    Why it matters
        It is likely to be entered twice, and would be paid twice.

    Example
        Ann, p1, has 80 in January both in North and in South.

    How to repair
        Enter in each unit what was sold there.

    Safe repair
        None.
    """
    for (one, first), (other, second) in _pairs(across):
        there = {month.of: month.actuals for month in first.months}
        for month in second.months:
            for mine, theirs in _alike(month.actuals, there.get(month.of, [])):
                message = N_("{name} has {amount} in {month} here, and the same in {source}.")
                repair = N_("Enter in each unit what was sold there.")
                sold = amount(mine, "actual")
                values = {"name": second.name, "amount": amount_shown(sold), "month": month.of}
                values["source"] = source_of_row(one.extract, "actuals", "actual", theirs)
                at = at_row(other.extract, "actuals", "actual", mine, f"{month.of} / {second.name}")
                yield Disagreement(other.extract.file, Fault(at, message, repair, sold, None, values))


def _alike(mine: list[Row], theirs: list[Row]) -> Iterator[tuple[Row, Row]]:
    for one in mine:
        same = next((row for row in theirs if amount(row, "actual") == amount(one, "actual")), None)
        if same is not None and amount(one, "actual"):
            yield one, same


def _pairs(across: Across) -> Iterator[tuple[Place, Place]]:
    """Each two members of scorecards that are the same person, by the ID."""

    @lru_cache(AT_HAND)
    def scorecard(unit: str) -> Scorecard:
        return Scorecard(across.units[unit][SCORECARD])

    for person, units in _people(across).several():
        places = [
            (scorecard(unit), member)
            for unit in units
            for member in scorecard(unit).members
            if name_key(member.person_id) == person
        ]
        yield from combinations(places, 2)


def _people(across: Across) -> Places:
    """In which units' scorecards everybody with a Person ID stands."""
    return Places(
        (name_key(person_id), unit)
        for unit, workbooks in across.units.items()
        for row in (workbooks[SCORECARD].rows.get("team", []) if SCORECARD in workbooks else ())
        if name_key(row.values.get("member")) and (person_id := id_text(row.values.get("person_id")))
    )


def _overlap(one: Member, other: Member) -> bool:
    (first, last), (begins, ends) = _days(one), _days(other)
    return first <= ends and begins <= last


def _days(member: Member) -> tuple[float, float]:
    came, left = member.row.values.get("member_from"), member.row.values.get("member_until")
    return came if isinstance(came, float) else -inf, left if isinstance(left, float) else inf


def _sales(extract: Extract, member: Member) -> list[tuple[Credit, float]]:
    """The sales of a member, and what of each is theirs."""
    key = name_key(member.name)
    return [(one, part) for one in credits_of(extract) for name, part in one.parts if name_key(name) == key]


def _key(credit: Credit, part: float) -> tuple[str, float, float]:
    return name_key(credit.deal), credit.amount, part
