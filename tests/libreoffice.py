"""LibreOffice as another program to compare with: hard recalculation, conversion. Skipped where it is absent."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")

SECONDS = 180
"""How long LibreOffice may take for a file."""
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def convert(source: Path, folder: Path, kind: str = "xlsx") -> Path:
    """Open a file in LibreOffice, recalculating every formula whatever is stored, and save it as another kind."""
    assert PROGRAM
    profile = folder / f"profile-{os.getpid()}"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    output = folder / "converted"
    words = ("--headless", "--norestore", "--convert-to", kind, "--outdir", str(output), str(source))
    _run([PROGRAM, f"-env:UserInstallation={profile.as_uri()}", *words])
    return output / source.with_suffix(f".{kind}").name


def _run(command: list[str]) -> None:
    """Wait until it ends. What is too slow ends with all that it started: `soffice` is a script for a program."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        _said, wrong = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        raise
    assert process.returncode == 0, wrong.decode(errors="replace")
