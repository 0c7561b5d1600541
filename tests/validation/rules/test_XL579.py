"""XL579 pool-not-shared: it is not clear who gets which part of a pool."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from tests.rollup.paid_by_plan import END_OF_JUNE, month
from tests.rollup.pools import pool, share
from tests.validation.typed_book import TypedBook

from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Column
from xltargets.templates.team_scorecard.adjustments import Adjustments
from xltargets.templates.team_scorecard.plans import PlanMembers, PlanRates, Plans
from xltargets.templates.team_scorecard.team import Team
from xltargets.units.days import serial_of
from xltargets.validation.finding import Severity
from xltargets.workbooks.contents import Contents

JUNE = float(serial_of(month(6)))


@cache
def _built() -> Contents:
    payees = pool((3, 2), [1000.0] * 6)
    payees.late("Ann", 2, 5, 100.0)
    payees.tables["plan_members"] = [*share((3, 2), 1, 2), *share((3, 2), 3)]
    return payees.contents()


def _book() -> TypedBook:
    return TypedBook(TEMPLATES["team-scorecard"], _built(), END_OF_JUNE)


def _wrong(book: TypedBook) -> list[tuple[str, str]]:
    return [(one.code, one.at.place) for one in book.judged().findings if one.severity is Severity.ERROR]


def test_the_example() -> None:
    """Ann and Bo share the pool HARBOUR-2026; Ann has 3, and the share of Bo is empty."""
    book = _book()
    assert _wrong(book) == []
    place = book.put(PlanMembers.share, 1, None)
    assert _wrong(book) == [("XL579", place)]


def _nobody(book: TypedBook) -> None:
    book.put(PlanMembers.share, 2, 0.0)
    book.put(PlanMembers.share, 3, 0.0)


CASES: dict[str, tuple[Callable[[TypedBook], object], Column, int]] = {
    "nobody has a share": (_nobody, PlanMembers.share, 2),
    "a share of what is no pool": (lambda book: book.put(Plans.measure, 0, "Own sales"), PlanMembers.share, 0),
    "rates for a role": (lambda book: book.put(PlanRates.role, 0, "Seller"), PlanRates.role, 0),
    "who has left": (lambda book: book.put(Team.member_until, 1, JUNE), PlanMembers.ends, 3),
    "who has not come": (lambda book: book.put(Team.member_from, 1, JUNE - 60), PlanMembers.begins, 1),
}


@pytest.mark.parametrize("case", CASES)
def test_what_else_is_not_clear(case: str) -> None:
    breaks, column, row = CASES[case]
    book = _book()
    breaks(book)
    assert ("XL579", book.place(column, row)) in _wrong(book)


def test_late_for_a_pool_that_is_no_more() -> None:
    """Of two rows that end with February, and a sale of February that is booked in May."""
    book = _book()
    for row in (2, 3):
        book.put(PlanMembers.begins, row, JUNE)
    assert ("XL579", book.place(Adjustments.of, 0)) in _wrong(book)
