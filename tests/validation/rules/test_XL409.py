"""XL409 saved-without-add-in."""

from __future__ import annotations

from pathlib import Path

from tests.validation import built_plan
from tests.validation.built_plan import VALIDATOR, as_written, cell_of, found, plan

from xltargets.errors import CellError
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.respelling import values_only


def test_the_example() -> None:
    """The plan was opened in LibreOffice without the add-in, and saved."""
    workbook = plan()
    sheet, cell = cell_of(workbook, "periods.first_plan", 3)
    cell.value = CellError("#NAME?")
    assert found(workbook) == [("XL409", f"{as_written(sheet.name)}!{cell.address}")]


def test_one_that_was_converted_for_such_a_program(tmp_path: Path) -> None:
    """Its formulas are kept apart: it is judged by them, and by what was typed since."""
    written, converted = tmp_path / "plan.xlsx", tmp_path / "values.xlsx"
    built_plan.write(written)
    values_only(read(written), converted)
    report = VALIDATOR.check(converted)
    assert [finding.code for finding in report.findings] == ["XL409"]
    assert report.accepted
    contents = read(converted)
    patch_values(contents, converted, {"Periods": {(7, 10): 1.0}})
    assert [(one.code, one.at.place) for one in VALIDATOR.check(converted).findings] == [
        ("XL409", ""),
        ("XL401", "Periods!J7"),
    ]
