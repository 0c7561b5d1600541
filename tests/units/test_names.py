"""Which names are one, and which are two."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

import xltargets
from tests.libreoffice import convert, needs_libreoffice
from xltargets.units.names import fold_case, for_file, header_key, name_key, tidy

SOURCES = sorted(Path(xltargets.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna", "anna"),
        ("North Harbour", " north\u00a0 harbour\u200b"),
        ("Ａｎｎａ１", "anna1"),
        ("华东（一）", "华东(一)"),
        ("José", "Jose\u0301"),
        ("WEIẞ", "Weiß"),
        ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ("Ann\nLee", "Ann Lee"),
        ("\u202aAnn\u202c", "Ann"),
        (7.0, "7"),
        (None, " \u3000"),
    ],
)
def test_the_same_name(one: object, other: object) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Harbour", "North Harbor"),
        ("Weiß", "Weiss"),
        ("José", "Jose"),
        ("007", "7"),
        ("Li", "Li*"),
        ("Ann Lee", "AnnLee"),
        ("Ann-Lee", "Ann Lee"),
        ("王伟", "王偉"),
        ("İpek", "ipek"),
        ("Аnna", "Anna"),  # the first begins with a Cyrillic letter
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text())
def test_a_key_is_its_own_key_and_tidying_changes_no_name(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
    assert name_key(tidy(text)) == name_key(text)
    assert tidy(tidy(text)) == tidy(text)
    assert header_key(header_key(text)) == header_key(text)


@given(st.text(), st.text())
def test_whoever_folds_alike_is_alike_for_python_too(one: str, other: str) -> None:
    """Simple folding joins nothing that Unicode's full folding keeps apart."""
    if fold_case(one) == fold_case(other):
        assert unicodedata.normalize("NFKC", one).casefold() == unicodedata.normalize("NFKC", other).casefold()


@pytest.mark.parametrize("written", ["Close Date", "close_date", "CLOSEDATE", " Close\u00a0Date ", "\ufeffclose＿date"])
def test_a_header_is_recognised(written: str) -> None:
    assert header_key(written) == header_key("Close date")


def test_another_header_is_not() -> None:
    assert header_key("Closed") != header_key("Close date")
    assert header_key("Amount") != header_key("Amount 2")


def test_names_of_files() -> None:
    assert for_file(" Ｎorth / Harbour ") == "north-harbour"
    assert for_file("///") == ""


@needs_libreoffice
def test_case_is_folded_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """SUMIFS of LibreOffice tells apart and joins what `fold_case` does."""
    pairs = [
        ("Weiß", "WEISS"),
        ("Weiß", "WEIẞ"),
        ("Σ", "ς"),
        ("Ä", "ä"),
        ("İ", "i"),
        ("Ann Lee", "Ann  Lee"),
        ("A", "Ａ"),
    ]
    path = tmp_path / "case.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, (one, other) in enumerate(pairs, 1):
            sheet.write_row(row - 1, 0, [one, other, 1])
            sheet.write_formula(row - 1, 3, f"=SUMIFS(C{row}:C{row},A{row}:A{row},B{row})")
    rows = openpyxl.load_workbook(convert(path, tmp_path), data_only=True).worksheets[0].iter_rows(values_only=True)
    assert [bool(row[3]) for row in rows] == [fold_case(one) == fold_case(other) for one, other in pairs]


def test_names_are_compared_in_one_place() -> None:
    """Only names fold case; file names are merely sorted so, also those in a ZIP."""
    folding = {path.name for path in SOURCES if "casefold()" in path.read_text(encoding="utf-8")}
    assert folding == {"names.py", "paths.py", "zips.py"}
    assert [path for path in SOURCES if "def _plain(" in path.read_text(encoding="utf-8")] == []
