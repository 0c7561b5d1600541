"""Clean workbooks that other programs saved have no finding of their own; a mistake in them is found."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from tests.mutations.books import KEYS, judged_file, path_of

SAVED = {"XL410"}
"""openpyxl stores no results: one warning, and nothing else."""


@pytest.mark.parametrize("key", KEYS)
def test_saved_by_openpyxl(key: str, tmp_path) -> None:
    path = tmp_path / "saved.xlsx"
    load_workbook(path_of(key)).save(path)
    found = judged_file(path, key)
    assert {one.code for one in found.fresh} == SAVED
    assert not found.errors


def test_planted_by_openpyxl(tmp_path) -> None:
    """A total typed over, and a row hidden: both are found in a file without results."""
    book = load_workbook(path_of("target-plan"))
    periods = book["Periods"]
    total = next(row for row in range(5, 40) if periods.cell(row, 1).value == "Total")
    periods.cell(total, 6).value = 1_000_000
    book["Review"].row_dimensions[6].hidden = True
    path = tmp_path / "planted.xlsx"
    book.save(path)
    found = judged_file(path, "target-plan")
    places = {(one.code, one.at.place) for one in found.errors}
    assert places == {("XL401", f"Periods!F{total}"), ("XL242", "Review!A6")}
