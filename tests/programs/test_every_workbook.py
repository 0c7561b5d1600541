"""Every workbook of every template by columns: nothing is left to the engine, and nothing comes out otherwise."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.programs.made import DAY, assert_same, spoilt, unevaluated
from xltargets.functions import FUNCTIONS
from xltargets.locale import LANGUAGES
from xltargets.templates import TEMPLATES
from xltargets.workbooks.program.coding import KNOWN
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read
from xltargets.workbooks.rewriting import parts_of

VERSION_1 = Path(__file__).parents[1] / "fixtures" / "workbooks" / "v1"
LEFT_TO_THE_ENGINE: dict[str, list[str]] = {}
"""Formulas of templates that columns do not work out, by template. Each costs what a workbook cost before."""
each_template = pytest.mark.parametrize("key", TEMPLATES)


@each_template
@pytest.mark.parametrize(("kind", "language"), [("empty", "en"), *(("sample", language) for language in LANGUAGES)])
def test_columns_work_everything_out_and_as_the_engine_does(key: str, kind: str, language: str) -> None:
    contents = unevaluated(key, kind, language)
    worked = work_out(contents, lambda: DAY)
    assert worked is not None
    assert [group.text for group in worked.left] == LEFT_TO_THE_ENGINE.get(key, [])
    assert_same(contents)


@pytest.mark.parametrize("path", sorted(VERSION_1.rglob("*.xlsx")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_workbooks_of_the_first_version_come_out_as_by_the_engine(path: Path) -> None:
    contents = read(path)
    worked = work_out(contents, lambda: DAY)
    assert worked is not None
    assert [group.text for group in worked.left] == []
    assert_same(contents)


@each_template
def test_every_function_of_a_template_is_known(key: str) -> None:
    sheets = unevaluated(key, "sample").sheets.values()
    texts = {cell.formula for sheet in sheets for cell in sheet.cells.values() if cell.formula is not None}
    used = set().union(*(parts_of(text).functions for text in texts)) - FUNCTIONS.keys()
    assert used
    assert sorted(used - KNOWN) == []


@each_template
@pytest.mark.parametrize("seed", range(3))
def test_a_spoilt_workbook_comes_out_as_by_the_engine(key: str, seed: int) -> None:
    assert_same(spoilt(unevaluated(key, "sample"), Random(seed), (0.01, 0.04, 0.15)[seed]))


@pytest.mark.nightly
@each_template
@pytest.mark.parametrize("seed", range(100, 140))
def test_many_spoilt_workbooks_come_out_as_by_the_engine(key: str, seed: int) -> None:
    chance = Random(seed)
    assert_same(spoilt(unevaluated(key, "sample", chance.choice(LANGUAGES)), chance, chance.choice((0.01, 0.05, 0.2))))
