"""XL412 typed-over-loaded."""

from __future__ import annotations

from tests.validation.built_plan import found, plan

from xltargets.templates import TEMPLATES
from xltargets.views.view import View
from xltargets.workbooks.contents import Cell, Contents


def _type(workbook: Contents, reference: str, typed: object) -> str:
    """Over a field; where it stands."""
    slot = View.of(workbook).fields[reference]
    slot.sheet.cells[slot.row, slot.column_index] = Cell(slot.row, slot.column_index, typed)  # type: ignore[arg-type]
    return slot.at.place


def _line(workbook: Contents, *texts: str) -> None:
    """The first line of the sheet Loaded: figure, row, value, file."""
    area = workbook.tables["loaded"].area
    for number, text in enumerate(texts, area.left):
        place = area.top + 1, number
        workbook.sheets[workbook.tables["loaded"].sheet].cells[place] = Cell(*place, text)


def test_the_example() -> None:
    """In the plan's What lies ahead, the weighted pipeline is 900,000, and the CRM log's is 567,700."""
    workbook = plan()
    place = _type(workbook, "ahead.weighted", 900_000.0)
    _line(workbook, "What lies ahead, Weighted pipeline", "", "567700", "log.xlsx")
    assert ("XL412", place) in found(workbook)


def test_what_was_loaded_is_none() -> None:
    workbook = plan()
    place = _type(workbook, "ahead.weighted", 567_700.0)
    _line(workbook, "What lies ahead, Weighted pipeline", "", "567700", "log.xlsx")
    assert ("XL412", place) not in found(workbook)


def test_a_value_that_nothing_was_loaded_for() -> None:
    workbook = plan()
    place = _type(workbook, "ahead.at_risk", 1.0)
    assert ("XL412", place) in found(workbook)


def test_a_loaded_value_that_somebody_took_away() -> None:
    workbook = plan()
    _line(workbook, "What lies ahead, Expected loss", "", "50", "register.xlsx")
    assert ("XL412", View.of(workbook).fields["ahead.expected"].at.place) in found(workbook)


def test_what_people_may_type_is_none() -> None:
    """The actual of a month takes either: typed, it is the person's."""
    workbook = plan()
    _line(workbook, "Review, Actual", "2026-01", "1", "scorecard.xlsx")
    assert not [code for code, _place in found(workbook) if code == "XL412"]
    assert TEMPLATES["target-plan"].column("review.actual").is_input
