"""XL604 saved-ahead: a workbook was saved at a time that has not come yet."""

from __future__ import annotations

import datetime

from tests.validation.across_units import collected, company, found

from xltargets.workbooks.contents import Saved


def test_the_example() -> None:
    """It was saved on 2099-01-01."""
    held = company()
    extract = held["north-log.xlsx"].extract
    assert extract is not None
    held[extract.file] = collected(extract, Saved(modified=datetime.datetime(2099, 1, 1)))
    assert found(held) == [("XL604", "north-log.xlsx", "")]
