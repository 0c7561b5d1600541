"""What the command takes to start, and a button when it is pressed for the first time, against a bare `import click`.

What counts is the computing time of the processes, with those that they start, the least of several runs taken in turn
after one that does not count. The aims are 1.5 times `import click` for the help, and half a second for a button once
its process has started. NumPy, with which every function of ours reckons, takes more than twice as long to load as
click, so `eval` stands beside loading both as well.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from processes import as_installed, spent

RUNS = 10
CLICK, BOTH = "import click", "import click, numpy"
SAMPLE = Path(__file__).resolve().parents[1] / "workbook_templates" / "en" / "target-plan-sample.xlsx"
DAY = "2026-06-30"
COMMANDS = {
    CLICK: ["-c", CLICK],
    BOTH: ["-c", BOTH],
    "xltargets --version": ["-m", "xltargets", "--version"],
    "xltargets --help": ["-m", "xltargets", "--help"],
    "xltargets eval": ["-m", "xltargets", "eval", "=TARGET_SPLIT(100,{1;1;1})"],
    "xltargets validate": ["-m", "xltargets", "validate", str(SAMPLE), "--as-of", DAY, "--isolated"],
    "xltargets new": ["-m", "xltargets", "new", "target-plan", "-o", "new.xlsx", "--force"],
}
PRESSED = ("validate", "check-smart", "replan", "report")
"""Buttons of a plan, each pressed as the first, in a process that had a formula before: at once, and after a while."""
WHEN = ("at once", "prepared")
PRESS = """
import shutil, sys, tempfile, time
from pathlib import Path
from xltargets.hosts.libreoffice.worker import answer
from xltargets.actions.beforehand import prepare
answer({"calls": [{"function": "TARGET_SPLIT", "arguments": [100, [[1], [1]]]}]}, lambda: 46203.0)
if sys.argv[3] == "prepared":
    prepare()
with tempfile.TemporaryDirectory() as folder:
    copy = shutil.copy(sys.argv[2], folder)
    before = time.process_time()
    told = answer({"action": sys.argv[1], "copy": copy, "path": copy, "language": "en"}, lambda: 46203.0)
    print(time.process_time() - before)
assert not told["problem"], told
"""


def least() -> dict[str, float]:
    """The least computing time of each, in seconds; taken in turn, so that a busy moment hits all."""
    found = dict.fromkeys([*COMMANDS, *(f"{one}, {when}" for one in PRESSED for when in WHEN)], float("inf"))
    for run in range(RUNS + 1):
        for name, arguments in COMMANDS.items():
            before = spent()
            with TemporaryDirectory() as folder:
                subprocess.run([sys.executable, *arguments], cwd=folder, check=True, capture_output=True)
            if run:
                found[name] = min(found[name], spent() - before)
        for name, when in product(PRESSED, WHEN):
            script = [sys.executable, "-c", PRESS, name, str(SAMPLE), when]
            told = subprocess.run(script, check=True, capture_output=True, text=True).stdout
            if run:
                found[f"{name}, {when}"] = min(found[f"{name}, {when}"], float(told))
    return found


if __name__ == "__main__":
    as_installed()
    times = least()
    for name, seconds in times.items():
        print(
            f"{name:22} {seconds * 1000:7.1f} ms {seconds / times[CLICK]:6.2f} x import click"
            f"{seconds / times[BOTH]:6.2f} x with NumPy"
        )
