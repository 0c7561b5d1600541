"""The extension into LibreOffice, and the Python that it is to start."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import xltargets
from xltargets.errors import N_, Phrase, Problem

CONFIGURATION = Path(".xltargets") / "libreoffice.json"
"""Below the home folder; the component inside LibreOffice reads it."""
_PLACES = (
    Path("/usr/lib/libreoffice/program"),
    Path("/Applications/LibreOffice.app/Contents/MacOS"),
    Path(os.environ.get("PROGRAMFILES", "C:/Program Files")) / "LibreOffice" / "program",
)


class CannotInstall(Problem):
    """Why LibreOffice does not take the extension: a program is missing, or another one says no."""


def configure(home: Path | None = None) -> Path:
    """Write down this Python, and where this xltargets lies, for the component to start."""
    path = (home or Path.home()) / CONFIGURATION
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"python": sys.executable, "path": [str(Path(xltargets.__file__).resolve().parents[1])]}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return path


def problems(home: Path | None = None) -> list[Phrase]:
    """What keeps the extension from starting Python, where it was set up; nothing where it was not."""
    path = (home or Path.home()) / CONFIGURATION
    again = "xltargets addin libreoffice --install"
    if not path.is_file():
        return []
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        python, places = Path(told["python"]), [Path(one) for one in told.get("path", [])]
    except (OSError, ValueError, KeyError, TypeError):
        message = N_("{file}, by which LibreOffice finds Python, cannot be read; set it up again: {command}")
        return [Phrase(message, file=str(path), command=again)]
    missing = [one for one in (python, *places) if not one.exists()]
    message = N_("LibreOffice is told to start {file}, which is not there; set it up again: {command}")
    return [Phrase(message, file=str(one), command=again) for one in missing]


def unopkg() -> Path | None:
    """LibreOffice's own program for extensions, None where it is not found."""
    found = shutil.which("unopkg")
    if found:
        return Path(found)
    names = ("unopkg", "unopkg.com", "unopkg.exe")
    return next((place / name for place in _PLACES for name in names if (place / name).is_file()), None)


def add(extension: Path) -> None:
    """Add the extension for this user, in place of an earlier one."""
    program = unopkg()
    if program is None:
        message = N_(
            "LibreOffice's program unopkg was not found. Open {file} in LibreOffice instead: it asks to install."
        )
        raise CannotInstall(message, file=str(extension))
    try:
        done = subprocess.run(  # noqa: S603
            [program, "add", "-f", extension], check=False, capture_output=True, text=True, timeout=120
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise CannotInstall(N_("{program} could not be run: {reason}"), program="unopkg", reason=str(problem)) from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        why = said[-1] if said else Phrase(N_("no reason was given"))
        raise CannotInstall(N_("LibreOffice did not take the extension: {reason}"), reason=why)
