"""A folder that fills: complete, closed, changed, gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fleets.many import counted, run, submissions
from xltargets.fleets import keeping, watching
from xltargets.fleets.store import opened
from xltargets.fleets.watching import Watch, is_open
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings

VALIDATOR = Validator(Settings(), 46112.0)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_file_counts_once_it_has_settled_and_again_when_it_changes(tmp_path: Path) -> None:
    clock = Clock()
    watch = Watch(tmp_path, clock, settled=4.0)
    (first,) = submissions(tmp_path, 1)
    assert watch.look() == ([], [])
    clock.now = 2.0
    first.write_bytes(first.read_bytes() + b"\0")  # still being written
    assert watch.look() == ([], [])
    clock.now = 5.0
    assert watch.look() == ([], [])
    clock.now = 6.0
    assert watch.look() == ([first], [])
    assert watch.look() == ([], [])
    first.write_bytes(b"PK")
    assert watch.look() == ([], [])
    clock.now = 10.0
    assert watch.look() == ([first], [])
    first.unlink()
    assert watch.look() == ([], [first])


@pytest.mark.parametrize("beside", ["~$0000.xlsx", "~$00.xlsx", ".~lock.0000.xlsx#"])
def test_a_file_that_is_open_waits(tmp_path: Path, beside: str) -> None:
    clock = Clock()
    watch = Watch(tmp_path, clock, settled=0.0)
    (first,) = submissions(tmp_path, 1)
    lock = tmp_path / beside
    lock.write_bytes(b"Ann")
    watch.look()
    assert is_open(first)
    assert watch.look() == ([], [])
    lock.unlink()
    assert watch.look() == ([first], [])


def test_the_store_follows_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = submissions(tmp_path / "in", 3)
    monkeypatch.setattr(keeping, "check_all", lambda asked, keeper, jobs: map(keeper.check, asked))
    looks = 0

    def sleep(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            files[0].unlink()
        if looks == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching.time, "sleep", sleep)
    state = tmp_path / "state"
    with opened(state, print) as store:
        told = list(watching.watched(tmp_path / "in", VALIDATOR, store, 1, Watch(tmp_path / "in", settled=0.0)))
    assert [one.path for one in told] == files
    assert counted(state, "select path, status, checked from files order by path") == [
        (str(one.path), "accepted" if one.accepted else "refused", 1) for one in told[1:]
    ]


def test_it_needs_a_store(tmp_path: Path) -> None:
    result = run("validate", "--watch", tmp_path)
    assert result.exit_code == 2
    assert "--watch needs --store" in result.stderr


def test_something_has_to_be_named() -> None:
    result = run("validate")
    assert result.exit_code == 2
    assert "Missing argument 'PATHS...'" in result.stderr
