"""XL621 closed-figure-changed: an actual, a quota, a draw or a clawback of a closed month is not the ledger's."""

from __future__ import annotations

from dataclasses import replace

from tests.validation.across_units import with_row
from tests.validation.closed_months import findings, found, rows_of, scorecard, with_new_row

from xltargets.workbooks.contents import address

JANUARY, FEBRUARY, MARCH, MAY = 46023.0, 46054.0, 46082.0, 46143.0
ALICE = "Alice Moreau"


def _cell(table: str, column: str, place: int) -> str:
    extract = scorecard()
    row = extract.rows[table][place]
    return f"{row.sheet}!{address(row.number, extract.columns[table][column])}"


def test_nothing_is_found_where_nothing_was_changed() -> None:
    assert found(scorecard()) == []


def test_the_example() -> None:
    """Ann's actual of January was 1,200 when it was closed, and is 1,300 now."""
    extract = scorecard()
    [actual] = rows_of(extract, "actuals", month=JANUARY, member=ALICE)
    [month] = rows_of(extract, "commission", month=JANUARY, member=ALICE)
    assert extract.rows["actuals"][actual].values["actual"] == 38_724.0
    changed = with_row(with_row(extract, "actuals", actual, actual=38_824.0), "commission", month, credit=38_824.0)
    assert found(changed) == [("XL621", _cell("actuals", "actual", actual))]
    [one] = findings(changed)
    assert one.message() == ("2026-01 of Alice Moreau is closed: 38,824.00 here, 38,724.00 in entry 3 of the ledger.")


def test_a_month_that_is_open_may_change() -> None:
    extract = scorecard()
    [actual] = rows_of(extract, "actuals", month=MARCH, member=ALICE)
    [month] = rows_of(extract, "commission", month=MARCH, member=ALICE)
    changed = with_row(with_row(extract, "actuals", actual, actual=1.0), "commission", month, credit=1.0)
    assert found(changed) == []


def test_quota_draw_and_clawback() -> None:
    extract = scorecard()
    [month] = rows_of(extract, "commission", month=FEBRUARY, member=ALICE)
    for column in ("quota", "draw", "clawback"):
        assert found(with_row(extract, "commission", month, **{column: 77.0})) == [
            ("XL621", _cell("commission", column, month))
        ]


def test_a_row_of_adjustments_that_is_put_into_a_closed_period_afterwards() -> None:
    """One that is booked in the open March is what it is for; in February nothing may come any more."""
    row = {"member": ALICE, "of": JANUARY, "amount": 500.0}
    assert found(with_new_row(scorecard(), "adjustments", month=MARCH, **row)) == []
    late = with_new_row(scorecard(), "adjustments", month=FEBRUARY, **row)
    assert [code for code, _place in found(late)] == ["XL621"]


def test_somebody_who_was_taken_out_of_team() -> None:
    extract = scorecard()
    rows = {**extract.rows, "team": extract.rows["team"][1:]}
    [one] = findings(replace(extract, rows=rows))
    assert one.message() == "Alice Moreau stands in entry 3 of the ledger with 2026-01, and not in Team."
