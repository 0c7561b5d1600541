"""What approved changes make of a plan: 1,200 a year, 100 a month; P0 carries 60 of each month and P1 40."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.templates.planned_people import APPROVER, CHANGES, Membership, Targets, filled, of, targets

DAY = datetime.date
TWO = [Membership(3), Membership(2)]
FIRST = [[60.0] * 12, [40.0] * 12]


def change(kind: str | None, scope: str, before: float, after: float, **other: object) -> dict[str, object]:
    given = {"day": DAY(2026, 3, 5), "reason": "Ports are late", "by": "Dana", "approved": APPROVER}
    return {**given, "kind": kind, "scope": scope, "before": before, "after": after, **other}


def plan(
    *changes: dict[str, object], people: list[Membership] = TWO, total: float = 1200, periods: int = 12
) -> Targets:
    found = of(people, total=total, periods=periods, changes=changes)
    assert sum(found.periods) == sum(found.full)
    for month, column in enumerate(zip(*found.grid, strict=True)):
        assert sum(column) + found.vacant[month] == found.periods[month]
    for carried, row in zip(found.carried, found.grid, strict=True):
        assert carried == sum(row)
    return found


class TestPhasing:
    def test_from_one_month_to_another(self) -> None:
        """30 of May go to September: 18 and 12 of each, as they carry 60 to 40; nobody's year changes."""
        found = plan(change("Phasing", "2026-05", 100, 70, counterpart="2026-09"))
        assert found.periods == [100] * 4 + [70] + [100] * 3 + [130] + [100] * 3
        assert found.full == [720, 480]
        assert found.grid[0] == [60] * 4 + [42] + [60] * 3 + [78] + [60] * 3
        assert found.grid[1] == [40] * 4 + [28] + [40] * 3 + [52] + [40] * 3

    def test_from_one_person_to_another(self) -> None:
        """From July on 60 of the 360 that are left go from the one to the other: 10 in each month."""
        found = plan(change("Phasing", "P0", 720, 660, counterpart="P1", effective=DAY(2026, 7, 1)))
        assert found.periods == [100] * 12
        assert found.full == [660, 540]
        assert found.grid == [[60] * 6 + [50] * 6, [40] * 6 + [50] * 6]

    def test_all_that_is_left_of_a_person(self) -> None:
        found = plan(change("Phasing", "P1", 480, 240, counterpart="P0", effective=DAY(2026, 7, 1)))
        assert found.grid == [[60] * 6 + [100] * 6, [40] * 6 + [0] * 6]

    def test_who_had_nothing_gets_a_part(self) -> None:
        people = [*TWO, Membership(0)]
        found = plan(change("Phasing", "P0", 720, 600, counterpart="P2", effective=DAY(2026, 7, 1)), people=people)
        assert found.grid == [[60] * 6 + [40] * 6, [40] * 12, [0] * 6 + [20] * 6]

    def test_between_quarters(self) -> None:
        """A quarter is named by its first month: 300 each, 60 from the third to the fourth."""
        found = plan(change("Phasing", "2026-07", 300, 240, counterpart="2026-10"), periods=4)
        assert found.periods == [300, 300, 240, 360]
        assert found.grid == [[180, 180, 144, 216], [120, 120, 96, 144]]


class TestNewTotal:
    def test_of_the_year(self) -> None:
        """60 more from July on are 10 a month, 6 and 4 of them."""
        found = plan(change("New total", "Year", 1200, 1260, effective=DAY(2026, 7, 1)))
        assert found.periods == [100] * 6 + [110] * 6
        assert found.full == [756, 504]
        assert found.grid == [[60] * 6 + [66] * 6, [40] * 6 + [44] * 6]

    def test_of_a_month(self) -> None:
        """A month's change goes to that month, 3 : 2 between the people as all that is left."""
        found = plan(change("New total", "2026-08", 100, 150))
        assert found.periods == [100] * 7 + [150] + [100] * 4
        assert found.full == [750, 500]

    def test_of_a_person(self) -> None:
        found = plan(change("New total", "P1", 480, 420, effective=DAY(2026, 7, 1)))
        assert found.periods == [100] * 6 + [90] * 6
        assert found.full == [720, 420]
        assert found.grid[1] == [40] * 6 + [30] * 6

    def test_what_a_month_cannot_share_evenly(self) -> None:
        """Seven over three months: of the running sums 2.33, 4.67 and 7 the whole numbers are 2, 5 and 7."""
        found = plan(change("New total", "Year", 1200, 1207, effective=DAY(2026, 10, 1)))
        assert found.periods[9:] == [102, 103, 102]


class TestWhatIsNotInForce:
    @pytest.mark.parametrize(
        "other",
        [
            {"approved": None},
            {"approved": "Somebody else"},
            {"approved": "Dana"},
            {"by": APPROVER},
            {"kind": None},
            {"kind": "Catch-up"},
            {"counterpart": None},
            {"counterpart": "2026-05"},
            {"counterpart": "P1"},
            {"counterpart": "2027-01"},
            {"scope": "P9"},
            {"after": "70"},
            {"approved_on": DAY(2026, 6, 1)},
            {"day": DAY(2026, 6, 1)},
            {"effective": DAY(2026, 6, 1)},
        ],
        ids=str,
    )
    def test_phasing(self, other: dict[str, object]) -> None:
        """Not approved, by nobody listed or by oneself; no other month; a month that is over or comes too early."""
        found = plan({**change("Phasing", "2026-05", 100, 70, counterpart="2026-09"), **other})
        assert (found.periods, found.grid) == ([100] * 12, FIRST)

    def test_a_year_that_is_no_year(self) -> None:
        assert plan(change("New total", "Northh", 1200, 1300)).grid == FIRST

    def test_after_the_last_period_began_only_that_is_open(self) -> None:
        found = plan(change("New total", "Year", 1200, 1300, approved_on=DAY(2026, 12, 10)))
        assert found.periods == [100] * 11 + [200]
        assert plan(change("New total", "Year", 1200, 1300, effective=DAY(2027, 1, 1))).grid == FIRST


def test_what_a_later_change_leaves_of_an_earlier_one() -> None:
    """P1's rest of the year goes to P0 in July; what the year gains from September is P0's alone then."""
    first = change("Phasing", "P1", 480, 240, counterpart="P0", effective=DAY(2026, 7, 1))
    then = change("New total", "Year", 1200, 1240, effective=DAY(2026, 9, 1))
    found = plan(first, then)
    assert found.grid == [[60] * 6 + [100] * 2 + [110] * 4, [40] * 6 + [0] * 6]
    assert found.full == [1000, 240]


def test_membership_applies_to_what_is_in_force() -> None:
    """Who leaves at the end of August carries nothing after; that is vacant, and the change is in it."""
    people = [Membership(3), Membership(2, last=DAY(2026, 8, 31))]
    found = plan(change("New total", "Year", 1200, 1260, effective=DAY(2026, 7, 1)), people=people)
    assert found.grid[1] == [40] * 6 + [44] * 2 + [0] * 4
    assert found.vacant == [0] * 8 + [44] * 4


MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
NAMES = ["P0", "P1", "P2"]
STARTS = some.one_of(some.none(), some.integers(1, 12).map(lambda month: DAY(2026, month, 1)))


@some.composite
def sequences(draw: some.DrawFn) -> list[dict[str, object]]:
    """Changes in the order in which they come into force."""
    found = []
    for _number in range(draw(some.integers(1, CHANGES))):
        size = draw(some.integers(-90, 150))
        kind = draw(some.sampled_from(["Phasing", "New total", "Catch-up"]))
        if kind == "Phasing":
            scope, other = draw(some.permutations(draw(some.sampled_from([MONTHS, NAMES]))))[:2]
            found.append(change(kind, scope, 1000, 1000 + size, counterpart=other, effective=draw(STARTS)))
        else:
            scope = draw(some.sampled_from(["Year", *NAMES, *MONTHS]))
            found.append(change(kind, scope, 1000, 1000 + size, effective=draw(STARTS)))
        found[-1]["approved_on"] = DAY(2026, draw(some.integers(1, 12)), 15)
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.integers(0, 9), min_size=3, max_size=3).filter(any), sequences())
def test_any_sequence_keeps_both_margins_exact(weights: list[int], changes: list[dict[str, object]]) -> None:
    """A year of 36,000: whatever comes, rows and columns sum, the year is what was approved, and the past stays."""
    people = [Membership(weight) for weight in weights]
    books = [filled(people, changes=changes[:count]) for count in (len(changes) - 1, len(changes))]
    before, after = (targets(book, 3, 12) for book in books)
    for found in (before, after):
        assert sum(found.periods) == sum(found.full)
        for month, column in enumerate(zip(*found.grid, strict=True)):
            assert sum(column) == found.periods[month]
        for full, row in zip(found.full, found.grid, strict=True):
            assert sum(row) == full
    # What the last change is in force from cannot be before its day of approval.
    over = changes[-1]["approved_on"].month - 1  # type: ignore[attr-defined]
    for was, now in zip(before.grid, after.grid, strict=True):
        assert was[:over] == now[:over]
    raised = sum(after.periods) - sum(before.periods)
    assert raised in {0, changes[-1]["after"] - 1000 if changes[-1]["kind"] == "New total" else 0}  # type: ignore[operator]
