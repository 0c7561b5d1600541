"""How long `xltargets --help` takes, against a bare `import click` in the same run. Aim: no more than twice as long."""

from __future__ import annotations

import subprocess
import sys
import time

RUNS = 15
COMMANDS = {
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "xltargets --help": [sys.executable, "-m", "xltargets", "--help"],
}


def best_times() -> dict[str, float]:
    """The best of several runs of each, taken in turn so that a busy moment hits both."""
    best = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(RUNS):
        for name, command in COMMANDS.items():
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            best[name] = min(best[name], time.perf_counter() - started)
    return best


if __name__ == "__main__":
    times = best_times()
    for name, seconds in times.items():
        print(f"{name:30} {seconds * 1000:7.1f} ms")
    click_only, ours = times.values()
    print(f"ratio {ours / click_only:.2f}")
