"""Files on their way to their place: beside it, under a name that tells whose they are, gone whatever happens.

A process that is killed cannot tidy up. So it notes each file for the process that watches it, and whoever writes to
the same folder next removes what a process of this computer has left that is no more.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import tempfile
import time
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HERE = f"{zlib.crc32(platform.node().encode()):08x}"
_NAME = re.compile(r"\.xltargets-([0-9a-f]{8})-([0-9]+)-")
_A_DAY = 86_400.0
"""What another computer left for so long, on a shared drive, is left for good."""


class Journal:
    """Where this process notes what it has not finished, if another one watches it."""

    descriptor: int | None = None


@contextmanager
def file_beside(target: Path, suffix: str | None = None) -> Iterator[Path]:
    """An empty file in the folder of its target, removed at the end if it is still there."""
    sweep(target.parent)
    handle, name = tempfile.mkstemp(
        prefix=_prefix(), suffix=target.suffix if suffix is None else suffix, dir=target.parent
    )
    os.close(handle)
    path = target.parent / name
    _note(path)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def whole_text(target: Path, encoding: str = "utf-8", newline: str = "") -> Iterator[TextIO]:
    """A text file that appears, or replaces the old one, only when it is complete. Raises OSError where it cannot."""
    with file_beside(target) as temporary:
        with temporary.open("w", encoding=encoding, newline=newline) as file:
            yield file
        temporary.chmod(0o644)
        temporary.replace(target)


def put_whole(target: Path, content: bytes) -> None:
    """A file that appears, or replaces the old one, only when it is complete. Raises OSError where it cannot."""
    with file_beside(target) as temporary:
        temporary.write_bytes(content)
        temporary.chmod(0o644)
        temporary.replace(target)


@contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """An empty folder in the folder of a target, removed at the end with all in it."""
    sweep(target.parent)
    with tempfile.TemporaryDirectory(prefix=_prefix(), dir=target.parent) as name:
        path = target.parent / os.path.basename(name)  # noqa: PTH119 – `name` is relative where the target is, before Python 3.12
        _note(path)
        yield path


def _prefix() -> str:
    return f".xltargets-{_HERE}-{os.getpid()}-"


def _note(path: Path) -> None:
    if Journal.descriptor is not None:
        os.write(Journal.descriptor, os.fsencode(path.absolute()) + b"\0")


def sweep(folder: Path) -> None:
    """Remove what processes that are no more have left in a folder."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        match = _NAME.match(entry.name)
        if match is None:
            continue
        here = match[1] == _HERE
        try:
            gone = not _runs(int(match[2])) if here else time.time() - entry.stat().st_mtime > _A_DAY
        except OSError:
            continue
        if gone:
            remove(folder / entry.name)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there and that can be done."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        pass


def _runs(process: int) -> bool:
    """Whether a process of this computer is there; on Windows none can be asked, and each counts as there for a day."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether only its entry is left, which nobody has asked for: in a container the first process seldom does."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] in ("Z", "X")
    except (OSError, IndexError):
        return False
