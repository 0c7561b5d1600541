"""What came back from a program that keeps less than Excel: the one finding that the pages name, in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.validation.built_plan import VALIDATOR, found, plan, write
from tests.validation.versions import with_property

from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS
from xltargets.workbooks.contents import Cell, Contents
from xltargets.workbooks.formulas import functions_used

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("other-programs.md", "other-programs.zh-CN.md", "other-programs.zh-TW.md")
_NAMED = re.compile(r"^\|.*\[(XL\d+)\]\(rules/(XL\d+)\.md\)", re.MULTILINE)


def named(page: str) -> list[str]:
    """The rules of the page's table, in its order."""
    pairs = _NAMED.findall((DOCS / page).read_text(encoding="utf-8"))
    assert all(shown == linked for shown, linked in pairs)
    return [shown for shown, _linked in pairs]


def ours(workbook: Contents) -> list[Cell]:
    cells = [cell for sheet in workbook.sheets.values() for cell in sheet.cells.values()]
    return [cell for cell in cells if cell.formula is not None and functions_used(cell.formula) & FUNCTIONS.keys()]


def results_only(workbook: Contents) -> None:
    for cell in ours(workbook):
        cell.formula = cell.spill = None


def no_tables(workbook: Contents) -> None:
    workbook.tables.clear()


def unknown_names(workbook: Contents) -> None:
    for cell in ours(workbook):
        if cell.spill is None:
            cell.value = CellError("#NAME?")


@pytest.mark.parametrize(("row", "lose"), list(enumerate([results_only, no_tables, unknown_names])))
def test_the_pages_name_what_is_found(row: int, lose: Callable[[Contents], None]) -> None:
    workbook = plan()
    assert len(ours(workbook)) > 20
    lose(workbook)
    assert [code for code, _place in found(workbook)] == [named(PAGES[0])[row]]


def test_without_its_properties(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write(path)
    with_property(path, "xltargets.template", "none")
    assert [finding.code for finding in VALIDATOR.check(path).findings] == [named(PAGES[0])[3]]


def test_the_pages_say_the_same() -> None:
    assert len(named(PAGES[0])) == 4
    assert [named(page) for page in PAGES] == [named(PAGES[0])] * 3
    for page in PAGES:
        text = (DOCS / page).read_text(encoding="utf-8")
        assert all(f"({other})" in text for other in PAGES if other != page)
