"""XL410 saved-without-results: the workbook was saved by a program that does not calculate."""

from __future__ import annotations

from tests.validation.built_plan import judged, plan, put


def test_the_example() -> None:
    """A script opened the plan, filled in the actuals, and saved it."""
    workbook = plan()
    for sheet in workbook.sheets.values():
        for cell in sheet.cells.values():
            cell.value = None if cell.formula is not None else cell.value
    report = judged(workbook)
    assert [finding.code for finding in report.findings] == ["XL410"]
    assert report.accepted


def test_a_mistake_in_it_is_found_all_the_same() -> None:
    workbook = plan()
    for sheet in workbook.sheets.values():
        for cell in sheet.cells.values():
            cell.value = None if cell.formula is not None else cell.value
    place = put(workbook, "settings.currency", "US$", settled=False)
    assert [(one.code, one.at.place) for one in judged(workbook).findings] == [("XL410", ""), ("XL318", place)]
