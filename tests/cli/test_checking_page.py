"""The page on checking: its commands do what it says, as typed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.writing import company
from xltargets.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "checking.md"
COMMANDS = re.findall(r"^xltargets (.*?)\s*(?:#.*)?$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def _often(command: str) -> bool:
    return not command.startswith("validate") or "--annotate" in command


@pytest.mark.parametrize(
    "command", [pytest.param(one, marks=() if _often(one) else pytest.mark.nightly) for one in COMMANDS]
)
def test_a_command_of_the_page(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("may", "june", "submissions"):
        (tmp_path / folder).mkdir()
        shutil.copy(company() / "plans" / "plan.xlsx", tmp_path / folder / "north-plan.xlsx")
    shutil.copy(company() / "company-plan.xlsx", tmp_path)
    result = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    for option in ("--annotate", "--fix"):
        if option in command:
            assert str(shlex.split(command)[-1]).rstrip("/") in result.stderr
    if "html:" in command:
        assert (tmp_path / "findings.html").exists()


def test_the_page_has_its_commands() -> None:
    assert len(COMMANDS) >= 8
    assert {command.split()[0] for command in COMMANDS} == {"validate", "diff", "dump"}
