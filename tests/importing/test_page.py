"""The commands of the page on imports run as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.cli.new import command as new
from xltargets.cli.replan import command as replan

PAGE = Path(__file__).parents[2] / "docs" / "imports.md"
FILES = {
    "deals.csv": "Owner,Customer,Close date,Amount,Stage\nAnn,Elm,2025-02-01,100,Won\nBo,Oak,2025-03-01,50,Lost\n",
    "team.csv": "Person,Team,Quota\nAnn,Fox,120\nBo,Fox,80\nTotal,,200\n",
    "targets.csv": "Owner,Jan 2026,Feb 2026\nAnn,1,2\nBo,3,4\n",
}


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        Path(name).write_text(content)
    commands = PAGE.read_text(encoding="utf-8").partition("```sh\n")[2].partition("```")[0].splitlines()
    assert len(commands) == 6
    for command in commands:
        done = CliRunner().invoke(main, shlex.split(command)[1:])
        assert done.exit_code == 0, (command, done.output)
    assert {path.name for path in tmp_path.iterdir()} - set(FILES) == {
        *("plan.xlsx", "left-out.csv", "targets.xlsx", "log.xlsx")
    }


def test_the_options_are_there() -> None:
    options = {option for one in (*new.params, *replan.params) for option in one.opts}
    words = set(re.findall(r"--[a-z][a-z-]+", PAGE.read_text(encoding="utf-8")))
    assert words <= options
    assert {"--map", "--rates", "--targets", "--rejects"} <= words
