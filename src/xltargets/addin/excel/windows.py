"""What this computer has for the add-in of Excel on Windows; elsewhere, that it has not."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_APP_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_ATTACK_RULES = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_NO_CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""Defender's rule "Block all Office applications from creating child processes"."""
_EXCEL_POLICY = r"SOFTWARE\Policies\Microsoft\Office\16.0\Excel\Security"
_NO_MACROS = 4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The facts that the add-in's installation and `xltargets doctor` go by."""

    windows: bool
    excel: Path | None
    """Excel's program, None if it is not installed."""
    startup: Path | None
    """The folder from which Excel loads add-ins when it starts."""
    home: Path
    """Where xlwings looks for its configuration."""
    interpreter: Path
    xlwings: str | None
    """The installed version."""
    pywin32: bool
    missing: tuple[str, ...] = ()
    """What xltargets requires and this Python has not."""
    language: int = 0
    """Windows' number of the language that the person reads, 0 if it is not known."""
    child_processes_blocked: bool = False
    macros_blocked: bool = False

    @property
    def configuration(self) -> Path:
        """The file that the add-in reads when it starts Python."""
        return self.home / ".xltargets" / "xltargets.conf"


def surroundings() -> Surroundings:
    """Those of this computer."""
    windows = sys.platform == "win32"
    roaming = os.environ.get("APPDATA") if windows else None
    excel = _registered(_APP_PATH, "")
    return Surroundings(
        windows=windows,
        excel=Path(excel) if excel else None,
        startup=Path(roaming) / "Microsoft" / "Excel" / "XLSTART" if roaming else None,
        home=Path.home(),
        interpreter=Path(sys.executable),
        xlwings=_version("xlwings"),
        pywin32=importlib.util.find_spec("pythoncom") is not None,
        missing=tuple(_missing()),
        language=_language(),
        child_processes_blocked=_registered(_ATTACK_RULES, _NO_CHILD_PROCESSES) == "1",
        macros_blocked=_registered(_EXCEL_POLICY, "VBAWarnings") == str(_NO_MACROS),
    )


def _language() -> int:
    """Office speaks the language of Windows unless it was told otherwise."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return 0


def _version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _missing() -> Iterator[str]:
    for requirement in importlib.metadata.requires("xltargets") or []:
        name = re.match(r"[\w.-]+", requirement)
        # What stands behind a semicolon is for an extra or for some systems; xlwings is looked at by itself.
        always = ";" not in requirement or "emscripten" in requirement
        if name and always and _version(name[0]) is None:
            yield name[0]


def _registered(key: str, name: str) -> str:
    """A value of the registry, of this computer or this person; empty where there is none."""
    if sys.platform == "win32":
        import winreg

        for place in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(place, key) as opened:
                    return str(winreg.QueryValueEx(opened, name)[0]).strip('"')
            except OSError:
                continue
    return ""
