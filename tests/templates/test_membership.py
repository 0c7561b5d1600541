"""The plan's Grid: nobody carries a quota outside membership, and what nobody carries is vacant, to the unit."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.libreoffice import convert, needs_libreoffice
from tests.templates.planned_people import HOLIDAYS, PLAN, RAMP, YEAR, Membership, Targets, of
from xltargets.building.builder import build
from xltargets.calc import target_grid
from xltargets.templates.content import Filling
from xltargets.views.slots import Slot
from xltargets.views.view import View
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value

ALL_YEAR = Membership()


def day(month: int, number: int) -> datetime.date:
    return datetime.date(YEAR, month, number)


def working_days(month: int) -> list[datetime.date]:
    days = [datetime.date(YEAR, month, 1) + datetime.timedelta(number) for number in range(31)]
    return [one for one in days if one.month == month and one.weekday() < 5 and one not in HOLIDAYS]


def test_a_joiner_by_hand() -> None:
    """January 2026 has 21 working days, of which 11 are from Friday the 16th on; 1,000 a month each."""
    found = of([Membership(first=day(1, 16)), ALL_YEAR, ALL_YEAR])
    assert found.grid[0] == [524, *[1000] * 11]  # 1000 × 11 / 21 = 523.81
    assert found.vacant == [476, *[0] * 11]
    assert found.full == [12_000, 12_000, 12_000]
    assert found.carried == [11_524, 12_000, 12_000]


def test_a_leaver_half_a_person_and_leave_by_hand() -> None:
    """February has 20 working days, 10 of them to the 13th."""
    people = [
        Membership(last=day(2, 13)),
        Membership(share=0.5),
        Membership(leave=(day(2, 16), day(3, 31), 1.0)),
    ]
    found = of(people)
    assert found.grid[0] == [1000, 500, *[0] * 10]
    assert found.grid[1] == [500] * 12
    assert found.grid[2] == [1000, 500, 0, *[1000] * 9]
    assert found.vacant == [500, 1500, 2500, *[1500] * 9]


def test_the_ramp_by_hand() -> None:
    """In the role since 16 January: 30% in the first three months, 70% in the next three, then all."""
    found = of([Membership(since=day(1, 16)), ALL_YEAR, ALL_YEAR])
    assert found.grid[0] == [300, 300, 300, 700, 700, 700, *[1000] * 6]


def test_leave_that_begins_before_the_member_does() -> None:
    """It takes off what falls into the membership, and nothing twice: from 1 February on, away until the 13th."""
    found = of([Membership(first=day(2, 1), leave=(day(1, 5), day(2, 13), 1.0)), ALL_YEAR, ALL_YEAR])
    assert found.grid[0][:3] == [0, 500, 1000]


def test_a_move_within_the_unit_carries_one_target() -> None:
    """Two rows of one id: the second goes on with the first one's target, and the two sum to the whole."""
    people = [
        Membership(last=day(2, 13), person_id="007"),
        Membership(weight=None, first=day(2, 14), person_id="007"),
        Membership(weight=2),
    ]
    found = of(people)
    assert found.full == [12_000, 0, 24_000]
    assert [sum(row) for row in zip(*found.grid[:2], strict=True)] == [1000] * 12
    assert found.grid[1][:2] == [0, 500]
    assert found.vacant == [0] * 12


def test_quarters_by_hand() -> None:
    """The first quarter has 63 working days, 53 of them from 16 January on: 3,000 × 53 / 63 = 2,523.8."""
    found = of([Membership(first=day(1, 16)), ALL_YEAR, ALL_YEAR], periods=4)
    assert found.grid[0] == [2524, 3000, 3000, 3000]
    assert found.vacant == [476, 0, 0, 0]


DAYS = st.dates(datetime.date(YEAR - 1, 11, 1), datetime.date(YEAR + 1, 2, 1))
MAYBE = st.none() | DAYS


@st.composite
def memberships(draw: st.DrawFn) -> Membership:
    first, last = draw(MAYBE), draw(MAYBE)
    if first is not None and last is not None and last < first:
        first, last = last, first
    leave = None
    if draw(st.booleans()):
        begin, end = draw(DAYS), draw(MAYBE)
        leave = (begin, max(begin, end) if end is not None else None, draw(st.sampled_from((0.25, 0.5, 1.0))))
    return Membership(
        weight=draw(st.integers(0, 40).map(float)),
        first=first,
        last=last,
        share=draw(st.sampled_from((None, 1.0, 0.5, 0.8, 0.0))),
        since=draw(MAYBE),
        leave=leave,
    )


def carried_part(one: Membership, month: int) -> Fraction:
    """By days, without any of the code: what a month's full target is multiplied by."""
    days = working_days(month)
    there = Fraction(0)
    for today in days:
        if (one.first is not None and today < one.first) or (one.last is not None and today > one.last):
            continue
        away = Fraction(0)
        if one.leave is not None and one.leave[0] <= today and (one.leave[1] is None or today <= one.leave[1]):
            away = Fraction(str(one.leave[2]))
        there += 1 - away
    part = there / len(days) * Fraction(str(1.0 if one.share is None else one.share))
    if one.since is not None:
        in_role = max(1, (YEAR - one.since.year) * 12 + month - one.since.month + 1)
        part *= Fraction(str(next(share for start, share in reversed(RAMP) if in_role >= start)))
    return part


def check(people: list[Membership], found: Targets, total: float, decimals: int) -> None:
    unit = Fraction(1, 10**decimals)
    periods = [Fraction(str(one)) for one in found.periods]
    assert sum(periods) == Fraction(str(total))
    for period, target in enumerate(periods):
        parts = [Fraction(str(round(row[period], decimals))) for row in found.grid]
        assert sum(parts) + Fraction(str(found.vacant[period])) == target
        assert found.vacant[period] >= 0
    full = target_grid(total, found.full, found.periods, decimals) if any(found.full) else None
    for number, one in enumerate(people):
        assert abs(sum(found.grid[number]) - found.carried[number]) < 1e-6
        for month in range(1, 13):
            exact = Fraction(float(full[number][month - 1])) * carried_part(one, month) if full is not None else 0
            assert abs(Fraction(found.grid[number][month - 1]) - exact) <= unit / 2 + Fraction(1, 10**6)
            if not carried_part(one, month):
                assert found.grid[number][month - 1] == 0


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(memberships(), min_size=8, max_size=8), st.integers(0, 9_999_999), st.sampled_from((0, 2)))
def test_any_people(people: list[Membership], cents: int, decimals: int) -> None:
    """Eight people a case: rows and vacant sum to the periods, and nobody carries anything outside membership."""
    total = cents / 100 if decimals else float(cents)
    check(people, of(people, total=total, decimals=decimals), total, decimals)


def test_blank_membership_is_the_plain_grid() -> None:
    """Whole shares change nothing, to the unit: the Grid is what it was before there was membership."""
    people = [Membership(weight=weight) for weight in (3.0, 1.0, 7.0, 0.0, 2.0)]
    found = of(people, total=99_999.99, decimals=2)
    assert found.grid == target_grid(99_999.99, found.full, found.periods, 2).tolist()
    assert found.vacant == [0] * 12
    assert found.carried == found.full


@needs_libreoffice
def test_libreoffice_works_out_the_same_shares(tmp_path: Path) -> None:
    """Who comes and goes between months needs none of our functions: another program says the same of them."""
    people = [
        {"person": "Ann", "person_id": "007", "member_from": day(4, 1), "member_share": 0.5},
        {"person": "Bo", "member_until": day(8, 31)},
        {"person": "Ann", "person_id": "7"},
        {"person": "Ann", "person_id": "007", "member_from": day(1, 1), "member_until": day(3, 31)},
    ]
    setting = {"unit": "North", "owner": "Dana", "year_start": day(1, 1), "agreed": 1000}
    path = tmp_path / "plan.xlsx"
    holidays = [{"day": one} for one in HOLIDAYS]
    build(PLAN, path, Filling({"settings": setting}, {"units": people, "holidays": holidays}))
    (tmp_path / "theirs").mkdir()
    ours, theirs = (View.of(read(one)) for one in (path, convert(path, tmp_path / "theirs")))
    shares = [[slot.value for slot in _row(ours, "shares", row)] for row in range(4)]
    assert [row[-12:] for row in shares] == [
        [0, 0, 0, *[0.5] * 9],
        [*[1] * 8, 0, 0, 0, 0],
        [1] * 12,
        [1, 1, 1, *[0] * 9],
    ]
    assert [row[7] for row in shares] == [1, 2, 3, 1]
    for table, rows in (("shares", 4), ("calendar", 12)):
        for row in range(rows):
            for slot, other in zip(_row(ours, table, row), _row(theirs, table, row), strict=True):
                assert same_value(slot.value, other.value), (table, row, slot.label)


def _row(book: View, table: str, row: int) -> list[Slot]:
    bound = book.tables[table]
    return [bound.slot(column, bound.rows.start + row) for column in bound.columns]
