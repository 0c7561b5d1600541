"""Workbooks in other places: object storage, servers, archives, by fsspec. Whoever needs it installs the extra `fleet`.

A workbook is streamed to a temporary copy, which is deleted as soon as it was read. Who may read what is settled by
fsspec's own ways (environment, profiles, configuration files); nothing of it is taken, kept or shown here.
"""

from __future__ import annotations

import re
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem
from xltargets.workbooks.archive import LARGEST_FILE
from xltargets.workbooks.temporary import folder_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+(://|::)")
_SECRET = re.compile(r"(?<=://)[^/@\s]*:[^/@\s]*@")
_QUERY = re.compile(r"((?:https?|abfss?)://[^\s?#]*)[?#]\S*?(?=::|\s|$)")
_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
_HOST = re.compile(r"((?:(?:sftp|ssh|ftp|smb)://|abfss?://([^/@]+)@)[^/]+)")
_WEB = re.compile(r"https?://")
_MISSING = 404
_PIECE = 2**20
_TRIES = 3
_PAUSE = 0.5
_FINAL = (Problem, FileNotFoundError, PermissionError)
"""What another try would not change, and a wrong password, which too many tries would lock."""
_EXTRA = 'pip install "xltargets[fleet]"'


def is_address(text: str) -> bool:
    r"""Whether a text is an address with a protocol, which no path of a file is.

    >>> [is_address(one) for one in ("s3://june/north.xlsx", "zip://*.xlsx::june.zip", r"C:\\june", "june/north.xlsx")]
    [True, True, False, False]
    """
    return _ADDRESS.match(text) is not None


def shown(address: str) -> str:
    """An address, or a text with one, as it may be shown: without a password, and without what signs a link.

    >>> shown("sftp://ann:secret@host/june/a.xlsx"), shown("https://host/a.xlsx?token=secret")
    ('sftp://host/june/a.xlsx', 'https://host/a.xlsx')
    """
    return _QUERY.sub(r"\1", _SECRET.sub("", address))


def remote(file: object) -> RemoteFile | None:
    """The workbook at an address that stands among paths, None for a path."""
    return file if isinstance(file, RemoteFile) else None


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A workbook at an address; it has of a path what those need who only tell of it."""

    address: str

    @property
    def name(self) -> str:
        """The last part, by which it is known."""
        return PurePosixPath(shown(self.address).partition("::")[0]).name

    @property
    def suffix(self) -> str:
        """The ending of its name."""
        return PurePosixPath(self.name).suffix

    def __str__(self) -> str:
        return shown(self.address)

    @property
    def parts(self) -> tuple[str, ...]:
        """The folders and the name."""
        return PurePosixPath(str(self)).parts

    def resolve(self) -> RemoteFile:
        """Itself: an address leads nowhere else."""
        return self

    absolute = resolve

    def as_posix(self) -> str:
        """As it is shown."""
        return str(self)

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """A temporary copy of it under its own name. Raises OSError where it cannot be read."""
        with folder_beside(Path(tempfile.gettempdir()) / self.name) as folder:
            copy = folder / (_UNSAFE.sub("_", self.name).strip(". ") or "workbook")
            _fetch(self.address, copy)
            yield copy


def _fetch(address: str, copy: Path) -> None:
    """Stream a file to a copy, from the start at each try. Raises OSError where it cannot be read."""

    def stream() -> None:
        filesystem, path = _filesystem(address)
        with filesystem.open(path, "rb") as source, copy.open("wb") as target:
            while piece := source.read(_PIECE):
                target.write(piece)
                if target.tell() > LARGEST_FILE:
                    return  # longer than any workbook that is read: the rule says so

    try:
        _tried(address, stream)
    except Exception as problem:  # noqa: BLE001  (each library raises errors of its own)
        raise OSError(0, shown(reason_of(problem))) from None


def _tried(address: str, work: Callable[[], Any]) -> Any:
    """The result of some work on a network, which is tried again where it fails."""
    for left in reversed(range(_TRIES)):
        try:
            return work()
        except Exception as problem:
            if not left or isinstance(problem, _FINAL) or "Authentication" in type(problem).__name__:
                raise
            _forget(address)
            time.sleep(_PAUSE * (_TRIES - left))
    raise AssertionError


def _forget(address: str) -> None:
    """Leave the connections that are open: fsspec keeps them, also one that is broken."""
    import fsspec

    _archive.cache_clear()
    for part in address.split("::"):
        with suppress(ImportError, ValueError):
            fsspec.get_filesystem_class(part.partition("://")[0]).clear_instance_cache()


def reason_of(problem: BaseException) -> str:
    """What a library says, on one line and short."""
    said = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return " ".join(str(said).split())[:200]


def _filesystem(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path there. What is missing to reach it is a `Problem`."""
    try:
        import fsspec
    except ImportError:
        message = N_("{address}: addresses need fsspec, which is not installed here: {install}")
        raise Problem(message, address=shown(address), install=_EXTRA) from None
    try:
        inside, chained, outside = address.partition("::")
        if chained and "://" in inside:
            protocol, _mark, path = inside.partition("://")
            return _archive(f"{protocol}://::{outside}"), path
        filesystem, path = fsspec.core.url_to_fs(address)
    except ImportError as problem:
        message = N_("{address}: a library for this protocol is missing here: {reason}")
        raise Problem(message, address=shown(address), reason=reason_of(problem)) from None
    except ValueError as problem:
        message = N_("{address}: no protocol of fsspec is called so: {reason}")
        raise Problem(message, address=shown(address), reason=reason_of(problem)) from None
    return filesystem, path


@lru_cache(maxsize=4)
def _archive(address: str) -> Any:
    """What lies in an archive: fsspec by itself would read its list anew for each of thousands of files."""
    import fsspec

    return fsspec.core.url_to_fs(address)[0]


def listed(address: str, suffixes: frozenset[str]) -> list[RemoteFile]:
    """The workbooks that an address means: one, all in a folder and below it, or those that a pattern fits.

    An address that leads nowhere gives none; one that cannot be reached is a `Problem`.
    """
    _archive.cache_clear()  # it may have changed since
    try:
        found = _tried(address, lambda: _names(*_filesystem(address)))
    except Problem:
        raise
    except FileNotFoundError:
        return []
    except Exception as problem:  # noqa: BLE001  (each library raises errors of its own)
        message = N_("{address} cannot be listed: {reason}.")
        reason = shown(reason_of(problem)).rstrip(".")
        raise Problem(message, address=shown(address), reason=reason) from None
    if found is None:
        return [RemoteFile(address)]
    filesystem, _path = _filesystem(address)
    return [
        RemoteFile(_addressed(filesystem, address, one))
        for one in found
        if PurePosixPath(one).suffix.lower() in suffixes and not PurePosixPath(one).name.startswith((".", "~$"))
    ]


def _names(filesystem: Any, path: str) -> list[str] | None:
    """What a pattern fits, or all below a folder; None for a file."""
    marks = "*[" if _WEB.match(path) else "*?["  # behind a question mark stands what signs a link
    if any(mark in path for mark in marks):
        return None if filesystem.isfile(path) else list(filesystem.glob(path))
    try:
        return list(filesystem.find(path)) if filesystem.info(path)["type"] == "directory" else None
    except FileNotFoundError as missing:
        # To fsspec a link is missing whatever is the matter, such as a certificate.
        why = missing.__cause__
        if why is None or isinstance(why, FileNotFoundError) or getattr(why, "status", None) == _MISSING:
            raise
        raise why from None


def _addressed(filesystem: Any, address: str, path: str) -> str:
    """A file of the file system that an address leads to, by an address as that one."""
    inside, chained, outside = address.partition("::")
    if chained:
        return f"{inside.partition('://')[0]}://{path}::{outside}"
    return path if is_address(path) else _with_host(filesystem.unstrip_protocol(path), address)


def _with_host(full: str, address: str) -> str:
    """Where a file system leaves out who and where (`sftp://ann@host`), it is as in the address that was given."""
    host = _HOST.match(address)
    if host is None or full.startswith(host[1]):
        return full
    path = full.partition("://")[2].lstrip("/")
    if host[2] is not None:  # Azure's container stands before its account, and here at the start of the path
        path = path.removeprefix(f"{host[2]}/")
    return f"{host[1]}/{path}"
