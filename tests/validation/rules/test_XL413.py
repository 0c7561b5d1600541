"""XL413 results-only: all formulas with functions of xltargets were replaced by their results."""

from __future__ import annotations

from pathlib import Path

from tests.validation.built_plan import MID_MARCH, found, judged, plan, put, write

from xltargets.functions import FUNCTIONS
from xltargets.validation.finding import Finding
from xltargets.validation.submission import Submission
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.formula_record import SHEET
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.reader import read
from xltargets.workbooks.respelling import convert, values_only


def in_numbers(workbook: Contents) -> int:
    """What a program does that knows none of our functions: their last results stay."""
    gone = 0
    for sheet in workbook.sheets.values():
        for cell in sheet.cells.values():
            if cell.formula is not None and functions_used(cell.formula) & FUNCTIONS.keys():
                cell.formula = cell.spill = None
                gone += 1
    return gone


def test_the_example() -> None:
    """A plan was opened in Numbers, which knows none of these functions, and exported to Excel."""
    workbook = plan()
    assert in_numbers(workbook) > 20
    assert [code for code, _place in found(workbook)] == ["XL413"]


def test_the_copy_of_values_is_none_while_it_keeps_the_formulas(tmp_path: Path) -> None:
    """It is judged by the formulas that it keeps apart (XL409), until a program has lost these."""
    whole, values, back = (tmp_path / f"{name}.xlsx" for name in ("whole", "values", "back"))
    write(whole)
    values_only(read(whole), values)
    assert [finding.code for finding in findings(values)] == ["XL409"]
    convert(values, back, "windows")
    assert list(findings(back)) == []
    contents = read(values)
    del contents.sheets[SHEET]
    [finding] = judged(contents).findings
    assert finding.code == "XL413"
    assert "Copy the inputs" in finding.sentence()


def findings(path: Path) -> list[Finding]:
    from xltargets.validation.runner import Validator
    from xltargets.validation.settings import Settings

    return Validator(Settings(), MID_MARCH).judge(Submission.read(path, MID_MARCH)).findings


def test_other_mistakes_are_told_besides() -> None:
    workbook = plan()
    in_numbers(workbook)
    place = put(workbook, "periods.share", 0.5, 2, settled=False)
    told = found(workbook)
    assert ("XL401", place) in told, "the share is a native formula"
    assert [code for code, _place in told].count("XL413") == 1


def test_one_formula_that_is_left_says_that_a_person_typed_over_the_others() -> None:
    workbook = plan()
    kept = next(
        (sheet.name, place, cell.formula, cell.spill)
        for sheet in workbook.sheets.values()
        for place, cell in sheet.cells.items()
        if cell.formula is not None and functions_used(cell.formula) & FUNCTIONS.keys()
    )
    in_numbers(workbook)
    cell = workbook.sheets[kept[0]].cells[kept[1]]
    cell.formula, cell.spill = kept[2], kept[3]
    codes = {finding.code for finding in judged(workbook).findings}
    assert "XL401" in codes
    assert "XL413" not in codes
