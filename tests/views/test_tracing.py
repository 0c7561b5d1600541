"""What formulas read, whether two are the same, and whether one depends on the day."""

from __future__ import annotations

import pytest

from tests.programs.made import unevaluated
from tests.validation.small_plan import contents
from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.views.slots import Place
from xltargets.views.tracing import Cells, Readings, depends_on_today, precedents, same
from xltargets.views.view import View
from xltargets.workbooks.contents import Cell, Contents
from xltargets.workbooks.reader import read

PLACE = ("Parts", 6, 7)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("parts[[#This Row],[Amount]]/2", "parts[@Amount] / 2", True),
        ("parts[[#This Row],[Amount]]/2", "D6/2", True),
        ("parts[[#This Row],[Amount]]/2", "Parts!$D$6/2", True),
        ("SUM(parts[Amount])", "SUM($D$5:$D$8)", True),
        ("settings_total*2", "Settings!$B$5*2", True),
        ("parts[[#This Row],[Amount]]/2", "D7/2", False),
        ("SUM(parts[Amount])", "SUM(D5:D7)", False),
        ("SUM(parts[Amount])", "SUM(parts[Nothing])", False),
        ("SUM(parts[Amount])", "SUM(parts[Share])", False),
        ("SUM(parts[Amount])", "SUM(PARTS[amount])", True),
        ('IF(D6="a b",1,2)', 'IF(D6="ab",1,2)', False),
    ],
)
def test_the_same_formula_in_another_spelling(one, other, expected):
    assert same(one, other, contents(), PLACE) is expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("D5+1", True),
        ("SUM(parts[Amount])", True),
        ("SUM(D:E)", True),
        ("SUM(E:$F)", False),
        ("SUM(5:5)", True),
        ("D6+1", False),
        ("Units!D5", False),
        ("parts[Nothing]", False),
    ],
)
def test_whether_a_formula_reads_a_cell(formula, expected):
    assert Cells([("Parts", 5, 4)]).read_by(formula, contents(), PLACE) is expected


def test_a_cell_does_not_count_as_reading_itself():
    assert not Cells([PLACE]).read_by("SUM(parts[Share])", contents(), PLACE)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("TODAY()", True),
        ("IF(A1>0,_xlfn.RANDARRAY(2),0)", True),
        ("TARGET_PACE(A1,A2,A3,A4)", True),
        ("TARGET_PACE(A1,A2,A3,A4,settings_day)", False),
        ("TARGET_PACE(A1,A2,A3,A4,MAX(B1,B2))", False),
        ("TARGET_PACE(A1,A2,A3,A4,,TRUE)", True),
        ("TARGET_SPLIT(A1,B1:B3)", False),
        ('"TODAY()"', False),
    ],
)
def test_whether_a_formula_depends_on_the_day(formula, expected):
    assert depends_on_today(formula) is expected


def by_hand(book: Contents, start: set[Place]) -> set[Place]:
    """The same by asking each cell, again and again."""
    found = set(start)
    while True:
        more = {
            (sheet.name, *position)
            for sheet in book.sheets.values()
            for position, cell in sheet.cells.items()
            if cell.formula is not None
            and (sheet.name, *position) not in found
            and Cells(found).read_by(cell.formula, book, (sheet.name, *position))
        }
        if not more:
            return found
        found |= more


@pytest.mark.parametrize("start", [("Parts", 5, 4), ("Parts", 6, 5), ("Units", 5, 1), ("Settings", 5, 2)])
def test_what_is_reached_is_what_asking_each_cell_says(start):
    assert Readings(contents()).reached({start}) == by_hand(contents(), {start})


def test_what_is_reached_in_a_sample_is_what_asking_each_cell_says(tmp_path):
    path = tmp_path / "register.xlsx"
    build(TEMPLATES["risk-register"], path, sample("risk-register"))
    book = read(path)
    likelihood = View.of(book).tables["risks"]
    start = {("Risks", likelihood.rows.start + 1, likelihood.column_index["likelihood"])}
    found = Readings(book).reached(start)
    assert len(found) > 20
    assert found == by_hand(book, start)


@pytest.mark.parametrize("key", TEMPLATES)
def test_what_is_known_from_working_out_is_what_each_formula_says(key):
    """Which is all it reads; so what is reached is found without looking at the formulas again."""
    book = unevaluated(key, "sample")
    known = {place: group for group in Readings(book)._groups for place in group.cells}
    looked_at = set()
    for sheet in book.sheets.values():
        for position, cell in sheet.cells.items():
            place = (sheet.name, *position)
            group = known.get(place)
            if cell.formula is None or (cell.formula, place[0], place[2]) in looked_at:
                continue
            looked_at.add((cell.formula, place[0], place[2]))
            assert group is not None
            assert set(group.areas(place[1])) == set(precedents(cell.formula, book, place)), (place, cell.formula)
    assert len(looked_at) > 50


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("D5+1", True),
        ("parts[[#This Row],[Amount]]", False),
        ("SUM(D:E)", True),
        ("SUM(5:5)", True),
        ("parts[Nothing]", False),
        ("SUM(G5:G7)", False),  # its own cell
    ],
)
def test_whether_the_formula_of_a_cell_reads_others(formula, expected):
    book = contents()
    sheet, row, column = PLACE
    book.sheets[sheet].cells[row, column] = Cell(row, column, None, formula)
    assert Readings(book).read_by(PLACE, Cells([("Parts", 5, 4), PLACE])) is expected


def test_a_cell_without_a_formula_reads_nothing():
    assert not Readings(contents()).read_by(("Parts", 5, 4), Cells([("Parts", 5, 4), ("Settings", 5, 2)]))
