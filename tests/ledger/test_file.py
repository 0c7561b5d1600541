"""The file: whole or not at all, and told by line and column where it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ledger.small import YEAR, Unit, close, month, year
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.earning import Person, Team
from xltargets.ledger.entry import FIELDS, LedgerProblem
from xltargets.ledger.file import as_text, parse, read_ledger, write_ledger

if TYPE_CHECKING:
    from pathlib import Path

TWO = year([1200, 800])


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    write_ledger(path, TWO, Ledger())
    assert read_ledger(path).entries == TWO.entries
    assert path.read_bytes().startswith(b"\xef\xbb\xbfnumber,entry,period,of,")
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.csv"]


def test_any_name_is_one_line_and_no_formula() -> None:
    """Names from workbooks: formulas, quotes, breaks, letters in two parts."""
    names = ["=HYPERLINK(1)", 'Bo "B", Jr.', "Jose\u0301\tLi\nX", "李 明", "@x"]
    people = tuple(Person(person_id=str(n), person=name, months=(month(YEAR, 10),)) for n, name in enumerate(names))
    ledger = close(Ledger(), YEAR, Team(unit=Unit(unit_id="", unit="+N", currency="EUR"), people=people))
    again = parse(as_text(ledger), "ledger.csv")
    assert again.entries == ledger.entries
    assert flaws_of(again) == []
    held = [one.person for one in again.standing("paid")]
    assert held == ["'=HYPERLINK(1)", 'Bo "B", Jr.', "José Li X", "李 明", "'@x"]


def test_a_ledger_that_a_spreadsheet_program_saved_again_is_still_whole() -> None:
    """LibreOffice writes 1200 for 1200.00 and other line ends; that changes no value."""
    saved = as_text(TWO).replace(".00,", ",").replace("\n", "\r\n")
    assert saved != as_text(TWO)
    assert parse(saved, "ledger.csv").entries == TWO.entries


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2026-01,,,,", "Jan 26,,,,", "ledger.csv, line 2, column period"),
        (",30.00,", ',"30,00",', "expected an amount as 1234.50"),
        ("number,entry", "number;entry", "is no ledger of xltargets"),
        (",close,", ",closed,", "expected one of close, opening, earned, paid, unit, rate, reopen, payroll"),
        ("2026-04-02", "2.4.2026", "expected a day as 2026-03-31"),
        ("\n2,unit", "\n,unit", "expected the number of the entry"),
    ],
)
def test_what_is_no_ledger_is_told_with_its_cell(before: str, after: str, told: str) -> None:
    text = as_text(TWO)
    if before == "2026-01,,,,":
        before = "close,2026-01,"
        after = "close,Jan 26,"
    assert before in text
    with pytest.raises(LedgerProblem) as problem:
        parse(text.replace(before, after, 1), "ledger.csv")
    assert told in problem.value.sentence()


def test_a_file_that_was_cut_within_a_line_is_told() -> None:
    text = as_text(TWO)
    with pytest.raises(LedgerProblem, match=r"line 9 has [0-9]+ columns; expected 23"):
        parse(text[: text.rindex("paid") + 30], "ledger.csv")
    assert len(FIELDS) == 23


def test_what_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerProblem, match="is not there"):
        read_ledger(tmp_path / "none.csv")
    assert read_ledger(tmp_path / "none.csv", must_be=False).entries == ()
    (tmp_path / "x.csv").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(LedgerProblem, match="no text in UTF-8"):
        read_ledger(tmp_path / "x.csv")


def test_what_somebody_else_wrote_in_the_meantime_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    one = year([1200])
    write_ledger(path, one, Ledger())
    write_ledger(path, TWO, one)
    with pytest.raises(LedgerProblem, match="changed by somebody else"):
        write_ledger(path, year([1200, 999]), one)
    assert read_ledger(path).entries == TWO.entries


def test_a_run_that_is_broken_off_leaves_the_old_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.csv"
    one = year([1200])
    write_ledger(path, one, Ledger())
    monkeypatch.setattr("os.fsync", lambda _descriptor: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_ledger(path, TWO, one)
    assert read_ledger(path).entries == one.entries
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.csv"]
