"""Somebody changes a ledger: what is found, and what only a kept copy finds."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.small import year
from xltargets.ledger.book import Ledger, reopened, to_payroll
from xltargets.ledger.chain import first_break, sealed
from xltargets.ledger.checking import differences, flaws_of
from xltargets.ledger.entry import AMOUNTS, EARNED, FIELDS, PAID, LedgerProblem
from xltargets.ledger.file import as_text, parse, read_ledger, write_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.ledger.entry import Entry

THREE = year([1200, 800, 5000])
"""January to March: 4 entries each: close, unit, earned, paid."""


def _changed(number: int, **values: Any) -> Ledger:
    return Ledger(tuple(replace(one, **values) if one.number == number else one for one in THREE.entries))


def _rehashed(ledger: Ledger) -> Ledger:
    """As somebody does who knows how the chain is made."""
    return Ledger(tuple(sealed([], ledger.entries)))


def _first(kind: str) -> Entry:
    return next(one for one in THREE.entries if one.entry == kind)


def test_a_whole_ledger_has_no_flaw() -> None:
    assert flaws_of(THREE) == []
    assert [one.period for one in THREE.in_force] == ["2026-01", "2026-02", "2026-03"]


@pytest.mark.parametrize("name", AMOUNTS)
def test_a_closed_amount_that_was_edited_breaks_the_chain_at_its_entry(name: str) -> None:
    paid = _first(PAID)
    [flaw] = flaws_of(_changed(paid.number, **{name: paid.amount(name) + Decimal("0.01")}))
    assert flaw.number == paid.number
    assert "the chain breaks here" in flaw.phrase.sentence()


@given(st.integers(1, len(THREE.entries)), st.sampled_from(FIELDS), st.sampled_from("019af- x"))
def test_any_letter_that_is_put_to_any_field_is_found(number: int, name: str, letter: str) -> None:
    """In the file as it is written; a blank at the end of a text changes nothing, and is no change."""
    text = as_text(THREE)
    rows = list(csv.reader(text.splitlines()))
    place = FIELDS.index(name)
    before = rows[number][place]
    rows[number][place] = before + letter
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    try:
        found = parse(stream.getvalue(), "ledger.csv")
    except LedgerProblem as problem:
        told = problem.sentence()
    else:
        told = " ".join(flaw.phrase.sentence() for flaw in flaws_of(found))
        if found.entries == THREE.entries:
            return
    assert f"column {name}" in told or f"Entry {number} is not as it was written" in told


def test_a_rate_that_was_edited_is_found_and_so_it_is_with_new_hashes() -> None:
    """5 % to 6 %: the chain breaks; with hashes made anew, the commission is not what its terms give."""
    earned = _first(EARNED)
    forged = _changed(earned.number, terms=earned.terms.replace("1=0.05", "1=0.06"))
    assert [flaw.number for flaw in flaws_of(forged)] == [earned.number]
    [flaw] = flaws_of(_rehashed(forged))
    assert flaw.phrase.sentence() == (
        f"Entry {earned.number}: Ann Lee has 30.00 as commission of 2026-01 booked in 2026-01; "
        "by its terms it is 32.00."
    )


def test_a_payout_with_new_hashes_is_found_by_its_own_arithmetic() -> None:
    paid = _first(PAID)
    [flaw] = flaws_of(_rehashed(_changed(paid.number, payout=Decimal("300.00"))))
    assert flaw.phrase.sentence() == (
        f"Entry {paid.number}: Ann Lee has 300.00 as payout of 2026-01; by the entries before it is 30.00."
    )


def test_an_entry_taken_out_of_the_middle_is_found_with_new_hashes_too() -> None:
    """The head of each close says how many entries follow."""
    rest = Ledger(tuple(one for one in THREE.entries if one.number != 6))
    assert flaws_of(rest)[0].number == 6
    assert any("was cut or added to" in flaw.phrase.sentence() for flaw in flaws_of(_rehashed(rest)))


def test_a_whole_close_taken_out_of_the_middle_is_found() -> None:
    without = Ledger(tuple(one for one in THREE.entries if one.period != "2026-02"))
    assert flaws_of(without)[0].number == 5
    assert [flaw.phrase.sentence() for flaw in flaws_of(_rehashed(without))] == [
        "Entry 5: 2026-03 is closed, where 2026-02 comes next."
    ]


def test_an_end_that_was_cut_within_a_close_is_found() -> None:
    assert any("3 entries follow, and 2 do" in flaw.phrase.sentence() for flaw in flaws_of(Ledger(THREE.entries[:-1])))


def test_a_close_that_was_cut_off_whole_is_found_by_a_kept_copy_only() -> None:
    cut = Ledger(THREE.entries[:8])
    assert flaws_of(cut) == []
    [flaw] = differences(THREE, cut)
    assert flaw.phrase.sentence().startswith("It ends with entry 8; the copy that was kept has 12.")


def test_a_forgery_that_adds_up_is_found_by_a_kept_copy_only() -> None:
    """Credit, commission, payment and hashes made anew: 200 more sold in March, under the cap nothing more; so January.

    January at 1,300 earns 35.00.
    """
    changes = {
        2: {"credit": Decimal("1300.00")},
        3: {"credit": Decimal("1300.00"), "commission": Decimal("35.00")},
        4: {"commission": Decimal("35.00"), "payout": Decimal("35.00")},
    }
    forged = _rehashed(
        Ledger(tuple(replace(one, **changes.get(one.number, {})) for one in THREE.entries))  # type: ignore[arg-type]
    )
    assert flaws_of(forged) == []
    assert forged.end != THREE.end
    [flaw] = differences(THREE, forged)
    assert flaw.phrase.sentence() == (
        "Entry 2 is not the one of the copy that was kept: credit 1300.00 here, credit 1200.00 there."
    )
    assert differences(Ledger(THREE.entries[:8]), THREE) == []


def test_a_reopening_of_what_went_to_payroll_is_found_with_new_hashes() -> None:
    paid = to_payroll(THREE, "2026-03", "f" * 64, by="Ola", day="2026-04-03")
    opened = reopened(THREE, "2026-03", by="Ola", day="2026-04-04", reason="typing error")
    forged = Ledger(tuple(sealed([], [*paid.entries, opened.entries[-1]])))
    assert [flaw.number for flaw in flaws_of(forged)] == [14]


def test_the_chain_is_what_the_page_for_auditors_says(tmp_path: Path) -> None:
    """Recomputed from the file with nothing of ours."""
    path = tmp_path / "ledger.csv"
    write_ledger(path, THREE, Ledger())
    with path.open(encoding="utf-8-sig", newline="") as stream:
        _header, *rows = csv.reader(stream)
    last = "0" * 64
    for row in rows:
        last = hashlib.sha256((last + "\n" + "\t".join(row[:-1])).encode()).hexdigest()
        assert row[-1] == last
    assert last == THREE.end
    assert first_break(read_ledger(path).entries) is None
