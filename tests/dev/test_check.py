"""One command checks all: in order, and up to the first that fails unless it is told to go on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.dev import checks
from xltargets.dev.__main__ import main


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Three checks, of which the second fails; each leaves a file."""
    made = {
        name: (sys.executable, "-c", f"open({str(tmp_path / name)!r}, 'w'); raise SystemExit({name == 'second'})")
        for name in ("first", "second", "third")
    }
    monkeypatch.setattr(checks, "CHECKS", made)
    return tmp_path


@pytest.mark.parametrize(
    ("options", "ran"), [([], {"first", "second"}), (["--keep-going"], {"first", "second", "third"})]
)
def test_a_check_that_fails_is_named(three: Path, options: list[str], ran: set[str]) -> None:
    done = CliRunner().invoke(main, ["check", *options])
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "Failed: second."
    assert {path.name for path in three.iterdir()} == ran


def test_ci_runs_the_same() -> None:
    script = (Path(__file__).parents[2] / ".ci" / "run").read_text(encoding="utf-8")
    for name, (program, *arguments) in checks.CHECKS.items():
        if name != "tests":
            called = "python" if program == sys.executable else program
            assert f".venv/bin/{' '.join([called, *arguments])}\n" in script, name
