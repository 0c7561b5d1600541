"""XL609 quota-differs: a quota that a scorecard took from the plan is not what the plan's Grid has."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_rows

from xltargets.workbooks.contents import address

JANUARY = 46023.0  # 2026-01-01


def test_the_example() -> None:
    """Ann's quota of January is 60 in the scorecard, and 50 in the Grid."""
    held = company()
    scorecard = held["north-scorecard.xlsx"].extract
    assert scorecard is not None
    row = {"month": JANUARY, "person_id": None, "vacant": None}
    rows = ({**row, "member": "Ann Lee", "quota": 60.0}, {**row, "member": "Bo Chen", "quota": 50.0})
    put(held, with_rows(scorecard, "quotas", *rows))
    assert found(held) == [
        ("XL609", "north-scorecard.xlsx", f"Quotas!{address(5, scorecard.columns['quotas']['quota'])}")
    ]
