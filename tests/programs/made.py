"""Workbooks and comparisons for the tests of column programs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from xltargets.building.builder import write_unevaluated
from xltargets.errors import CellError
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling, with_offers
from xltargets.workbooks.contents import Cell, Contents
from xltargets.workbooks.engine import Results, evaluate, evaluate_by_engine
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value

DAY = 46100.0


@cache
def unevaluated(key: str, kind: str, language: str = "en") -> Contents:
    """A workbook of a template with its formulas and without their values."""
    path = Path(mkdtemp(prefix="xltargets-test-")) / f"{key}.xlsx"
    template = TEMPLATES[key]
    translate = translator(language)
    filling = with_offers(template, sample(key, of_language(language)) if kind == "sample" else Filling())
    write_unevaluated(template, path, filling, language=language, translate=translate)
    return read(path)


def both_ways(contents: Contents) -> tuple[Results, Results]:
    """What columns, and the engine where they are not sure, give; and what the engine gives by itself."""
    return evaluate(contents, lambda: DAY), evaluate_by_engine(contents, lambda: DAY)


def assert_same(contents: Contents) -> None:
    """Both ways give the same values, spills and reasons."""
    found, expected = both_ways(contents)
    unlike = {
        place: (value, found.values.get(place))
        for place, value in expected.values.items()
        if place not in found.values or not same_value(value, found.values[place])
    }
    assert unlike == {}
    assert found.values.keys() == expected.values.keys()
    assert found.spills == expected.spills
    reasons = [{place: one.sentence() for place, one in results.not_verified.items()} for results in (found, expected)]
    assert reasons[0] == reasons[1]


NASTY = [
    *(None, "", "  x ", "abc", "Ann*", ">3", "~x", "ß", "5", "TRUE", "2026-01-01"),
    *(0.0, -1.0, 5.0, 0.1 + 0.2, 46000.5, -46000.0, 1e16, 1e300, True, False),
    *(CellError("#N/A"), CellError("#DIV/0!"), CellError("#VALUE!")),
]
OTHER_FORMULAS = [
    *("NA()", "1/0", "B5+1", '"x"', "SUM(B5:D7)", "LEN(B5)", 'IF(B6="","",B6*2)'),
    *("NOSUCH(1)", "VLOOKUP(B5,B5:D9,2,FALSE)", "TODAY()", "TARGET_SPLIT(B5,C5:C9)"),
]


def spoilt(contents: Contents, chance: Random, share: float) -> Contents:
    """A copy in which some cells hold what nobody expects, and some formulas are other ones, or gone."""

    def cell_in_place_of(cell: Cell) -> Cell:
        if cell.spill is not None or chance.random() >= (share if cell.formula is None else share / 4):
            return cell
        if cell.formula is None:
            return replace(cell, value=chance.choice(NASTY))
        changed = [
            replace(cell, formula=None, value=chance.choice(NASTY)),
            replace(cell, formula=chance.choice(OTHER_FORMULAS)),
            replace(cell, formula=None, value=None),
        ]
        return chance.choice(changed)

    sheets = {
        name: replace(sheet, cells={place: cell_in_place_of(cell) for place, cell in sheet.cells.items()})
        for name, sheet in contents.sheets.items()
    }
    return replace(contents, sheets=sheets)
