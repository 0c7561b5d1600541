"""Workers that are copies of the process of a command: as apart from it as others, and never of one with threads."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no worker is a copy")

SCRIPT = """
import json, os, signal, sys, threading, time
from xltargets.validation.fleet import Crew, check_all
from xltargets.validation.limits import LIMITS, Limits

loaded = []

class Telling:
    def check(self, file):
        if file == "die":
            os.abort()
        there = [f"/proc/self/fd/{one}" for one in os.listdir("/proc/self/fd")]
        files = {os.readlink(one).partition(":")[0] for one in there if os.path.exists(one)}
        return {"copied": bool(loaded), "files": sorted(files), "ends": signal.getsignal(signal.SIGTERM) == 0}

    def given_up(self, file, reason):
        return {"given up": reason.sentence()}

if __name__ == "__main__":
    loaded.append("what the process that began it has in memory")
    LIMITS.set(Limits(seconds=20.0, alone="alone" in sys.argv))
    if "threads" in sys.argv:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    with open("kept.txt", "w") as file:
        file.write("once, ")
        signal.signal(signal.SIGTERM, lambda *_: None)
        print(json.dumps(list(check_all(["a", "die", "b"], Telling(), 1))))
        file.write("and whole")
    if "wait" in sys.argv:
        crew = Crew(Telling(), LIMITS.get(), 2)
        list(crew.answers(["c", "d"]))
        print(*(worker._process.pid for worker in crew._idle), flush=True)
        time.sleep(600)
"""


def told(folder: Path, *words: str) -> list[dict[str, object]]:
    (folder / "script.py").write_text(SCRIPT)
    command = [sys.executable, "script.py", *words]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True, timeout=120, stdin=subprocess.DEVNULL
    )
    assert not done.stderr
    answers: list[dict[str, object]] = json.loads(done.stdout)
    return answers


def test_a_worker_of_a_command_has_loaded_what_the_command_has(tmp_path: Path) -> None:
    first, died, last = told(tmp_path, "alone")
    assert first["copied"] is last["copied"] is True
    assert "ended by the system" in str(died["given up"])


@pytest.mark.parametrize("words", [("alone", "threads"), ()], ids=["threads", "a host"])
def test_no_process_is_copied_that_could_hold_locks(tmp_path: Path, words: tuple[str, ...]) -> None:
    first, died, last = told(tmp_path, *words)
    assert first["copied"] is last["copied"] is False
    assert "ended by the system" in str(died["given up"])


def test_a_copy_has_none_of_the_files_and_handlers(tmp_path: Path) -> None:
    first, *_others = told(tmp_path, "alone")
    assert first["ends"]
    assert {str(one).rpartition("/")[2] for one in first["files"]} <= {"null", "socket"}  # type: ignore[attr-defined]
    assert (tmp_path / "kept.txt").read_text() == "once, and whole"


def test_copies_end_with_the_process_that_began_them(tmp_path: Path) -> None:
    """Killed, it can tell them nothing: they see that their connection is at its end."""
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, "script.py", "alone", "wait"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = [int(one) for one in process.stdout.readline().split()]
        assert len(workers) == 2
        process.kill()
    until = time.monotonic() + 60
    while any(_runs(one) for one in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_runs(one) for one in workers)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
