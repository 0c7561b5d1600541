"""XL223 name-moved: a defined name of the template points to another cell than its setting."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import found


def test_the_example(tmp_path: Path) -> None:
    """The name settings_total points to the cell of the agreed target."""
    moved = ("xl/workbook.xml", r"(<definedName name=\"settings_total\">)[^<]*<", r"\1Settings!$B$16<")
    assert found(tmp_path, moved) == [("XL223", "Settings!B17")]


def test_a_name_that_holds_for_one_sheet_only(tmp_path: Path) -> None:
    added = '<definedName name="settings_total" localSheetId="6">Settings!$B$16</definedName></definedNames>'
    assert ("XL223", "Settings!B17") in found(tmp_path, ("xl/workbook.xml", "</definedNames>", added))
