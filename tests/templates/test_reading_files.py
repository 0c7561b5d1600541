"""Encodings, dates and amounts of people's own files: read as they are meant, or not at all."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from xltargets.errors import CellError, Phrase
from xltargets.importing.encodings import decode
from xltargets.importing.figures_in_files import Ambiguous, read_amounts, read_dates
from xltargets.importing.sources import Deals
from xltargets.importing.tables_in_files import SourceProblem, read_source

ROWS = "rep,date,amount\n{names}\n"
SIMPLIFIED = ROWS.format(names="张伟,2025-01-05,3\n王芳,2025-01-06,4\n李娜,2025-01-06,4")
TRADITIONAL = ROWS.format(names="王芳,2025-01-05,3\n陳偉,2025-01-06,4\n林雅婷,2025-01-06,4")
WESTERN = ROWS.format(names="José Núñez,2025-01-05,3\nAndréa Müller,2025-01-06,4\nÅsa,2025-01-06,4")


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (SIMPLIFIED, "utf-8", None),
        (TRADITIONAL, "utf-8-sig", None),
        (WESTERN, "utf-16", None),
        (SIMPLIFIED, "gb18030", "GB 18030 (simplified Chinese)"),
        (TRADITIONAL, "big5", "Big5 (traditional Chinese)"),
        (WESTERN, "cp1252", "Windows-1252"),
    ],
)
def test_a_text_is_read_in_its_own_encoding(text: str, encoding: str, told: str | None) -> None:
    found = decode(text.encode(encoding), lambda _text: 0)
    assert found is not None
    assert (found.text, found.guessed) == (text, told)


def test_known_headers_tell_the_encoding_best() -> None:
    content = "業務,金額\nAnn,3".encode("big5")
    found = decode(content, lambda text: "業務" in text)
    assert found is not None
    assert found.text.startswith("業務,金額")


@pytest.mark.parametrize("content", [b"\xff\xff\xff\xff", b"PK\x03\x04\x00\x00\xff", b"\xef\xbb\xbf\xff"])
def test_what_is_no_text_is_not_read(content: bytes) -> None:
    assert decode(content, lambda _text: 0) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-05", (2025, 3, 5)),
        ("2025/3/5", (2025, 3, 5)),
        ("2025.3.5", (2025, 3, 5)),
        ("20250305", (2025, 3, 5)),
        ("2025年3月5日", (2025, 3, 5)),
        ("2025年3月", (2025, 3, 1)),
        ("2025-03", (2025, 3, 1)),
        ("2025-03-05T23:59:59", (2025, 3, 5)),
        ("2025-03-05 00:00", (2025, 3, 5)),
        ("２０２５-03-05", (2025, 3, 5)),
        ("5 Mar 2025", (2025, 3, 5)),
        ("March 5, 2025", (2025, 3, 5)),
        ("Mar-2025", (2025, 3, 1)),
        (datetime.datetime(2025, 3, 5, 12), (2025, 3, 5)),
        ("31/12/2025", (2025, 12, 31)),
        ("12/31/2025", (2025, 12, 31)),
        ("31.12.2025", (2025, 12, 31)),
        ("05/05/2025", (2025, 5, 5)),
    ],
)
def test_dates(written: object, day: tuple[int, int, int]) -> None:
    assert read_dates([written]) == [datetime.date(*day)]


@pytest.mark.parametrize("written", ["", "soon", "2025-13-01", "2025-02-30", "25-03-05", "45000", 45000.0, None, True])
def test_what_is_no_date(written: object) -> None:
    assert read_dates([written]) == [None]


def test_one_day_above_twelve_tells_the_order_of_all() -> None:
    assert read_dates(["03/04/2025", "13/04/2025"])[0] == datetime.date(2025, 4, 3)
    assert read_dates(["03/04/2025", "04/13/2025"])[0] == datetime.date(2025, 3, 4)


def test_an_order_that_nothing_tells_is_asked_for() -> None:
    with pytest.raises(Ambiguous, match="--dates dmy"):
        read_dates(["2025-01-01", "03/04/2025"])
    assert read_dates(["03/04/2025"], "mdy") == [datetime.date(2025, 3, 4)]
    assert read_dates(["03/04/2025"], "dmy") == [datetime.date(2025, 4, 3)]


def test_mixed_orders_are_refused() -> None:
    with pytest.raises(Ambiguous, match="day first and month first"):
        read_dates(["13/04/2025", "04/13/2025"])


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1054", 1054),
        ("1,054", 1054),
        ("1,234,567.89", 1234567.89),
        ("$1,054.50", 1054.5),
        ("¥３００", 300),
        ("-20", -20),
        ("(30)", -30),
        ("1e3", 1000),
        (7, 7),
        (7.5, 7.5),
        ("12,34", 12.34),
        ("1.234,50", 1234.5),
        ("1 234,50 €", 1234.5),
    ],
)
def test_amounts(written: object, amount: float) -> None:
    assert read_amounts([written])[0] == [amount]


@pytest.mark.parametrize(
    "written",
    ["", "n/a", "nan", "inf", "1e400", "1.2.3", "1,23,4", "(-30)", "45%", True, None, float("nan"), CellError("#N/A")],
)
def test_what_is_no_amount(written: object) -> None:
    assert read_amounts([written])[0] == [None]


def test_one_way_of_writing_amounts_holds_for_the_column() -> None:
    """2.000 is two thousand beside 1.234,50, and two elsewhere; where both ways are certain, the comma is not."""
    assert read_amounts(["1.234,50", "2.000"]) == ([1234.5, 2000], "1.234,50")
    assert read_amounts(["2.000"]) == ([2], None)
    assert read_amounts(["1.234,50", "1,234.50"]) == ([None, 1234.5], None)


def test_a_reason_is_translated_with_its_sentence() -> None:
    problem = SourceProblem("In {path}, {reason}.", path="a.csv", reason=Phrase("{example} is unclear", example="3/4"))
    words = {"In {path}, {reason}.": "{path}：{reason}。", "{example} is unclear": "{example} 不明确"}
    assert problem.sentence(words.__getitem__) == "a.csv：3/4 不明确。"


def test_cells_beyond_the_last_header_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("rep,date,amount\nAnn,2025-01-05,1,200\n")
    with pytest.raises(SourceProblem, match="more cells than there are headers"):
        read_source(path, Deals, {})
    path.write_text("rep,date,amount\nAnn,2025-01-05,1200,\n")  # only a comma too many
    assert list(read_source(path, Deals, {}).frame["amount"]) == ["1200"]


def test_a_workbook_with_odd_cells(tmp_path: Path) -> None:
    """A day that no calendar has, a missing header, and a header that stands twice."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (["Rep", None, "Date", "Amount", "Amount"], ["Ann", "x", 3e9, 5, 6], ["Bo", "y", 45722, 7, 8]):
        sheet.append(row)
    for cell in ("C2", "C3"):
        sheet[cell].number_format = "yyyy-mm-dd"
    path = tmp_path / "deals.xlsx"
    book.save(path)
    frame = read_source(path, Deals, {}).frame
    assert list(frame["amount"]) == [5, 7]
    assert read_dates(frame["closed"]) == [None, datetime.date(2025, 3, 6)]
