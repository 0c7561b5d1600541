"""XL241 template-sheet-hidden: a sheet of the template is hidden."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import found


def test_the_example(tmp_path: Path) -> None:
    """The sheet Sales history is hidden."""
    hidden = ("xl/workbook.xml", '<sheet name="Sales history" ', '<sheet name="Sales history" state="hidden" ')
    assert found(tmp_path, hidden) == [("XL241", "'Sales history'")]


def test_hidden_from_every_menu(tmp_path: Path) -> None:
    hidden = ("xl/workbook.xml", '<sheet name="Grid" ', '<sheet name="Grid" state="veryHidden" ')
    assert found(tmp_path, hidden) == [("XL241", "Grid")]
