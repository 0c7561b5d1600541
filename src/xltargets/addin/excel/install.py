"""Putting the add-in where Excel on Windows loads it, and telling it which Python to start."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import xltargets
from xltargets.addin.excel.files import ADD_IN, INTELLISENSE
from xltargets.errors import N_, Problem, system_reason
from xltargets.locale import RECORDS, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.addin.excel.windows import Surroundings

FILES = (ADD_IN, INTELLISENSE)
INTERPRETER = "INTERPRETER_WIN"


class CannotInstall(Problem):
    """The add-in cannot be installed or removed here."""


def products() -> Path:
    """The folder of the built add-in: in the installed package, or `udfs` of the repository."""
    package = Path(xltargets.__file__).parent
    inside = package / "_udfs"
    return inside if inside.is_dir() else package.parent.parent / "udfs"


def target_folder(place: Surroundings, folder: Path | None) -> Path:
    """The folder that was named, or the one from which Excel loads add-ins."""
    if folder is not None:
        return folder
    if not place.windows:
        message = N_(
            "Excel on Windows is not here; use xltargets addin libreoffice for LibreOffice, xltargets addin serve for"
            " Excel on other systems, or name a folder with --folder."
        )
        raise CannotInstall(message)
    if place.excel is None or place.startup is None:
        message = N_("Excel is not installed here, as far as Windows knows; name its XLSTART with --folder.")
        raise CannotInstall(message)
    return place.startup


def install(place: Surroundings, folder: Path | None = None) -> list[Path]:
    """Copy the add-in and write its configuration; what was there before is replaced whole, or not at all."""
    target = target_folder(place, folder)
    sources = [products() / name for name in FILES]
    missing = [source for source in sources if not source.is_file()]
    if missing:
        message = N_("{file} is not in {folder}; make it with xltargets addin build.")
        raise CannotInstall(message, file=missing[0].name, folder=str(missing[0].parent))
    contents = {source.name: source.read_bytes() for source in sources}
    contents[INTELLISENSE] = _help_while_typing(place) or contents[INTELLISENSE]
    settings = {
        **_read(place.configuration),
        INTERPRETER: str(place.interpreter),
        # One Python for functions and buttons, which stays between calls.
        "USE UDF SERVER": "True",
        # A folder of somebody's workbook must not bring its own modules along; nor must the folder that Excel happens
        # to be in, which an empty PYTHONPATH would stand for.
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "PYTHONPATH": str(Path(xltargets.__file__).parent.parent),
    }
    try:
        target.mkdir(parents=True, exist_ok=True)
        written = [_put(content, target / name) for name, content in contents.items()]
        place.configuration.parent.mkdir(parents=True, exist_ok=True)
        written.append(_put(_rendered(settings, place), place.configuration))
    except PermissionError as problem:
        message = N_("{file} cannot be written: close Excel, then try again.")
        raise CannotInstall(message, file=str(problem.filename)) from None
    except OSError as problem:
        raise CannotInstall(
            N_("{file}: {reason}."), file=str(problem.filename), reason=system_reason(problem)
        ) from None
    return written


def _help_while_typing(place: Surroundings) -> bytes | None:
    """In the language that the person reads; None for the one that was built, in English."""
    language = next((one.code for one in RECORDS.values() if place.language in one.lcids), SOURCE)
    try:
        from xltargets.addin.excel.intellisense import intellisense
    except ImportError:  # a library of the functions is missing, which the doctor tells
        return None
    return intellisense(language).encode()


def uninstall(place: Surroundings, folder: Path | None = None) -> list[Path]:
    """Take away what `install` put there, and say what was."""
    paths = [*(target_folder(place, folder) / name for name in FILES), place.configuration]
    found = [path for path in paths if path.is_file()]
    try:
        for path in found:
            path.unlink()
        if place.configuration.parent.is_dir() and not any(place.configuration.parent.iterdir()):
            place.configuration.parent.rmdir()
    except PermissionError as problem:
        message = N_("{file} cannot be removed: close Excel, then try again.")
        raise CannotInstall(message, file=str(problem.filename)) from None
    return found


def configured_interpreter(place: Surroundings) -> Path | None:
    """The Python that the configuration names, None if there is none."""
    named = _read(place.configuration).get(INTERPRETER)
    return Path(named) if named else None


def _read(path: Path) -> dict[str, str]:
    """The settings of a configuration: a key and a value on each line, in quotes."""
    try:
        text = path.read_bytes().decode(_encoding(), errors="replace")
    except OSError:
        return {}
    return {row[0].strip(): row[1] for row in csv.reader(StringIO(text)) if len(row) == 2}


def _rendered(settings: dict[str, str], place: Surroundings) -> bytes:
    text = StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(settings.items())
    try:
        return text.getvalue().encode(_encoding())
    except UnicodeEncodeError:
        message = N_(
            "Visual Basic cannot read the path {path} on this Windows; install Python in a folder with a name in plain "
            "letters."
        )
        raise CannotInstall(message, path=str(place.interpreter)) from None


def _encoding() -> str:
    """Visual Basic reads files in Windows' code page."""
    return "mbcs" if os.name == "nt" else "utf-8"


def _put(data: bytes, target: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=".xltargets-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if target.exists():
            shutil.copymode(target, temporary)
        else:
            temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return target


def listed(paths: Iterable[Path]) -> str:
    """Paths as lines."""
    return "\n".join(f"  {path}" for path in paths)
