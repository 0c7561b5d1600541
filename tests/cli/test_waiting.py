"""A bar is shown on a terminal after a while, and nowhere else."""

from __future__ import annotations

import io
import time

import pytest

from xltargets.cli.waiting import waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("after", "shown"), [(0.01, True), (60.0, False)])
def test_only_what_takes_long_is_shown(monkeypatch: pytest.MonkeyPatch, after: float, shown: bool) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with waiting("Reading deals.csv", after):
        time.sleep(0.4)
    assert ("Reading deals.csv" in terminal.getvalue()) is shown


def test_nothing_is_written_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr("sys.stderr", file)
    with waiting("Reading deals.csv", 0.0):
        time.sleep(0.1)
    assert file.getvalue() == ""


def test_what_goes_wrong_goes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Terminal())
    with pytest.raises(ValueError, match="gone"), waiting("Reading", 0.0):
        raise ValueError("gone")
