"""Everything that is built for Excel on Windows, as files in one folder."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path

from xltargets.addin import intellisense, ribbon, vba, xlam
from xltargets.functions import FUNCTIONS
from xltargets.functions.catalogue import entry

SOURCES = "xlam-source"
"""The folder of what is inside the add-in, for people to read."""


def _texts() -> dict[str, str]:
    """The text files by their path in the folder."""
    sources = {f"{name}.{'cls' if name == 'ThisWorkbook' else 'bas'}": source for name, source in vba.modules().items()}
    sources[Path(xlam.CUSTOM_UI).name] = ribbon.custom_ui()
    catalogue = json.dumps([entry(function) for function in FUNCTIONS.values()], ensure_ascii=False, indent=1)
    return {
        **{f"{SOURCES}/{name}": source for name, source in sources.items()},
        intellisense.FILE_NAME: intellisense.intellisense(),
        "functions.json": catalogue + "\n",
    }


def write(folder: Path) -> list[str]:
    """Write all, and say what was written."""
    texts = _texts()
    (folder / SOURCES).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    xlam.build(folder / xlam.FILE_NAME)
    return [xlam.FILE_NAME, *texts]


def stale(folder: Path) -> list[str]:
    """The files that are missing or not what would be written now."""
    found = [
        name
        for name, text in _texts().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
    with tempfile.TemporaryDirectory(prefix="xltargets-") as temporary:
        built = Path(temporary) / xlam.FILE_NAME
        xlam.build(built)
        if _parts(built) != _parts(folder / xlam.FILE_NAME):
            found.append(xlam.FILE_NAME)
    return found


def _parts(path: Path) -> dict[str, bytes]:
    """The parts of a package: how they are compressed differs between systems."""
    try:
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}
    except (OSError, zipfile.BadZipFile):
        return {}
