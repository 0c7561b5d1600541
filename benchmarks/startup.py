"""What the command takes to start: `xltargets --help` and `xltargets eval`, against a bare `import click`.

What counts is the computing time of the processes, the least of several runs taken in turn; all is compiled before.
The aim is 1.5 times `import click` for the help. NumPy, with which every function of ours reckons, takes more than
twice as long to load as click, so `eval` stands beside loading both as well.
"""

from __future__ import annotations

import compileall
import resource
import subprocess
import sys
from pathlib import Path

import xltargets

RUNS = 15
CLICK, BOTH = "import click", "import click, numpy"
COMMANDS = {
    CLICK: ["-c", CLICK],
    BOTH: ["-c", BOTH],
    "xltargets --help": ["-m", "xltargets", "--help"],
    "xltargets eval": ["-m", "xltargets", "eval", "=TARGET_SPLIT(100,{1;1;1})"],
}


def least() -> dict[str, float]:
    """The least computing time of each, in seconds; taken in turn, so that a busy moment hits all."""
    found = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(RUNS):
        for name, arguments in COMMANDS.items():
            before = _spent()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            found[name] = min(found[name], _spent() - before)
    return found


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    compileall.compile_dir(Path(xltargets.__file__).parent, quiet=1)
    times = least()
    for name, seconds in times.items():
        print(
            f"{name:22} {seconds * 1000:7.1f} ms {seconds / times[CLICK]:6.2f} x import click"
            f"{seconds / times[BOTH]:6.2f} x with NumPy"
        )
