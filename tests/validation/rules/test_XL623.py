"""XL623 closed-pay-differs: a payment of a closed month is another one, though all that it is made of is the same."""

from __future__ import annotations

from tests.validation.across_units import with_row
from tests.validation.closed_months import found, rows_of, scorecard

from xltargets.workbooks.contents import address

JANUARY = 46023.0


def test_the_example() -> None:
    """Ann came from North with a draw of 500 to pay back; South pays her all of her commission."""
    extract = scorecard()
    [month] = rows_of(extract, "commission", month=JANUARY, member="Ben Okafor")
    row = extract.rows["commission"][month]
    changed = with_row(extract, "commission", month, payout=row.values["payout"] + 500.0)
    place = f"{row.sheet}!{address(row.number, extract.columns['commission']['payout'])}"
    assert found(changed) == [("XL623", place)]
