"""The small unit's workbooks beside themselves a month ago; rules are tried on what is changed in them since."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.validation.across_units import company, with_fields, with_row, with_rows

from xltargets.rollup.against.given import Beside
from xltargets.rollup.against.judging import findings_against
from xltargets.rollup.extraction import Extract, Row
from xltargets.validation.registry import Scope, rules
from xltargets.workbooks.contents import address

__all__ = ["Beside", "cell", "found", "pair", "sentences", "with_fields", "with_row", "with_rows", "without"]
IN_MARCH = 46083.0
"""2 March 2026, when the earlier ones were saved: January and February were over."""
CODES = [code for code, one in rules().items() if one.scope is Scope.AGAINST]


def pair(kind: str) -> tuple[Extract, Extract]:
    """A plan, scorecard or log of now, and the same of last time."""
    extract = company()[f"north-{kind}.xlsx"].extract
    assert extract is not None
    return extract, replace(extract, file=f"last/north-{kind}.xlsx")


def without(extract: Extract, table: str, *places: int) -> Extract:
    """The same without some rows, counted from 0."""
    rows = [row for place, row in enumerate(extract.rows[table]) if place not in places]
    return replace(extract, rows={**extract.rows, table: rows})


def more(extract: Extract, table: str, *values: dict[str, Any]) -> Extract:
    """The same with more rows below."""
    rows = list(extract.rows[table])
    blank = dict.fromkeys(rows[0].values)
    rows += [Row(rows[0].sheet, rows[-1].number + 1 + place, {**blank, **one}) for place, one in enumerate(values)]
    return replace(extract, rows={**extract.rows, table: rows})


def cell(extract: Extract, reference: str, place: int) -> str:
    """The cell of `actuals.actual` in a row counted from 0."""
    table, _dot, column = reference.partition(".")
    row = extract.rows[table][place]
    return f"{row.sheet}!{address(row.number, extract.columns[table][column])}"


def found(now: Extract, then: Extract | None, saved: float | None = IN_MARCH) -> list[tuple[str, str]]:
    """Code and cell of all that is found."""
    return [(one.code, one.at.place) for one in findings_against(Beside(now, then, saved), CODES)]


def sentences(now: Extract, then: Extract | None, saved: float | None = IN_MARCH) -> list[str]:
    """What is said of it."""
    return [one.message() for one in findings_against(Beside(now, then, saved), CODES)]
