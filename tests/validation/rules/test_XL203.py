"""XL203 sheet-added: A sheet was added to the template."""

from __future__ import annotations

from tests.validation.built_plan import found, plan

from xltargets.workbooks.contents import Sheet


def test_the_example() -> None:
    """A sheet "My notes"."""
    workbook = plan()
    workbook.sheets["My notes"] = Sheet("My notes", "xl/worksheets/notes.xml")
    assert found(workbook) == [("XL203", "'My notes'")]
