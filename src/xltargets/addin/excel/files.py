"""The add-in's files: their names, and what a built one says about itself. Loads nothing else of ours."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ADD_IN = "xltargets.xlam"
INTELLISENSE = "xltargets.intellisense.xml"
"""The add-in's name with this ending, as Excel-DNA's IntelliSense add-in expects it."""
PROPERTIES = "docProps/core.xml"


def description(xltargets: str, xlwings: str) -> str:
    """What the add-in says about itself, for `versions` to read."""
    return f"xltargets {xltargets}, xlwings {xlwings}"


def versions(path: Path) -> tuple[str, str] | None:
    """The versions of xltargets and xlwings that an add-in was built from, None if it is none of ours."""
    try:
        with zipfile.ZipFile(path) as package:
            properties = package.read(PROPERTIES).decode(errors="replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    found = re.search(r"<dc:description>xltargets ([^,<]+), xlwings ([^<]+)</dc:description>", properties)
    return (found[1], found[2]) if found else None
