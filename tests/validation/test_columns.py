"""Columns as arrays: what they hold, and that a whole column is judged as each of its cells is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltargets.errors import CellError, in_english
from xltargets.templates.schema import Choices, Column, Kind
from xltargets.views.columns import BLANK, BOOLEAN, ERROR, NUMBER, TEXT, Pool, TypedColumn
from xltargets.views.judging import faulty
from xltargets.views.reading import Verdict, read
from xltargets.views.slots import Heading, Slot
from xltargets.workbooks.contents import Cell, Sheet

LEVELS = Choices("level", (("1", "Low"), ("2", "High"), ("Won", "Won")))
SPELT = [
    "",
    " ",
    "x",
    "North",
    "north ",
    " North",
    "a  b",
    "１２",
    "12",
    "1O",
    "5",
    "5.0",
    "1e3",
    "(7)",
    "12 %",
    "N\u043erth",
]
SPELT += [
    "2026-01-31",
    "31/01/2026",
    "\u200bx",
    "長い",
    "Ｎorth",
    "Low",
    "low",
    "Won",
    "Won ",
    "1",
    "TRUE",
    "#N/A",
    "\x1f",
    "-0",
]
NUMBERS = [
    0.0,
    -0.0,
    0.45,
    0.999,
    1.0,
    1.5,
    2.0,
    5.0,
    5.5,
    45.0,
    365.0,
    366.0,
    46023.5,
    109_574.0,
    109_575.0,
    20260131.0,
    -1.0,
]
NUMBERS += [1e300, 1e-300, float("inf"), float("-inf"), float("nan"), 2.0**53]
ERRORS = [CellError("#N/A"), CellError("#REF!"), CellError("#VALUE!")]

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(SPELT),
    st.sampled_from(NUMBERS),
    st.sampled_from(ERRORS),
    st.floats(),
    st.text(max_size=6),
)
columns = st.builds(
    Column,
    st.sampled_from(list(Kind)),
    st.just("Any"),
    minimum=st.sampled_from([None, 0.0, -1.0, 1.0]),
    maximum=st.sampled_from([None, 1.0, 5.0, 100.0]),
    choices=st.sampled_from([None, LEVELS]),
)


def same_cell(one: object, other: object) -> bool:
    return type(one) is type(other) and (one == other or (one != one and other != other))


@given(st.lists(cells, max_size=12))
def test_a_column_gives_back_what_it_took(values):
    column = TypedColumn.of(values)
    assert len(column) == len(values)
    assert all(same_cell(column.value(position), value) for position, value in enumerate(values))
    assert column.texts() == [value if isinstance(value, str) else None for value in values]
    assert column.is_empty.tolist() == [value in (None, "") for value in values]


@given(columns, st.lists(cells, max_size=12))
def test_a_column_is_at_fault_where_its_cells_are(column, values):
    words = Heading.of(column, in_english).words
    verdicts = [read(column, value, words).verdict for value in values]
    expected = [verdict not in (Verdict.FITS, Verdict.EMPTY) for verdict in verdicts]
    assert faulty(column, TypedColumn.of(values), words).tolist() == expected


def slots(values: list[object]) -> list[Slot]:
    sheet = Sheet("S", "", cells={(row, 1): Cell(row, 1, value) for row, value in enumerate(values, 1)})
    heading = Heading.of(Column(Kind.TEXT, "Name"), in_english)
    return [Slot(heading, sheet, row, 1) for row in range(1, len(values) + 1)]


@given(st.lists(cells, max_size=12), st.lists(cells, max_size=12))
def test_names_are_compared_as_the_cells_compare_them(sought, offered):
    pool = Pool()
    one, other = TypedColumn.of(sought, pool), TypedColumn.of(offered, pool)
    assert [pool.texts[key] for key in one.keys] == [slot.normal for slot in slots(sought)]
    known = {slot.normal for slot in slots(offered) if slot.reading.verdict is not Verdict.EMPTY}
    assert one.within(other).tolist() == [slot.normal in known for slot in slots(sought)]
    names = [slot.normal for slot in slots(sought) if slot.normal]
    assert one.has_repeats() == (len(set(names)) < len(names))


def test_kinds_are_what_the_cells_hold():
    column = TypedColumn.of([None, "x", 1.5, False, CellError("#N/A"), ""], start=5)
    assert column.kinds.tolist() == [BLANK, TEXT, NUMBER, BOOLEAN, ERROR, TEXT]
    assert column.kinds.dtype == np.uint8
    assert column.values.dtype == np.float64
    assert column.rows(column.is_kind(TEXT)) == [6, 10]
    assert column.positions(NUMBER).tolist() == [2]
    assert column.numbers() == [None, None, 1.5, None, None, None]
    assert column.kind is None


@pytest.mark.parametrize(
    ("values", "kind"), [([1.0, 2.0], NUMBER), ([None, None], BLANK), ([1.0, None], None), ([], None)]
)
def test_a_column_of_one_kind_says_so(values, kind):
    assert TypedColumn.of(values).kind == kind


def test_a_part_keeps_its_rows():
    part = TypedColumn.of(["a", "b", "c", "b"], start=5).slice(1, 3)
    assert part.texts() == ["b", "c"]
    assert part.rows(part.is_kind(TEXT)) == [6, 7]


def test_equal_cells_are_of_one_kind_and_of_one_spelling():
    pool = Pool()
    one = TypedColumn.of([1.0, 1.0, "a", "a", "", 0.0, CellError("#N/A"), None], pool)
    other = TypedColumn.of([1.0, True, "a", "A", None, None, "#N/A", None], pool)
    assert one.equals(other).tolist() == [True, False, True, False, False, False, False, True]


def test_a_key_of_two_columns_repeats_only_as_a_whole_and_only_where_it_counts():
    pool = Pool()
    month = TypedColumn.of([1.0, 1.0, 2.0, 2.0, 1.0], pool)
    person = TypedColumn.of(["Ann", "Bo", "Ann", None, "bo "], pool)
    assert month.has_repeats([person])
    assert not month.slice(0, 4).has_repeats([person.slice(0, 4)])
    assert not month.has_repeats([person], np.array([True, True, True, True, False]))
