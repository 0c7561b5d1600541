"""The checklist for Excel says of each line who has seen it; `python -m tests.checklist` tries them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checklist import LINES, NOTHING

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", (ROOT / "docs/excel-checklist.md").read_text("utf-8"), re.M
)


def test_every_line_is_known() -> None:
    assert [int(row[0]) for row in ROWS] == list(LINES)
    assert len(LINES) >= 43


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_page_says_who_has_seen_it(row: tuple[str, ...]) -> None:
    line = LINES[int(row[0])]
    assert row[3] == line.seen
    assert bool(line.tests) == (line.seen != NOTHING)


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_the_page_in_another_language_has_the_same_lines(language: str) -> None:
    """Formulas, commands and error values as they are typed and seen; one phrase for each that stands in."""
    page = (ROOT / f"docs/excel-checklist.{language}.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", page, re.M)
    assert [row[0] for row in rows] == [row[0] for row in ROWS]
    for row, right in zip(rows, ROWS, strict=True):
        assert set(re.findall(r"`[^`]+`", " ".join(row))) == set(re.findall(r"`[^`]+`", " ".join(right))), row[0]
    phrases = {(row[3], right[3]) for row, right in zip(rows, ROWS, strict=True)}
    assert len(phrases) == len({right for _own, right in phrases}) == len({own for own, _right in phrases})


@pytest.mark.parametrize("number", LINES)
def test_what_tries_it_is_there(number: int) -> None:
    for test in LINES[number].tests:
        file, *within, name = test.split("::")
        body = ast.parse((ROOT / file).read_text("utf-8")).body
        for outer in within:
            [body] = [node.body for node in body if isinstance(node, ast.ClassDef) and node.name == outer]
        assert name in {node.name for node in body if isinstance(node, ast.FunctionDef)}, test


def tried(*tests: str) -> subprocess.CompletedProcess[str]:
    """The command, for one line."""
    line = f"from tests.checklist import Line, main; raise SystemExit(main({{7: Line('a stand-in', {tests!r})}}))"
    return subprocess.run(
        [sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )


def test_a_line_is_tried() -> None:
    """By a test in a folder that has fixtures of its own, as most have."""
    done = tried("tests/addin/test_vba.py::test_a_chinese_excel_is_told_in_chinese")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "  7  seen            by a stand-in; Excel itself: not seen\n"


def test_what_cannot_be_run_is_no_success() -> None:
    done = tried("tests/hosts/no_such_file.py::test_nothing")
    assert (done.returncode, done.stdout) == (2, ""), done.stdout
    assert "could not run the tests" in done.stderr
