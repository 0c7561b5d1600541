"""XL405 calls-out: A formula reaches outside the workbook."""

from __future__ import annotations

import pytest
from tests.validation import small_plan
from tests.validation.built_plan import found, plan, type_anywhere
from tests.validation.small_plan import contents, findings, put, settle


def test_the_example() -> None:
    """=WEBSERVICE("http://example.com/rate") in a cell of Settings."""
    workbook = plan()
    place = type_anywhere(workbook, "Settings", "J40", 3.0, 'WEBSERVICE("http://example.com/rate")')
    assert found(workbook) == [("XL405", place)]


@pytest.mark.parametrize(
    ("formula", "what"),
    [
        ('WEBSERVICE("http://example.com")', "WEBSERVICE"),
        ("[1]Plan!A1", "[1]Plan!A1"),
        ("cmd|'/c calc'!A0", "|"),
        ('HYPERLINK("file:///c:/x.exe")', 'HYPERLINK("file:///c:/x.exe")'),
    ],
)
def test_what_reaches_outside(formula: str, what: str) -> None:
    workbook = contents()
    put(workbook.sheets["Guide"], "B2", 1.0)
    workbook.sheets["Guide"].cells[2, 2].formula = formula
    settle(workbook)
    assert small_plan.found(workbook) == [("XL405", "Guide!B2")]
    assert findings(workbook)[0].message() == f"The formula reaches outside the workbook: {what}."
