"""Everything that is built for Excel, as files in one folder."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from xltargets.addin.excel import intellisense, ribbon, vba, xlam
from xltargets.addin.excel.files import ADD_IN, INTELLISENSE
from xltargets.addin.libreoffice import oxt
from xltargets.addin.officejs import files as officejs
from xltargets.functions import FUNCTIONS
from xltargets.functions.catalogue import entry
from xltargets.workbooks.package import parts_of

SOURCES = "xlam-source"
"""The folder of what is inside the add-in, for people to read."""
LIBREOFFICE = f"libreoffice/{oxt.EXTENSION}"
"""The extension for LibreOffice Calc."""
OFFICE_JS = "officejs"
"""The folder of the add-in for Excel on every system."""

_PACKAGES = {ADD_IN: xlam.build, LIBREOFFICE: oxt.build}
"""What is compressed, and so compared part by part."""


def _files() -> dict[str, bytes]:
    """All files that are no packages, by their path in the folder."""
    texts = {name: text.encode() for name, text in _texts().items()}
    return texts | {f"{OFFICE_JS}/{name}": content for name, content in officejs.products().items()}


def _texts() -> dict[str, str]:
    sources = {f"{name}.{'cls' if name == 'ThisWorkbook' else 'bas'}": source for name, source in vba.modules().items()}
    sources[Path(xlam.CUSTOM_UI).name] = ribbon.custom_ui()
    catalogue = json.dumps([entry(function) for function in FUNCTIONS.values()], ensure_ascii=False, indent=1)
    return {
        **{f"{SOURCES}/{name}": source for name, source in sources.items()},
        INTELLISENSE: intellisense.intellisense(),
        "functions.json": catalogue + "\n",
    }


def write(folder: Path) -> list[str]:
    """Write all, and say what was written."""
    files = _files()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for name, build in _PACKAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        build(folder / name)
    return [*_PACKAGES, *files]


def stale(folder: Path) -> list[str]:
    """The files that are missing or not what would be written now, and those that are there for no reason any more."""
    files = _files()
    found = [
        name
        for name, content in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != content
    ]
    for made in (SOURCES, OFFICE_JS):
        there = (path.relative_to(folder).as_posix() for path in (folder / made).rglob("*") if path.is_file())
        found += [name for name in there if name not in files]
    with tempfile.TemporaryDirectory(prefix="xltargets-") as temporary:
        for name, build in _PACKAGES.items():
            built = Path(temporary) / Path(name).name
            build(built)
            if parts_of(built) != parts_of(folder / name):
                found.append(name)
    return found
