"""`xltargets eval`: what it prints, and how it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from xltargets.cli import main


def evaluate(*arguments: str):
    return CliRunner().invoke(main, ["eval", *arguments])


def test_a_spilled_table_is_printed() -> None:
    result = evaluate("=TARGET_SPLIT(100,{1;1;1})")
    assert result.exit_code == 0
    assert result.output == "34\n33\n33\n"


def test_columns_line_up() -> None:
    assert evaluate("=TARGET_SPLIT(110,{1,10})").output == "10  100\n"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=TARGET_SPLIT(100,{1;1;1})", [[34], [33], [33]]),
        ("=SUM(TARGET_SPLIT(100,{1;1;1}))", 100),
        ("=ACHIEVEMENT(90,100)", 0.9),
        ("=ACHIEVEMENT_STATUS(0.9)", "Amber"),
        ("=1=1", True),
        ("TARGET_SPLIT(4,{1,1})", [[2, 2]]),
    ],
)
def test_json_is_a_scalar_or_rows(formula: str, value: object) -> None:
    result = evaluate(formula, "--json")
    assert result.exit_code == 0
    assert json.loads(result.output) == value


def test_an_error_says_why() -> None:
    result = evaluate("=TARGET_SPLIT(100,{1;-2;1})", "--json")
    assert result.exit_code == 1
    assert json.loads(result.output) == {
        "error": "#NUM!",
        "message": "weights, element 2: found -2; expected 0 or more.",
    }
    assert evaluate("=TARGET_SPLIT(100,{1;-2;1})").output.startswith("#NUM!  weights, element 2")


@pytest.mark.parametrize(
    ("formula", "code"),
    [('=TARGET_SPLIT(100,{1;"x"})', "#VALUE!"), ("=ACHIEVEMENT(1,0)", "#DIV/0!"), ("=1/0", "#DIV/0!")],
)
def test_error_values(formula: str, code: str) -> None:
    result = evaluate(formula, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["error"] == code


def test_a_formula_that_is_none(tmp_path: Path) -> None:
    for formula in ("=TARGET_SPLIT(", "=)", "", "=NO_SUCH_FUNCTION(1)"):
        result = evaluate(formula, "--json")
        assert result.exit_code in (1, 2)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)


def test_the_clock_is_given() -> None:
    formula = "=TARGET_PACE(60,100,DATE(2026,1,1),DATE(2026,1,31))"
    assert json.loads(evaluate(formula, "--json", "--as-of", "2026-01-15").output) == pytest.approx(1.2)
    result = evaluate(formula, "--as-of", "15.1.2026")
    assert result.exit_code == 2
    assert "write it as 2026-09-30" in result.output


def test_among_the_cells_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, values in {"One": (1, 1, 2), "Two": (5, 5, 0)}.items():
            sheet = book.add_worksheet(name)
            sheet.write_column("A1", values)
    before = path.read_bytes()
    assert evaluate("=TARGET_SPLIT(100,A1:A3)", "--workbook", str(path)).output == "25\n25\n50\n"
    assert evaluate("=TARGET_SPLIT(100,A1:A3)", "--workbook", str(path), "--sheet", "Two").output == "50\n50\n 0\n"
    assert evaluate("=SUM(Two!A1:A3)", "--workbook", str(path)).output == "10\n"
    assert path.read_bytes() == before
    result = evaluate("=1", "--workbook", str(path), "--sheet", "Three")
    assert result.exit_code == 2
    assert "has no sheet 'Three'; it has One, Two." in result.output


@pytest.mark.parametrize("content", [b"", b"not a workbook", None], ids=["empty", "text", "missing"])
def test_what_is_no_workbook(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "book.xlsx"
    if content is not None:
        path.write_bytes(content)
    result = evaluate("=1", "--workbook", str(path))
    assert result.exit_code == 2
    assert "book.xlsx" in result.output
    assert "Traceback" not in result.output
