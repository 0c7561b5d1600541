"""XL223 name-moved: a defined name of the template points to another cell than its setting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.validation import built_plan
from tests.validation.edited import found


def test_the_example(tmp_path: Path) -> None:
    """The name settings_total points to the cell of the agreed target."""
    moved = ("xl/workbook.xml", r"(<definedName name=\"settings_total\">)[^<]*<", r"\1Settings!$B$16<")
    assert found(tmp_path, moved) == [("XL223", "Settings!B17")]


def test_a_name_that_holds_for_one_sheet_only(tmp_path: Path) -> None:
    added = '<definedName name="settings_total" localSheetId="6">Settings!$B$16</definedName></definedNames>'
    assert ("XL223", "Settings!B17") in found(tmp_path, ("xl/workbook.xml", "</definedNames>", added))


def test_the_name_of_the_sums_of_a_grid() -> None:
    """One row short: the target of the last person counts nowhere."""
    workbook = built_plan.plan()
    (place,) = [number for number, name in enumerate(workbook.names) if name.name == "grid_sums"]
    whole = workbook.names[place].refers_to
    head, row = whole.rpartition("$")[0], int(whole.rpartition("$")[2])
    workbook.names[place] = replace(workbook.names[place], refers_to=f"{head}${row - 1}")
    built_plan.settle(workbook)
    cells = whole.rpartition("!")[2].replace("$", "")
    assert ("XL223", f"Grid!{cells}") in built_plan.found(workbook)
