"""Commands that cannot finish: a full disk, a kill, limits. One sentence, the old file, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import xltargets
from tests.workbooks.packages import parts_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither of these limits")
SAMPLE = Path(__file__).parents[1] / "fixtures" / "workbooks" / "v1" / "en" / "target-plan-sample.xlsx"
OLD = b"what was there before"
OURS = os.environ | {"PYTHONPATH": str(Path(xltargets.__file__).parents[1])}
FEW = 8 * 1024
"""Bytes that a file may have, as on a disk that is nearly full."""


def start(folder: Path, *arguments: str, room: int | None = None) -> subprocess.Popen[str]:
    def limit() -> None:
        import resource

        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return subprocess.Popen(
        [sys.executable, "-m", "xltargets", *arguments],
        cwd=folder,
        env=OURS,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=limit,  # noqa: PLW1509  (nothing else runs here)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.xlsx").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "out.xlsx").write_bytes(OLD)
    return tmp_path


def nothing_is_left(folder: Path) -> bool:
    names = {path.name for path in folder.rglob("*")} - {".xltargets"}
    return names == {"plans", "plan.xlsx", "out.xlsx"} and (folder / "out.xlsx").read_bytes() == OLD


@pytest.mark.parametrize(
    "command",
    [
        "recalc plans/plan.xlsx -o out.xlsx --force",
        "convert plans/plan.xlsx --for values -o out.xlsx --force",
        "new target-plan -o out.xlsx --force",
        "consolidate plans -o out.xlsx --force",
    ],
    ids=lambda command: command.split()[0],
)
def test_a_full_disk_is_one_sentence(folder: Path, command: str) -> None:
    process = start(folder, *command.split(), room=FEW)
    _said, problem = process.communicate(timeout=300)
    assert (process.returncode, problem[:20]) == (2, "Error: Cannot write "), problem[-600:]
    assert problem.count("\n") == 1
    assert nothing_is_left(folder)


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
