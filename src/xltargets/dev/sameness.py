"""Whether a file that was made is the one that is there, whatever differs only by the system that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.workbooks.package import parts_of

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGES = {".xlsx", ".xlam", ".oxt"}
"""Compared part by part: how they are compressed differs between systems."""


def same(made: Path, there: Path) -> bool:
    """Whether two files say the same. A picture is the one that is there, for it was copied if it is up to date."""
    if not made.is_file() or not there.is_file():
        return False
    if made.suffix in _PACKAGES:
        return parts_of(made) == parts_of(there)
    return made.read_bytes() == there.read_bytes()
