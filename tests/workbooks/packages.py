"""Making packages that are wrong in one named way."""

from __future__ import annotations

import zipfile
from pathlib import Path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def replace_part(path: Path, part: str, old: str, new: str) -> None:
    parts = parts_of(path)
    assert old.encode() in parts[part], f"{part} holds no {old}"
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    write_parts(path, parts)
