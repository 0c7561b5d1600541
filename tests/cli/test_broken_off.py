"""Commands that cannot finish: a full disk, a kill, limits, two at a time. Whole files, old or new; nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.writing import (
    COMMANDS,
    OLD,
    OURS,
    SAMPLE,
    SOURCE,
    Writing,
    broken,
    fresh,
    held,
    leftovers,
    start,
)
from tests.workbooks.packages import parts_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither of these limits")
KILLING = Path(__file__).parent / "killing"
PATIENCE = 600
of_each_command = pytest.mark.parametrize("writing", COMMANDS, ids=lambda one: one.name)
OFTEN = {"refresh", "hand-out", "validate --annotate"}
"""Commands that write over a file, into a folder that may hold something, and copies by workers."""
of_some_commands = pytest.mark.parametrize(
    "writing",
    [pytest.param(one, marks=() if one.name in OFTEN else pytest.mark.nightly) for one in COMMANDS],
    ids=lambda one: one.name,
)


def done(folder: Path, writing: Writing) -> None:
    """Run it undisturbed, and see that all of its files are there, whole, and none is on its way."""
    process = start(folder, *writing.words.split())
    said, problem = process.communicate(timeout=PATIENCE)
    assert process.returncode in writing.status, said + problem
    for pattern in writing.files:
        written = list(folder.glob(pattern))
        assert written, (pattern, said)
        assert all(path.read_bytes() != OLD for path in written), (pattern, said)
    assert not leftovers(folder)
    assert not broken(folder, {})


@of_each_command
def test_a_full_disk_is_one_sentence(tmp_path: Path, writing: Writing) -> None:
    folder = fresh(tmp_path)
    before = held(folder)
    process = start(folder, *writing.words.split(), room=writing.room)
    _said, problem = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2, problem[-600:]
    assert "annot write" in problem, problem[-600:]
    assert problem.count("\n") == 1, problem[-600:]
    assert not leftovers(folder)
    assert {name: data for name, data in held(folder).items() if name in before} == before


@of_some_commands
@pytest.mark.parametrize("when", ["before", pytest.param("after", marks=pytest.mark.nightly)])
@pytest.mark.parametrize(
    "step", [1, pytest.param(2, marks=pytest.mark.nightly), pytest.param(3, marks=pytest.mark.nightly)]
)
def test_killed_with_all_of_its_processes(tmp_path: Path, writing: Writing, step: int, when: str) -> None:
    """As when a computer is turned off: whole files only, and the next run finishes the work and sweeps."""
    folder = fresh(tmp_path)
    before = held(folder)
    killing = {"KILL_AT": str(step), "KILL_WHEN": when, "KILL_COUNT": str(tmp_path / "steps")}
    process = start(
        folder, *writing.words.split(), environment=OURS | killing | {"PYTHONPATH": f"{KILLING}{os.pathsep}{SOURCE}"}
    )
    said, problem = process.communicate(timeout=PATIENCE)
    if process.returncode != -signal.SIGKILL:
        assert step > 1, said + problem
        assert process.returncode in writing.status, said + problem
        pytest.skip(f"It has no step {step}.")
    if when == "before":
        assert leftovers(folder), "a finished file lay beside its place"
    assert not broken(folder, before)
    writing.again(folder)
    done(folder, writing)


@of_some_commands
def test_two_at_the_same_time(tmp_path: Path, writing: Writing) -> None:
    """Each ends as it would alone, or says in a sentence why not."""
    folder = fresh(tmp_path)
    before = held(folder)
    both = [start(folder, *writing.words.split()) for _ in range(2)]
    ends = [(process, *process.communicate(timeout=PATIENCE)) for process in both]
    assert any(process.returncode in writing.status for process, *_said in ends), ends
    for process, said, problem in ends:
        assert process.returncode in (*writing.status, 2), said + problem
        assert "Traceback" not in problem, problem
        assert process.returncode != 2 or problem.count("\n") == 1, problem
    assert not leftovers(folder)
    assert not broken(folder, before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.xlsx").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "out.xlsx").write_bytes(OLD)
    return tmp_path


def nothing_is_left(folder: Path) -> bool:
    names = {path.name for path in folder.rglob("*")} - {".xltargets"}
    return names == {"plans", "plan.xlsx", "out.xlsx"} and (folder / "out.xlsx").read_bytes() == OLD


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [int(one) for one in found]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not tell a process's children")
@pytest.mark.parametrize("after", [0.0, 0.1, 0.3, 1.0])
def test_a_kill_leaves_the_old_file_and_nothing_else(folder: Path, after: float) -> None:
    process = start(folder, "recalc", "plans/plan.xlsx", "-o", "out.xlsx", "--force")
    while not (found := children(process.pid)) and process.poll() is None:
        time.sleep(0.01)
    time.sleep(after)
    for one in found:
        with suppress(ProcessLookupError):  # it may be done by now
            os.kill(one, signal.SIGKILL)
    _said, problem = process.communicate(timeout=300)
    if process.returncode == 0:
        assert len(parts_of(folder / "out.xlsx")) > 10, "it was done before"
        return
    assert process.returncode == 2
    assert "broken off" in problem
    assert problem.count("\n") == 1
    if (folder / "out.xlsx").read_bytes() != OLD:
        # It was killed between putting the new file in its place and saying so.
        assert len(parts_of(folder / "out.xlsx")) > 10
        (folder / "out.xlsx").write_bytes(OLD)
    assert nothing_is_left(folder)


def test_what_a_killed_process_left_is_swept_by_the_next(folder: Path) -> None:
    """Where nobody watched it, as when a computer is turned off."""
    code = (
        "import os, signal; from pathlib import Path; from xltargets.workbooks.temporary import file_beside\n"
        "with file_beside(Path('out.xlsx')) as path:\n"
        "    path.write_bytes(b'half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=folder, env=OURS, check=False)
    assert not nothing_is_left(folder)
    process = start(folder, "recalc", "plans/plan.xlsx", "-o", "out.xlsx", "--force")
    process.communicate(timeout=300)
    assert process.returncode == 0
    assert {path.name for path in folder.iterdir()} == {"plans", "out.xlsx"}


def test_computing_time_is_limited(folder: Path) -> None:
    process = start(folder, "recalc", "plans/plan.xlsx", "-o", "out.xlsx", "--force", "--timeout", "0.05")
    _said, problem = process.communicate(timeout=300)
    assert process.returncode == 2
    assert "more than 0.05 seconds of computing time" in problem
    assert nothing_is_left(folder)
