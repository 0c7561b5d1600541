"""Months that a plan adds up: they earn T of their sum to date, less what was earned before."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.small import ann, close, month
from xltargets.ledger.book import Ledger, month_after
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.earning import Month
from xltargets.ledger.entry import EARNED, PAID
from xltargets.ledger.terms import Terms

TIERS = ((0.0, 0.1), (1.0, 0.15))
OVER_THE_YEAR = Terms("marginal", TIERS, start="2026-01", quota=12_000.0)


def year_of(sold: list[float], terms: Terms | dict[str, Terms], **values: object) -> Ledger:
    """Months closed one after the other, each by its terms."""
    ledger, period, months = Ledger(), "2026-01", list[Month]()
    for credit in sold:
        own = terms[period] if isinstance(terms, dict) else terms
        months.append(month(period, credit, terms=own, **values))
        ledger = close(ledger, period, ann(*months))
        period = month_after(period)
    assert flaws_of(ledger) == []
    return ledger


def earned(ledger: Ledger) -> list[float]:
    """What each entry earned, in the order of the ledger."""
    return [float(one.amount("commission")) for one in ledger.standing(EARNED)]


def test_tiers_of_the_year_are_reached_by_the_year() -> None:
    """10 % up to 12,000 and 15 % above: 8,000, then 4,000 below and 2,000 above, then 1,000 above."""
    assert earned(year_of([8_000.0, 6_000.0, 1_000.0], OVER_THE_YEAR)) == [800.0, 700.0, 150.0]


def test_a_late_refund_moves_the_sum_to_date() -> None:
    """14,000 less 3,000 are 11,000: 1,100 for all; 1,500 were earned, so 400 go back. Then 2,000: 1,000 at 15 %."""
    ledger = year_of([8_000.0, 6_000.0], OVER_THE_YEAR)
    months = [month(of, credit, terms=OVER_THE_YEAR) for of, credit in (("2026-01", 5_000.0), ("2026-02", 6_000.0))]
    ledger = close(ledger, "2026-03", ann(*months, month("2026-03", 2_000.0, terms=OVER_THE_YEAR)))
    assert flaws_of(ledger) == []
    # The month of the close first: 16,000 and 14,000 to date.
    assert earned(ledger)[2:] == [300.0, -450.0]
    assert sum(earned(ledger)) == 1_350.0


def test_a_quota_that_changes_trues_up_what_is_open() -> None:
    """Of 10,000 instead of 12,000, agreed in March: 1,000 + 15 % of 5,000 are 1,750; 1,500 were earned."""
    changed = Terms("marginal", TIERS, start="2026-01", quota=10_000.0)
    terms = {"2026-01": OVER_THE_YEAR, "2026-02": OVER_THE_YEAR, "2026-03": changed}
    assert earned(year_of([8_000.0, 6_000.0, 1_000.0], terms)) == [800.0, 700.0, 250.0]


def test_new_rates_for_all_to_date_or_from_then_on() -> None:
    """20 % from February: on 3,000 in all, 600 less the 200 earned; or on February's 1,000 alone."""
    before = Terms("marginal", ((0.0, 0.1),), start="2026-01", quota=12_000.0)
    trues_up = Terms("marginal", ((0.0, 0.2),), start="2026-01", quota=12_000.0)
    prospective = Terms("marginal", ((0.0, 0.2),), start="2026-02", quota=11_000.0)
    assert earned(year_of([2_000.0, 1_000.0], {"2026-01": before, "2026-02": trues_up})) == [200.0, 400.0]
    assert earned(year_of([2_000.0, 1_000.0], {"2026-01": before, "2026-02": prospective})) == [200.0, 200.0]


def test_a_cap_of_the_year_over_tiers_of_the_month() -> None:
    """10 % up to 1,000 a month, 15 % above: 250, 250, then 60 are left of 560; a refund of January makes room."""
    terms = Terms("marginal", TIERS, 560.0, cap_start="2026-01")
    ledger = year_of([2_000.0, 2_000.0, 2_000.0], terms)
    assert earned(ledger) == [250.0, 250.0, 60.0]
    months = [month(of, 2_000.0, terms=terms) for of in ("2026-02", "2026-03")]
    ledger = close(ledger, "2026-04", ann(month("2026-01", 1_000.0, terms=terms), *months, month("2026-04", 0.0)))
    assert flaws_of(ledger) == []
    # 100 + 250 + 250 are still above it.
    assert sum(earned(ledger)) == 560.0


def test_amounts_as_tiers_need_no_quota() -> None:
    """1 % up to 50,000 and 3 % above."""
    terms = Terms("marginal", ((0.0, 0.01), (50_000.0, 0.03)), amounts=True, start="2026-01")
    assert earned(year_of([40_000.0, 20_000.0], terms, quota=0.0)) == [400.0, 400.0]


@pytest.mark.parametrize(
    "terms",
    [
        OVER_THE_YEAR,
        Terms("retroactive", TIERS, 900.0, amounts=True, start="2026-04", cap_start="2026-01"),
        Terms("marginal", TIERS, 560.0, cap_start="2026-01"),
    ],
)
def test_terms_are_read_as_they_are_written(terms: Terms) -> None:
    assert Terms.parse(str(terms)) == terms


def test_an_entry_that_was_altered_is_found() -> None:
    from dataclasses import replace

    from xltargets.ledger.chain import sealed

    ledger = year_of([8_000.0, 6_000.0], OVER_THE_YEAR)
    altered = [
        replace(one, commission=Decimal("701.00")) if one.entry == EARNED and one.of == "2026-02" else one
        for one in ledger.entries
    ]
    assert [flaw.number for flaw in flaws_of(Ledger(tuple(sealed((), altered))))]
    assert [one.of for one in ledger.standing(PAID)] == ["2026-01", "2026-02"]


_MOVES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(-1500, 3000)), max_size=6)


@settings(max_examples=60, deadline=None)
@given(moves=_MOVES)
@pytest.mark.parametrize("terms", [OVER_THE_YEAR, Terms("retroactive", TIERS, 700.0, cap_start="2026-01")])
def test_whenever_deals_come_the_year_ends_at_the_same(terms: Terms, moves: list[tuple[int, int, int]]) -> None:
    """Moves of a month's credit that come in with a later close, against the same year without delay."""
    base, names = [4_000.0] * 5, [f"2026-0{number}" for number in range(1, 6)]
    ledger = Ledger()
    for closing, period in enumerate(names):
        months = []
        for number, of in enumerate(names[: closing + 1]):
            late = sum(amount for which, delay, amount in moves if which == number and number + delay <= closing)
            months.append(month(of, max(0.0, base[number] + late), terms=terms))
        ledger = close(ledger, period, ann(*months))
    assert flaws_of(ledger) == []
    arrived = [sum(amount for which, delay, amount in moves if which == n and n + delay <= 4) for n in range(5)]
    at_once = year_of([max(0.0, one + late) for one, late in zip(base, arrived, strict=True)], terms)
    assert sum(earned(ledger)) == pytest.approx(sum(earned(at_once)))
