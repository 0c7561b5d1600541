"""A period closed with scorecards: what is entered, and what keeps it from that."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.validation.across_units import with_row
from tests.validation.closed_months import closing, rows_of, scorecard, two_months, with_fields, with_new_row
from xltargets.calc import commission_quota
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import EARNED, PAID, UNIT, LedgerProblem
from xltargets.rollup.extraction import Extract
from xltargets.units.days import shown_month

JANUARY, FEBRUARY, MARCH = 46023.0, 46054.0, 46082.0
ALICE, BEN = "Alice Moreau", "Ben Okafor"


def _told(ledger: Ledger, period: str, *extracts: Extract, without: tuple[str, ...] = ()) -> list[str]:
    done = closing(ledger, period, *extracts, without=without)
    assert (done.ledger is ledger) == bool(done.refusals)
    return [one.sentence() for one in done.refusals]


def test_ledger_scorecard_and_arithmetic_agree_to_the_cent() -> None:
    """All months of the sample, by its Commission and by COMMISSION_QUOTA over its Actuals."""
    ledger = two_months()
    for period in ("2026-03", "2026-04", "2026-05"):
        done = closing(ledger, period, scorecard())
        assert [one.sentence() for one in done.refusals] == []
        ledger = done.ledger
    assert flaws_of(ledger) == []
    rows = [row.values for row in scorecard().rows["commission"] if row.values["earned"] is not None]
    assert len(rows) == 5 * 6
    paid = {(one.person, one.of): one for one in ledger.standing(PAID)}
    assert len(paid) == len(rows) - 3  # Erik Lund comes in April
    old, new = [[0, 0.03], [0.8, 0.05], [1, 0.07]], [[0, 0.02], [0.8, 0.05], [1, 0.08], [1.2, 0.1]]
    for row in rows:
        month = shown_month(row["month"])
        if row["member"] == "Erik Lund" and month < "2026-04":
            assert row["payout"] == 0.0
            continue
        entry = paid[row["member"], month]
        assert (float(entry.payout or 0), float(entry.owed or 0)) == (row["payout"], round(row["balance"], 2))
        if row["quota"]:
            tiers = new if month >= "2026-04" else old
            due = commission_quota(row["credit"], row["quota"], tiers, cap=9000.0, decimals=2)
            assert float(entry.commission or 0) == due


def test_the_unit_is_entered_with_its_target_and_actual() -> None:
    """Of January: the quotas of the plan with what is vacant, and the sum of Actuals."""
    extract = scorecard()
    of_january = [row.values for row in extract.rows["quotas"] if row.values["month"] == JANUARY]
    target = sum(row["quota"] or row["vacant"] or 0.0 for row in of_january)
    actual = sum(row.values["actual"] for row in extract.rows["actuals"] if row.values["month"] == JANUARY)
    [unit] = [one for one in two_months().standing(UNIT) if one.of == "2026-01"]
    assert (float(unit.quota or 0), float(unit.credit or 0)) == (target, actual)


def test_a_late_deal_a_refund_and_a_correction_are_booked_in_the_open_period() -> None:
    """Ben's February is 56,112 against 58,359: 80 % are 46,687.20. 7,000 more and 2,000 less at 5 %, and 1 % at 7 %.

    T(61,112) = 1,400.62 + 583.59 + 192.71 = 2,176.92 (rounded once), less the 1,871.86 that February earned.
    """
    late = scorecard()
    for amount in (7_000.0, -2_000.0):
        late = with_new_row(late, "adjustments", month=MARCH, member=BEN, of=FEBRUARY, amount=amount)
    [month] = rows_of(late, "commission", month=MARCH, member=BEN)
    row = late.rows["commission"][month].values
    late = with_row(late, "commission", month, payout=row["payout"] + 305.06)
    done = closing(two_months(), "2026-03", late)
    assert [one.sentence() for one in done.refusals] == []
    [entry] = [one for one in done.ledger.standing(EARNED) if one.of == "2026-02" and one.period == "2026-03"]
    assert (entry.credit, entry.commission) == (Decimal("5000.00"), Decimal("305.06"))
    [paid] = [one for one in done.ledger.standing(PAID) if one.period == "2026-03" and one.person == BEN]
    assert float(paid.commission or 0) == pytest.approx(row["earned"] + 305.06)
    assert flaws_of(done.ledger) == []


def test_a_workbook_that_works_out_another_payout_is_not_closed() -> None:
    late = with_new_row(scorecard(), "adjustments", month=MARCH, member=BEN, of=FEBRUARY, amount=7_000.0)
    [told] = _told(two_months(), "2026-03", late)
    assert "Payout of 2026-03 of Ben Okafor is" in told


def test_a_changed_month_keeps_the_next_from_being_closed() -> None:
    [actual] = rows_of(scorecard(), "actuals", month=JANUARY, member=ALICE)
    [month] = rows_of(scorecard(), "commission", month=JANUARY, member=ALICE)
    changed = with_row(with_row(scorecard(), "actuals", actual, actual=1.0), "commission", month, credit=1.0)
    [told] = _told(two_months(), "2026-03", changed)
    assert "2026-01 of Alice Moreau is closed: 1.00 here, 38,724.00 in entry 3 of the ledger." in told
    assert told.startswith("north.xlsx · Actuals!C")
    [rate] = _told(two_months(), "2026-03", with_row(scorecard(), "tiers", 2, rate=0.08))
    assert rate.startswith("north.xlsx · Rates!C7: the terms by which 2026-01 of Alice Moreau was paid were changed")


def test_what_is_not_there_yet() -> None:
    extract = scorecard()
    early = with_fields(extract, **{"standing.as_of": FEBRUARY})
    assert _told(two_months(), "2026-03", early) == [
        "north.xlsx · Scorecard!"
        + extract.places["standing.as_of"].partition("!")[2]
        + ": it is looked at from 2026-02, so 2026-03 has no figures yet. Enter the actuals of 2026-03."
    ]
    kept = [row for row in extract.rows["actuals"] if (row.values["month"], row.values["member"]) != (MARCH, BEN)]
    without = replace(extract, rows={**extract.rows, "actuals": kept})
    assert _told(two_months(), "2026-03", without) == [
        "north.xlsx: Actuals has no row of 2026-03 for Ben Okafor, with a quota. Enter it, 0 if nothing was sold."
    ]


def test_ids_are_needed() -> None:
    nobody = with_fields(with_row(scorecard(), "team", 1, person_id=None), **{"settings.unit_id": None})
    told = _told(Ledger(), "2026-01", nobody)
    assert [one.partition(": ")[2][:31] for one in told] == [
        "the unit has no ID. The ledger ",
        "there is no Person ID for Ben O",
    ]


def test_a_unit_that_was_closed_before_is_missed_and_can_be_left_out() -> None:
    south = with_fields(
        replace(scorecard(), file="south.xlsx"), **{"settings.unit": "South", "settings.unit_id": "south"}
    )
    south = replace(
        south,
        rows={
            **south.rows,
            "team": [replace(row, values={**row.values, "person_id": f"S{row.number}"}) for row in south.rows["team"]],
        },
    )
    both = closing(Ledger(), "2026-01", scorecard(), south).ledger
    [told] = _told(both, "2026-02", scorecard())
    assert told.startswith("South was closed before and has no scorecard among the files.")
    one = closing(both, "2026-02", scorecard(), without=("south",))
    assert one.refusals == []
    again = closing(one.ledger, "2026-03", scorecard(), south)
    assert [one.sentence() for one in again.refusals] == []
    months = [entry.of for entry in again.ledger.standing(PAID) if entry.unit == "South" and entry.person == BEN]
    assert months == ["2026-01", "2026-02", "2026-03"]
    assert flaws_of(again.ledger) == []


def test_a_ledger_that_was_changed_takes_nothing_more() -> None:
    forged = Ledger(tuple(replace(one, payout=Decimal(1)) if one.number == 4 else one for one in two_months().entries))
    with pytest.raises(LedgerProblem, match="nothing was entered"):
        closing(forged, "2026-03", scorecard())
    with pytest.raises(LedgerProblem, match="No team scorecard"):
        closing(two_months(), "2026-03")
