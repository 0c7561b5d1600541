"""How values read against their column; the expected verdicts are what a manager would say of them."""

from __future__ import annotations

from datetime import date

import pytest

from xltargets.errors import CellError
from xltargets.templates.schema import Column, Kind
from xltargets.units.amounts import Unread, read_day, read_number
from xltargets.units.names import tidy
from xltargets.views.reading import Verdict, mixes_scripts, read

WEIGHT = Column(Kind.NUMBER, "Weight", minimum=0)
SHARE = Column(Kind.RATIO, "Share", minimum=0, maximum=1)
GROWTH = Column(Kind.RATIO, "Growth", minimum=-1)
HEADS = Column(Kind.COUNT, "Heads")
MONTH = Column(Kind.MONTH, "Month")
PERSON = Column(Kind.TEXT, "Person")
STATUS = Column(Kind.CHOICE, "Status")
WORDS = frozenset({"open", "Open", "closed"})


@pytest.mark.parametrize(
    ("column", "value", "verdict"),
    [
        (WEIGHT, None, Verdict.EMPTY),
        (WEIGHT, "", Verdict.EMPTY),
        (WEIGHT, 0.0, Verdict.FITS),
        (WEIGHT, -2.0, Verdict.OUT_OF_RANGE),
        (WEIGHT, True, Verdict.WRONG_TYPE),
        (HEADS, float("nan"), Verdict.WRONG_TYPE),
        (HEADS, float("inf"), Verdict.WRONG_TYPE),
        (MONTH, float("nan"), Verdict.WRONG_TYPE),
        (WEIGHT, "high", Verdict.WRONG_TYPE),
        (WEIGHT, "12", Verdict.NUMBER_AS_TEXT),
        (WEIGHT, "1,200.5", Verdict.NUMBER_AS_TEXT),
        (WEIGHT, "１２", Verdict.FULL_WIDTH),
        (WEIGHT, "1O", Verdict.LOOK_ALIKE),
        (WEIGHT, CellError("#REF!"), Verdict.ERROR),
        (SHARE, 0.45, Verdict.FITS),
        (SHARE, 1.0, Verdict.FITS),
        (SHARE, 45.0, Verdict.WRONG_UNIT),
        (SHARE, 450.0, Verdict.OUT_OF_RANGE),
        (SHARE, -0.1, Verdict.OUT_OF_RANGE),
        (GROWTH, 10.0, Verdict.WRONG_UNIT),
        (Column(Kind.RATIO, "Growth", minimum=-1, maximum=10), 10.0, Verdict.WRONG_UNIT),
        (Column(Kind.RATIO, "Growth", minimum=-1, maximum=10), 4.0, Verdict.FITS),
        (GROWTH, 1.5, Verdict.FITS),
        (HEADS, 3.0, Verdict.FITS),
        (HEADS, 3.5, Verdict.OUT_OF_RANGE),
        (MONTH, 46023.0, Verdict.FITS),
        (MONTH, 20260101.0, Verdict.WRONG_TYPE),
        (MONTH, "2026-01-01", Verdict.DATE_AS_TEXT),
        (MONTH, "soon", Verdict.WRONG_TYPE),
        (PERSON, "Ann Lee", Verdict.FITS),
        (PERSON, 1001.0, Verdict.FITS),
        (PERSON, "Ann Lee ", Verdict.STRAY_SPACE),
        (PERSON, "Ann  Lee", Verdict.STRAY_SPACE),
        (PERSON, "Ａnn", Verdict.FULL_WIDTH),
        (PERSON, "华东（一）", Verdict.FITS),
        (PERSON, "Nоrth", Verdict.LOOK_ALIKE),
        (PERSON, "Łukasz Żak", Verdict.FITS),
        (PERSON, "Δ Sales", Verdict.FITS),
        (STATUS, "open", Verdict.FITS),
        (STATUS, "open ", Verdict.STRAY_SPACE),
        (STATUS, "opne", Verdict.NOT_IN_LIST),
    ],
)
def test_verdict(column, value, verdict):
    words = WORDS if column is STATUS else frozenset()
    assert read(column, value, words).verdict is verdict


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234", 1234.0),
        ("€ 12", 12.0),
        ("-$5", -5.0),
        ("\u22127", -7.0),
        ("1.5e3", 1500.0),
        ("45%", 0.45),
        ("1,23", None),
        ("1.234,56", None),
        ("12 apples", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1_000", None),
    ],
)
def test_a_text_is_a_number_only_if_it_can_be_read_in_one_way(text, number):
    found = read_number(text)
    assert (None if isinstance(found, Unread) else found) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-29", None),
        ("2024-02-29", date(2024, 2, 29)),
        ("3/3/2026", date(2026, 3, 3)),
        ("13/2/2026", date(2026, 2, 13)),
        ("2/13/2026", date(2026, 2, 13)),
        ("2/3/2026", None),
        ("2026年2月3日", date(2026, 2, 3)),
        ("Mar 2026", date(2026, 3, 1)),
        ("hello", None),
    ],
)
def test_a_text_is_a_day_only_if_day_and_month_cannot_be_swapped(text, day):
    found = read_day(text)
    assert (None if isinstance(found, Unread) else found) == day


def test_what_is_meant_is_kept_for_the_repair():
    assert read(WEIGHT, "1,200").meant == 1200.0
    assert read(SHARE, 45.0).meant == 0.45
    assert read(PERSON, " Ann\u00a0Lee\u200b").meant == "Ann Lee"


def test_tidying_leaves_tidy_text_alone():
    assert tidy("North – East (1)") == "North – East (1)"
    assert not mixes_scripts("Москва")
