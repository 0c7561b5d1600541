"""What is read once for a piece of work: the same bytes give the same cells, others are read anew."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.remembered import remembering


def _book(path: Path, word: str = "a") -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        for name in ("One", "Two"):
            workbook.add_worksheet(name).write_row("A1", [1, word])
    return path


def test_only_what_changed_is_read_anew(tmp_path: Path) -> None:
    path = _book(tmp_path / "book.xlsx")
    with remembering():
        first = read(path)
        patch_values(first, path, {"One": {(1, 1): 5.0}})
        second = read(path)
        assert (first.sheets["One"].value(1, 1), second.sheets["One"].value(1, 1)) == (1.0, 5.0)
        assert second.sheets["Two"].cells is first.sheets["Two"].cells
    assert read(path).sheets["Two"].cells is not second.sheets["Two"].cells


def test_a_copy_is_known_under_its_own_path(tmp_path: Path) -> None:
    path = _book(tmp_path / "book.xlsx")
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(path.read_bytes())
    with remembering():
        assert read(path).path == path
        assert read(copy).path == copy


def test_the_same_sheet_with_other_texts_is_another(tmp_path: Path) -> None:
    """The sheets are the same bytes, and their texts stand elsewhere in the file."""
    one, other = _book(tmp_path / "one.xlsx"), _book(tmp_path / "other.xlsx", "b")
    with remembering():
        assert [read(path).sheets["One"].value(1, 2) for path in (one, other)] == ["a", "b"]
