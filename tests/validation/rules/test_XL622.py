"""XL622 closed-terms-changed: a tier, a rate or a cap by which a closed month was paid was changed."""

from __future__ import annotations

from tests.validation.across_units import with_row
from tests.validation.closed_months import findings, found, scorecard

from xltargets.workbooks.contents import address


def _cell(table: str, column: str, place: int) -> str:
    extract = scorecard()
    row = extract.rows[table][place]
    return f"{row.sheet}!{address(row.number, extract.columns[table][column])}"


def test_the_example() -> None:
    """The rate above 100% was 5% when January was closed, and is 6% now."""
    changed = with_row(scorecard(), "tiers", 2, rate=0.08)
    place = _cell("tiers", "rate", 2)
    assert set(found(changed)) == {("XL622", place)}
    assert findings(changed)[0].message() == (
        "2026-01 of Alice Moreau is closed: 2025-01-01: marginal; 0=0.03 0.8=0.05 1=0.08; cap=9000 here, "
        "2025-01-01: marginal; 0=0.03 0.8=0.05 1=0.07; cap=9000 in entry 3 of the ledger."
    )


def test_the_cap() -> None:
    assert set(found(with_row(scorecard(), "terms", 0, cap=8_000.0))) == {("XL622", _cell("terms", "cap", 0))}


def test_rates_from_a_later_day_on_may_change() -> None:
    """Those of April, with only January and February closed."""
    assert found(with_row(scorecard(), "tiers", 4, rate=0.5)) == []
