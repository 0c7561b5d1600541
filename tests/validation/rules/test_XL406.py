"""XL406 not-verified: A formula could not be worked out here, so its result was not verified."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, type_anywhere
from tests.validation.small_plan import contents, findings, put


def test_the_example() -> None:
    """A column of one's own uses LAMBDA."""
    workbook = plan()
    place = type_anywhere(workbook, "Guide", "H40", 3.0, "LAMBDA(x,x+1)(2)")
    assert found(workbook) == [("XL406", place)]


def test_what_cannot_be_worked_out_is_no_error_but_told() -> None:
    workbook = contents()
    put(workbook.sheets["Guide"], "A1", 0.5)
    workbook.sheets["Guide"].cells[1, 1].formula = "NOSUCHFUNCTION(1)"
    (only,) = findings(workbook)
    assert (only.code, only.severity.word, only.at.place) == ("XL406", "info", "Guide!A1")
    assert "NOSUCHFUNCTION" in only.message()
