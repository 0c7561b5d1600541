"""The add-in as a file, on any system: xlwings' own blank add-in with our modules and our tab on the ribbon."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import xltargets
from xltargets.addin.excel import ribbon, vba
from xltargets.addin.excel.files import ADD_IN, PROPERTIES, description
from xltargets.errors import N_, Problem

PROJECT = "xltargets"
"""What xlwings and Visual Basic call the add-in; its settings are in `.xltargets/xltargets.conf`."""
XLWINGS_MODULE = "xlwings"
CUSTOM_UI = "customUI/customUI14.xml"
_INSTALL = "pip install 'xltargets[addin-build]'"
_OTHER_XLWINGS = N_("xltargets was not made for this version of xlwings: {text} is not in it.")
_BASE = "quickstart_addin_ribbon.xlam"
_BASE_RIBBON_MODULE, _BASE_CUSTOM_UI, _BASE_PROJECT = "RibbonMyAddin", "customUI/customUI.xml", "myaddin"
_VBA_PART = "xl/vbaProject.bin"
_BASE_VBA_PROJECT = "MyAddin"
_PROJECT_NAME = b"\x04\x00"
"""The record of the project's name in its directory ([MS-OVBA] 2.3.4.2.1.6)."""
_CREATED = (2026, 1, 1, 0, 0, 0)
"""The date of every part, so that the same registries give the same bytes."""


class CannotBuild(Problem):
    """The add-in cannot be built here: a library is missing, or of another version."""


def build(target: Path) -> None:
    """Write the add-in. It needs the `addin-build` extra and neither Windows nor Excel."""
    with tempfile.TemporaryDirectory(prefix="xltargets-") as folder:
        draft = Path(folder) / ADD_IN
        draft.write_bytes(_base().read_bytes())
        _write_modules(draft)
        _write_package(draft, target)


def xlwings_version() -> str:
    """The version of xlwings whose library the add-in's Visual Basic names."""
    return importlib.metadata.version("xlwings")


def module_sources() -> dict[str, str]:
    """The modules of the built add-in by name, as Visual Basic's editor shows them."""
    return {**vba.modules(), XLWINGS_MODULE: _xlwings_source(_base_source())}


def _base() -> Path:
    found = importlib.util.find_spec("xlwings")
    if found is None or found.origin is None:
        raise CannotBuild(N_("The add-in is built from xlwings' own: {command}"), command=_INSTALL)
    return Path(found.origin).parent / _BASE


def _excel_file() -> Any:
    try:
        from pyopenvba import ExcelFile
    except ImportError:
        raise CannotBuild(N_("{name} is missing: {command}"), name="pyOpenVBA", command=_INSTALL) from None
    return ExcelFile


def _base_source() -> str:
    with _excel_file()(_base()) as book:
        source: str = book.get_module(XLWINGS_MODULE)
    # The attribute above the code is the file's, not the reader's.
    return source.partition("\n")[2]


def _write_modules(path: Path) -> None:
    with _excel_file()(path) as book:
        project = book.vba_project()
        project.delete_module(_BASE_RIBBON_MODULE)
        existing = set(book.module_names())
        for name, source in module_sources().items():
            text = "\r\n".join(source.splitlines()) + "\r\n"
            if name == "ThisWorkbook":
                # Its attributes tie it to the workbook and stay.
                book.set_module(name, text)
                continue
            if name in existing:
                book.set_module(name, f'Attribute VB_Name = "{name}"\r\n{text}')
            else:
                project.add_module(name, text)
        book.save()


def _xlwings_source(source: str) -> str:
    """xlwings' own module under our project's name.

    Its functions are for our modules alone, and not offered to whoever types a formula. The workbook that is open must
    not choose the Python that runs: xlwings would take the interpreter from a sheet or a file that came with it, so
    those two places are left out. Nor must the folder in which Excel happens to be: Python starts without it on its
    path (-P).
    """
    for old, new in (
        ("'Version: ", "Option Private Module\n'Version: "),
        (f'PROJECT_NAME As String = "{_BASE_PROJECT}"', f'PROJECT_NAME As String = "{PROJECT}"'),
        ('If source = "" Or source = "sheet" Then', 'If source = "sheet" Then'),
        ('If source = "" Or source = "directory" Then', 'If source = "directory" Then'),
        ('" -B -c ""import sys, os;', '" -B -P -c ""import sys, os;'),
        ('" -B -c ""import xlwings.utils;', '" -B -P -c ""import xlwings.utils;'),
    ):
        if source.count(old) != 1:
            raise CannotBuild(_OTHER_XLWINGS, text=repr(old))
        source = source.replace(old, new)
    return source


def _write_package(draft: Path, target: Path) -> None:
    """Exchange the tab and the names, and write the parts in order with one date."""
    with zipfile.ZipFile(draft) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    del parts[_BASE_CUSTOM_UI]
    parts[_VBA_PART] = _named_project(parts[_VBA_PART])
    parts[CUSTOM_UI] = ribbon.custom_ui().encode()
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(_BASE_CUSTOM_UI.encode(), CUSTOM_UI.encode())
    book = parts["xl/workbook.xml"].decode()
    book = book.replace(f"_{_BASE_PROJECT}.conf", f"_{PROJECT}.conf")
    # A resolution of pictures that Excel writes and its own schema does not allow.
    book = book.replace(' defaultImageDpi="32767"', "")
    # The folder in which somebody once saved the base.
    parts["xl/workbook.xml"] = re.sub(r"<mc:AlternateContent.*?</mc:AlternateContent>", "", book).encode()
    parts[PROPERTIES] = _core().encode()
    temporary = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as package:
            for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
                part = zipfile.ZipInfo(name, _CREATED)
                part.create_system = 0  # which would otherwise say on what system the add-in was built
                package.writestr(part, parts[name], zipfile.ZIP_DEFLATED, 9)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _named_project(data: bytes) -> bytes:
    """The project under our name, in both places that have it, and its list without the base's stray blank line."""
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import compress, decompress

    def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
        if data.count(old) != 1:
            raise CannotBuild(_OTHER_XLWINGS, text=repr(old))
        return data.replace(old, new)

    def record(name: str) -> bytes:
        return _PROJECT_NAME + len(name).to_bytes(4, "little") + name.encode()

    project = CFB.from_bytes(data)
    named = renamed(project.get_stream("PROJECT"), f'Name="{_BASE_VBA_PROJECT}"'.encode(), f'Name="{PROJECT}"'.encode())
    head, mark, windows = named.partition(b"[Workspace]\r\n")
    project.write_stream("PROJECT", head + mark + re.sub(rb"(?:\r\n)+", b"\r\n", windows))
    directory = decompress(project.get_stream_in_storage("VBA", "dir"))
    directory = renamed(directory, record(_BASE_VBA_PROJECT), record(PROJECT))
    project.write_stream_in_storage("VBA", "dir", compress(directory))
    written: bytes = project.to_bytes()
    return written


def _core() -> str:
    """The document's properties; the description says which xlwings the add-in needs."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>xlTargets</dc:title><dc:creator>xltargets</dc:creator>"
        f"<dc:description>{description(xltargets.__version__, xlwings_version())}</dc:description>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )
