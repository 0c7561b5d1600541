"""Approval of changes: who may, what is filled in, and what comes into force by it."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.hosts.fake_excel import Book
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.hosts.excel import actions as excel_actions
from xltargets.locale import translator
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling

DAY = datetime.date
NEW_TOTAL = {"kind": "total", "scope": "Year", "before": 1200, "after": 1260, "effective": DAY(2026, 7, 1)}


def row(**values: object) -> dict[str, object]:
    return {"day": DAY(2026, 3, 5), "reason": "Ports are late", "by": "Ann Lee", **values}


def plan(path: Path, *changes: dict[str, object], language: str = "en") -> Path:
    """1,200 for the year, the same each month, for two people of equal size."""
    settings = {"unit": "North", "owner": "Ann Lee", "currency": "USD", "year_start": DAY(2026, 1, 1), "agreed": 1200}
    tables = {
        "units": [{"person": "Ann Lee", "own_weight": 1}, {"person": "Bo Chen", "own_weight": 1}],
        "periods": [{} for _ in range(12)],
        "approvers": [{"approver": "Hanna Weiss", "person_id": "007"}, {"approver": "Ann Lee"}],
        "changes": list(changes),
    }
    filling = Filling({"settings": settings}, tables)
    build(TEMPLATES["target-plan"], path, filling, language=language, translate=translator(language))
    return path


def run(*arguments: object, day: str = "2026-03-31") -> Result:
    return CliRunner().invoke(main, ["adopt", *map(str, arguments), "--as-of", day])


def cells(path: Path, sheet: str, *columns: int) -> list[tuple[object, ...]]:
    lines = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(min_row=5, values_only=True)
    return [tuple(line[column] for column in columns) for line in lines if line[0]]


def test_what_is_approved_comes_into_force(tmp_path: Path) -> None:
    """Known by an id that begins with zeros; 60 more from July on are 10 a month."""
    path = plan(tmp_path / "a.xlsx", row(**NEW_TOTAL))
    assert [line[5] for line in cells(path, "Periods", *range(6))][:12] == [100] * 12
    before = path.read_bytes()
    done = run(path, "--by", "007")
    assert done.exit_code == 0, done.output
    assert "1 change is approved by Hanna Weiss." in done.output
    assert "Changes!B5 Year" in done.output
    assert cells(path, "Changes", 6, 10) == [("Hanna Weiss", datetime.datetime(2026, 3, 31))]
    assert [line[0] for line in cells(path, "Periods", 5)][:12] == [100] * 6 + [110] * 6
    [backup] = (tmp_path / ".xltargets" / "backup").iterdir()
    assert backup.read_bytes() == before
    checked = CliRunner().invoke(main, ["validate", str(path), "--as-of", "2026-04-02", "--isolated"])
    assert checked.exit_code == 0, checked.output


def test_what_ended_before_the_approval_stays(tmp_path: Path) -> None:
    path = plan(tmp_path / "a.xlsx", row(**NEW_TOTAL))
    assert run(path, "--by", "hanna weiss", day="2026-10-15").exit_code == 0
    assert [line[0] for line in cells(path, "Periods", 5)][:12] == [100] * 9 + [120] * 3


def test_nobody_approves_their_own(tmp_path: Path) -> None:
    other = row(**{**NEW_TOTAL, "scope": "2026-08", "before": 100, "after": 90, "effective": None, "by": "Bo Chen"})
    path = plan(tmp_path / "a.xlsx", row(**NEW_TOTAL), other)
    done = run(path, "--by", "Ann Lee")
    assert done.exit_code == 0
    assert "Changes!B5 Year: waits for another approver" in done.output
    assert cells(path, "Changes", 6) == [(None,), ("Ann Lee",)]
    before = path.read_bytes()
    again = run(path, "--by", "Ann Lee")
    assert again.exit_code == 2
    assert "expected another approver than the one who made the changes: Changes!B5 Year" in again.output
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--by", "Bo Chen"], "expected an approver of the sheet Company, which lists Hanna Weiss, Ann Lee"),
        (["--by", "7"], "expected an approver"),
        (["--by", "007", "--row", "6"], "expected rows of the sheet Changes that wait for approval: 5"),
    ],
)
def test_what_is_refused(tmp_path: Path, options: list[str], says: str) -> None:
    path = plan(tmp_path / "a.xlsx", row(**NEW_TOTAL), row(scope="Year", before=1, after=2))
    before = path.read_bytes()
    done = run(path, *options)
    assert (done.exit_code, says in done.output) == (2, True), done.output
    assert path.read_bytes() == before


def test_one_row_of_several_into_another_file(tmp_path: Path) -> None:
    path = plan(tmp_path / "a.xlsx", row(**NEW_TOTAL), row(**{**NEW_TOTAL, "scope": "2026-09"}))
    assert run(path, "--by", "007", "--row", "6", "-o", tmp_path / "b.xlsx").exit_code == 0
    assert cells(tmp_path / "b.xlsx", "Changes", 6) == [(None,), ("Hanna Weiss",)]
    assert cells(path, "Changes", 6) == [(None,), (None,)]


def test_nothing_to_approve_and_older_plans(tmp_path: Path) -> None:
    done = run(plan(tmp_path / "a.xlsx"), "--by", "007")
    assert (done.exit_code, "no change that waits for approval" in done.output) == (2, True)
    older = Path(__file__).parents[1] / "fixtures" / "workbooks" / "v1" / "en" / "target-plan-sample.xlsx"
    done = run(older, "--by", "007", "-o", tmp_path / "b.xlsx")
    assert (done.exit_code, "xltargets upgrade makes it one" in done.output) == (2, True)
    assert not (tmp_path / "b.xlsx").exists()


def test_in_a_chinese_plan(tmp_path: Path) -> None:
    path = plan(tmp_path / "a.xlsx", row(**{**NEW_TOTAL, "scope": "全年"}), language="zh-CN")
    assert run(path, "--by", "007").exit_code == 0
    book = openpyxl.load_workbook(path, data_only=True)
    assert [book["月度分解"].cell(line, 6).value for line in range(5, 17)] == [100] * 6 + [110] * 6


def test_the_button_approves_in_the_name_that_was_typed(tmp_path: Path) -> None:
    path = plan(tmp_path / "a.xlsx", row(**NEW_TOTAL))
    book = Book(path)
    excel_actions.press_in(book, "adopt", "en", lambda: 46112.0)
    [(mode, said)] = book.said
    assert (mode, said.splitlines()[0]) == ("info", "1 change is approved by Hanna Weiss.")
    assert [cell.value for cell in book.kept["Changes"][5]][6] == "Hanna Weiss"
    book.typed = "Somebody"
    excel_actions.press_in(book, "adopt", "en", lambda: 46112.0)
    assert book.said[1][1].startswith('Who approves: found "Somebody"; expected an approver of the sheet Company')
