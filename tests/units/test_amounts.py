"""Texts as numbers and days: each reading by hand, and the same in files and in workbooks."""

from __future__ import annotations

import datetime
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xltargets.importing.figures_in_files import Ambiguous, read_amounts, read_dates
from xltargets.templates.schema import Column, Kind
from xltargets.units.amounts import Decimal, Unread, read_day, read_number
from xltargets.views.reading import SHARES, Verdict, read

POINT, COMMA = Decimal.POINT, Decimal.COMMA


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(7)", -7.0),
        ("１２", 12.0),
        ("−7", -7.0),
        ("1e3", 1000.0),
        ("2.5E-1", 0.25),
        ("20260131", 20260131.0),
        ("($1,234.50)", -1234.5),
        ("$(5)", -5.0),
        ("（￥３００）", -300.0),
        ("-$5", -5.0),
        ("$-5", -5.0),
        ("+5", 5.0),
        ("- 5", -5.0),
        ("12 €", 12.0),
        ("1 234 567", 1234567.0),
        ("1\u202f234.5", 1234.5),
        ("1'234.50", 1234.5),
        ("45 %", 0.45),
        ("(45%)", -0.45),
        ("−０．５％", -0.005),
        (".5", 0.5),
        ("5.", 5.0),
        ("007", 7.0),
        ("12\u200b", 12.0),
        ("999999999999999", 999999999999999.0),
    ],
)
def test_numbers(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(
            (text, Unread.NOTHING)
            for text in ("", "-", "()", "%", "$", "nan", "inf", "1_000", "12 apples", "31-Jan-2026")
        ),
        *((text, Unread.NOTHING) for text in ("--5", "-(5)", "(-5)", "(5", "5)", "$5$", "€$5", "$5%", "5 - 3", "1-2")),
        *((text, Unread.NOTHING) for text in ("1,23,4", "1.2.3", "1,234 567", "12 34", "1e", "1e400", "٣", "1,,234")),
        ("1,5", Unread.OTHER_DECIMAL),
        ("1.234,50", Unread.OTHER_DECIMAL),
        ("1000000000000000", Unread.TOO_LARGE),
        ("1e20", Unread.TOO_LARGE),
    ],
)
def test_what_is_no_number(text: str, reason: Unread) -> None:
    assert read_number(text) is reason


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,50", 1234.5),
        ("1,5", 1.5),
        ("2.000", 2000.0),
        ("(7,25)", -7.25),
        ("1 234,50 €", 1234.5),
        ("12,5 %", 0.125),
    ],
)
def test_numbers_with_a_decimal_comma(text: str, number: float) -> None:
    assert read_number(text, COMMA) == number


def test_a_percentage_is_no_amount() -> None:
    assert read_number("45%", shares=False) is Unread.SHARE
    assert read_amounts(["45%"])[0] == [None]
    assert read_amounts(["45%"], shares=True)[0] == [0.45]
    assert read(Column(Kind.AMOUNT, "Amount"), "45%").verdict is Verdict.WRONG_TYPE
    assert read(Column(Kind.RATIO, "Share"), "45%").meant == 0.45


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31",
        "2026/1/31",
        "2026.01.31",
        "20260131",
        "31/01/2026",
        "1/31/2026",
        "31.01.2026",
        "31-Jan-2026",
        "31 January 2026",
        "Jan 31, 2026",
        "january 31 2026",
        "2026年1月31日",
        "２０２６年１月３１日",
        "2026 年 1 月 31 日",
        "2026年1月31號",
        "2026-01-31T23:59:59",
        "2026-01-31 23:59:59.123Z",
        "2026-01-31 10:30:00+08:00",
        "1/31/2026 2:30 PM",
        "2026/1/31 下午 02:30:00",
    ],
)
def test_one_day_in_many_spellings(text: str) -> None:
    assert read_day(text) == datetime.date(2026, 1, 31)


@pytest.mark.parametrize("text", ["2026-01", "2026年1月", "Jan 2026", "January-2026", "2026/1"])
def test_a_month_is_its_first_day(text: str) -> None:
    assert read_day(text) == datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *((text, Unread.NOTHING) for text in ("", "soon", "45000", "26-01-31", "31-Foo-2026", "2026-01-31 rubbish")),
        *((text, Unread.NOTHING) for text in ("2026-01-31 - 2026-02-28", "2026-01-31 99:99", "31/01-2026", "2026")),
        ("03/04/2026", Unread.EITHER_ORDER),
        ("2026-02-30", Unread.NO_SUCH_DAY),
        ("30/02/2026", Unread.NO_SUCH_DAY),
        ("1066-10-14", Unread.NO_SUCH_DAY),
        ("20261331", Unread.NO_SUCH_DAY),
    ],
)
def test_what_is_no_day(text: str, reason: Unread) -> None:
    assert read_day(text) is reason


def test_the_order_decides_where_it_is_given() -> None:
    assert read_day("03/04/2026", "dmy") == datetime.date(2026, 4, 3)
    assert read_day("03/04/2026", "mdy") == datetime.date(2026, 3, 4)
    assert read_day("31/01/2026", "mdy") is Unread.NO_SUCH_DAY


def told(kind: Kind, text: str) -> object:
    """What the validator takes a text for, where it can tell; letters that look like digits are its own guess."""
    reading = read(Column(kind, "A"), text)
    return None if reading.verdict is Verdict.LOOK_ALIKE else reading.meant


PIECES = st.lists(
    st.sampled_from(
        [
            *"0123456789",
            *"..,,--+()%e '’$€￥−１２",
            "1,234",
            "(7)",
            "1e3",
            "20260131",
            "31",
            "/",
            "Jan",
            "2026",
            "年",
            "月",
            "日",
        ]
    ),
    max_size=8,
).map("".join)
TEXTS = PIECES | st.text(max_size=12)


@given(TEXTS, st.sampled_from([Kind.AMOUNT, Kind.NUMBER, Kind.RATIO, Kind.COUNT]))
@example("(7)", Kind.AMOUNT)
@example("１２", Kind.AMOUNT)
@example("−7", Kind.NUMBER)
@example("1e3", Kind.AMOUNT)
@example("20260131", Kind.AMOUNT)
@example("45 ％", Kind.RATIO)
@example("1,5", Kind.AMOUNT)
def test_files_and_workbooks_are_read_alike(text: str, kind: Kind) -> None:
    """The same number or none; only a column can tell that it is written with a decimal comma, which is told."""
    shares = kind in SHARES
    beside_a_point = read_amounts([text, "1,234.5"], shares=shares)[0][0]
    assert beside_a_point == told(kind, text)
    [alone], comma = read_amounts([text], shares=shares)
    assert alone == told(kind, text) or comma == text
    assert alone is None or math.isfinite(alone)


@given(TEXTS | st.dates(datetime.date(1901, 1, 1), datetime.date(2199, 12, 31)).map(str))
@example("20260131")
@example("31-Jan-2026")
@example("03/04/2026")
def test_days_of_files_and_workbooks_are_read_alike(text: str) -> None:
    try:
        [found] = read_dates([text])
    except Ambiguous:
        found = None
    assert found == told(Kind.DATE, text)


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["", ",", " ", "'"]))
def test_what_is_written_is_read(number: object, between: str) -> None:
    written = f"{number:,}".replace(",", between)
    assert read_number(written) == float(str(number))
    swapped = written.translate(str.maketrans(",.", ".,"))
    assert read_number(swapped, COMMA) == float(str(number))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("115/3/1", (2026, 3, 1)),
        ("115.03.01", (2026, 3, 1)),
        ("1150301", (2026, 3, 1)),
        ("115/3", (2026, 3, 1)),
        ("115年3月1日", (2026, 3, 1)),
        ("民國115年3月1日", (2026, 3, 1)),
        ("99-12-31", (2010, 12, 31)),
        ("2026/3/1", (2026, 3, 1)),
        ("20260301", (2026, 3, 1)),
    ],
)
def test_days_by_the_years_of_taiwan(text: str, day: tuple[int, int, int]) -> None:
    """Year 1 is 1912; years of four digits are everybody's."""
    assert read_day(text, "minguo") == datetime.date(*day)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("115/3/1", "REPUBLIC_YEAR"),
        ("115年3月", "REPUBLIC_YEAR"),
        ("115/13/1", "NO_SUCH_DAY"),
        ("205/3/1", "NOTHING"),
        ("1150301", "NOTHING"),
        ("115.3", "NOTHING"),
        ("115-3", "NOTHING"),
    ],
)
def test_a_year_of_three_digits_is_not_taken_for_granted(text: str, why: str) -> None:
    assert read_day(text) is Unread[why]
