"""What formulas read, whether two are the same, and whether one depends on the day."""

from __future__ import annotations

import pytest

from tests.validation.small_plan import contents
from xltargets.views.tracing import Cells, depends_on_today, same

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
