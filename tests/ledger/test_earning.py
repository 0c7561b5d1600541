"""Earned = T(to date) - what the ledger already earned: late deals, refunds, corrections, in any order."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.small import NORTH, TIERS, YEAR, ann, close, month
from xltargets.calc import commission_draw
from xltargets.ledger.book import Ledger, month_after
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.earning import Person, Team, Unit
from xltargets.ledger.entry import EARNED, PAID, LedgerProblem
from xltargets.ledger.terms import Terms, settled
from xltargets.units.money import decimals_of, money

MONTHS = [f"2026-{number:02d}" for number in range(1, 13)]


def _commission(ledger: Ledger, of: str) -> Decimal:
    return sum((one.amount("commission") for one in ledger.standing(EARNED) if one.of == of), Decimal(0))


def test_a_month_earns_by_its_tiers() -> None:
    """1,200 against 1,000: 20.00 on the first thousand, 10.00 on the rest."""
    ledger = close(Ledger(), YEAR, ann(month(YEAR, 1200)))
    [earned] = ledger.standing(EARNED)
    [paid] = ledger.standing(PAID)
    assert (earned.commission, paid.payout, paid.owed) == (Decimal("30.00"), Decimal("30.00"), Decimal("0.00"))


def test_a_late_deal_is_booked_in_the_next_open_period_with_its_catch_up() -> None:
    """January closed at 800 (16.00); 400 more come in February: T(1,200) is 30.00, so 14.00 are due now."""
    ledger = close(Ledger(), YEAR, ann(month(YEAR, 800)))
    ledger = close(ledger, "2026-02", ann(month(YEAR, 1200), month("2026-02", 500)))
    late, own = [one for one in ledger.standing(EARNED) if one.period == "2026-02"]
    assert (late.of, late.credit, late.commission) == (YEAR, Decimal("400.00"), Decimal("14.00"))
    assert own.commission == Decimal("10.00")
    assert ledger.standing(PAID)[-1].payout == Decimal("24.00")


def test_a_refund_takes_back_what_its_sale_brought() -> None:
    """Of 1,200 in January, 400 are given back in February: 30.00 less 16.00."""
    ledger = close(Ledger(), YEAR, ann(month(YEAR, 1200)))
    ledger = close(ledger, "2026-02", ann(month(YEAR, 800), month("2026-02", 0)))
    assert [one.commission for one in ledger.standing(EARNED)] == [Decimal("30.00"), Decimal("-14.00"), Decimal("0.00")]
    paid = ledger.standing(PAID)[-1]
    assert (paid.payout, paid.owed) == (Decimal("0.00"), Decimal("14.00"))


def test_terms_that_change_after_the_close_change_nothing_that_was_closed() -> None:
    """The rate of January is doubled in the workbook in February; the late 200 are paid by the terms of January."""
    ledger = close(Ledger(), YEAR, ann(month(YEAR, 800)))
    doubled = Terms("marginal", ((0.0, 0.04),))
    team = ann(month(YEAR, 1000, terms=doubled, quota=1.0), month("2026-02", 100, terms=doubled))
    late, own = [one for one in close(ledger, "2026-02", team).standing(EARNED) if one.period == "2026-02"]
    assert (late.commission, own.commission) == (Decimal("4.00"), Decimal("4.00"))
    assert late.terms == str(TIERS)


def test_a_cap_holds_for_the_month_whenever_its_deals_come() -> None:
    """At most 100.00: 5,000 earn 20 + 200, so the cap; 1,000 more earn nothing; a refund of 3,000 takes 30.00 back."""
    ledger = close(Ledger(), YEAR, ann(month(YEAR, 5000)))
    ledger = close(ledger, "2026-02", ann(month(YEAR, 6000), month("2026-02", 0)))
    ledger = close(ledger, "2026-03", ann(month(YEAR, 2000), month("2026-02", 0), month("2026-03", 0)))
    of_january = [one.commission for one in ledger.standing(EARNED) if one.of == YEAR]
    assert of_january == [Decimal("100.00"), Decimal("0.00"), Decimal("-30.00")]


def test_a_unit_that_was_not_closed_in_time_is_booked_late_as_a_whole() -> None:
    """South hands January in with February: both months are entered, in their order, with the draw of each."""
    south = Unit(unit_id="south", unit="South", currency="EUR")
    ledger = close(Ledger(), YEAR, ann(month(YEAR, 0)))
    bo = Person(person_id="8", person="Bo", months=(month(YEAR, 0, draw=50.0), month("2026-02", 5000, draw=50.0)))
    ledger = close(ledger, "2026-02", ann(month(YEAR, 0), month("2026-02", 0)), Team(unit=south, people=(bo,)))
    paid = [(one.of, one.payout, one.owed) for one in ledger.standing(PAID) if one.person == "Bo"]
    assert paid == [
        (YEAR, Decimal("50.00"), Decimal("50.00")),
        ("2026-02", Decimal("50.00"), Decimal("0.00")),
    ]
    assert flaws_of(ledger) == []


def test_what_is_owed_goes_with_a_person_who_moves() -> None:
    """Ann owes 50.00 from a draw in North; in South, her first 100.00 pay it back."""
    south = Unit(unit_id="south", unit="South", currency="EUR")
    ledger = close(Ledger(), YEAR, ann(month(YEAR, 0, draw=50.0)))
    moved = Person(person_id="007", person="Ann Lee", months=(month("2026-02", 5000),))
    ledger = close(ledger, "2026-02", Team(unit=south, people=(moved,)))
    paid = ledger.standing(PAID)[-1]
    assert (paid.unit, paid.recovered, paid.payout, paid.owed) == (
        "South",
        Decimal("50.00"),
        Decimal("50.00"),
        Decimal("0.00"),
    )
    yen = Unit(unit_id="tokyo", unit="Tokyo", currency="JPY")
    owing = close(Ledger(), YEAR, ann(month(YEAR, 0, draw=50.0)))
    with pytest.raises(LedgerProblem, match="EUR until now, and is in JPY"):
        close(owing, "2026-02", Team(unit=yen, people=(moved,)))


def test_two_people_of_one_name_are_two_by_their_ids() -> None:
    """And 007 is not 7."""
    people = tuple(Person(person_id=one, person="Ann Lee", months=(month(YEAR, 1000),)) for one in ("007", "7"))
    ledger = close(Ledger(), YEAR, Team(unit=NORTH, people=people))
    assert [one.person_id for one in ledger.standing(PAID)] == ["007", "7"]
    assert len(ledger.earned) == 2


def test_amounts_have_the_decimals_of_their_currency() -> None:
    """Yen have none, dinars three."""
    assert (str(money(1000.5, "JPY")), str(money(-2.6775, "KWD")), decimals_of("CNY")) == ("1001", "-2.678", 2)
    yen = Unit(unit_id="t", unit="東京", currency="JPY")
    bo = Person(person_id="1", person="Bo", months=(month(YEAR, 975.0),))
    [paid] = close(Ledger(), YEAR, Team(unit=yen, people=(bo,))).standing(PAID)
    assert str(paid.payout) == "20"  # 19.5, half up


events = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(-90_000, 200_000)), min_size=1, max_size=14
)
modes = st.sampled_from(["marginal", "retroactive"])


@given(events, modes, st.sampled_from([None, 40.0, 100.0]), st.integers(0, 2**32))
def test_any_order_of_late_deals_and_refunds_ends_at_the_same_year_total(
    sold: list[tuple[int, int, int]], mode: str, cap: float | None, seed: int
) -> None:
    """Deals of a month, in hundredths, booked then or in any later month: each month ends at T of its sum."""
    terms = Terms(mode, ((0.0, 0.02), (0.8, 0.03), (1.0, 0.05)), cap)
    totals = []
    for shuffle in (False, True):
        booked: dict[int, list[tuple[int, int]]] = {}
        chance = random.Random(seed)
        for of, later, cents in sold:
            when = chance.randint(of, 11) if shuffle else max(of, later)
            booked.setdefault(when, []).append((of, cents))
        ledger, credited = Ledger(), [0] * 12
        for number, period in enumerate(MONTHS):
            for of, cents in booked.get(number, []):
                credited[of] += cents
            months = [month(MONTHS[one], credited[one] / 100, terms=terms) for one in range(number + 1)]
            ledger = close(ledger, period, ann(*months))
        assert flaws_of(ledger) == []
        expected = [terms.total(Decimal(credit) / 100, Decimal(1000), "EUR") for credit in credited]
        assert [_commission(ledger, of) for of in MONTHS] == expected
        totals.append(sum(expected))
    assert totals[0] == totals[1]


@given(
    st.lists(st.tuples(st.integers(-5000, 9000), st.integers(0, 3000)), min_size=1, max_size=12),
    st.integers(0, 4000),
    st.booleans(),
)
def test_a_payment_is_what_commission_draw_says(months: list[tuple[int, int]], opening: int, recoverable: bool) -> None:
    """The worksheet function, in cents."""
    owed, found = Decimal(opening) / 100, []
    for net, draw in months:
        _recovered, payout, owed = settled(Decimal(net) / 100, Decimal(draw) / 100, owed, recoverable=recoverable)
        found.append((float(payout), float(owed)))
    theirs = commission_draw(
        [one / 100 for one, _ in months], [one / 100 for _, one in months], opening / 100, recoverable
    )
    assert [one for row in found for one in row] == pytest.approx(theirs.reshape(-1).tolist(), abs=1e-9)


def test_the_month_after_december_is_january() -> None:
    assert [month_after(one) for one in ("2026-01", "2026-12")] == ["2026-02", "2027-01"]
