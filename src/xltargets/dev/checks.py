"""All that must hold before a change lands, one program after the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

CHECKS = {
    "ruff": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "layers": ("lint-imports",),
    "tests": ("pytest", "-n", "2"),
    "generated": (sys.executable, "-m", "xltargets.dev", "build", "--check"),
}
"""By name, in the order of their patience. CI runs the same."""


def run(root: Path, *, keep_going: bool) -> list[str]:
    """Run them, each with its own output; the names of those that failed."""
    failed = []
    for name, (program, *arguments) in CHECKS.items():
        click.secho(f"{name}: {' '.join([Path(program).name, *arguments])}", bold=True, err=True)
        if subprocess.run([_path(program), *arguments], cwd=root, check=False).returncode:  # noqa: S603
            failed.append(name)
            if not keep_going:
                break
    return failed


def _path(program: str) -> str:
    """The program of this environment, whether or not the environment was activated."""
    beside = Path(sys.executable).parent
    found = next((one for one in (beside / program, beside / f"{program}.exe") if one.is_file()), None)
    return str(found or program)
