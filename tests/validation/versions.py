"""Document properties of a workbook, changed in its package."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path


def with_property(path: Path, name: str, value: str) -> None:
    """Write another value of a custom property into a built workbook."""
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    pattern = rf'(name="{re.escape(name)}".*?<vt:lpwstr>)[^<]*<'.encode()
    parts["docProps/custom.xml"], count = re.subn(
        pattern, lambda match: match[1] + value.encode() + b"<", parts["docProps/custom.xml"]
    )
    assert count == 1
    with zipfile.ZipFile(path, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
