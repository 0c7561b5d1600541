"""What kind of file somebody gave, by what is in it and not by its name alone; systems name web pages .xls."""

from __future__ import annotations

import zipfile
import zlib
from enum import Enum
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.importing.options import SourceProblem
from xltargets.workbooks.archive import open_archive
from xltargets.workbooks.problem import PackageProblem

if TYPE_CHECKING:
    from pathlib import Path

TEXTS, JSON = {".csv", ".tsv", ".txt"}, {".jsonl", ".ndjson", ".json"}
OLDER = {".xls", ".xlsb", ".ods"}
WORKBOOKS = {".xlsx", ".xlsm", *OLDER}
_OLE, _ZIP, _PARQUET = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"PAR1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
_PAGE = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<body", b"<div", b"<style")
_HEAD = 4096


class KindOfFile(Enum):
    """By what a file is to be read."""

    WORKBOOK = "openpyxl"
    OLDER_WORKBOOK = "calamine"
    TEXT = "text"
    PAGE = "web page"
    JSON = "json"
    PARQUET = "parquet"


def kind_of_file(path: Path) -> KindOfFile:
    """The kind of a file. Raises a `SourceProblem` for one that is none of them, missing, or locked."""
    _refuse_no_file(path)
    suffix = path.suffix.lower()
    if suffix not in TEXTS | WORKBOOKS | JSON | {".parquet"}:
        raise SourceProblem(
            N_("{path} is of a kind that cannot be read; give a .csv, .xlsx or .parquet file."), path=path
        )
    head = _head(path)
    if head.startswith(_PARQUET):
        return KindOfFile.PARQUET
    if head.startswith(_ZIP) and suffix not in JSON:
        return _kind_of_package(path)
    if head.startswith(_OLE):
        if _is_locked(path):
            raise locked_file(path)
        return KindOfFile.OLDER_WORKBOOK
    if suffix in JSON:
        return KindOfFile.JSON
    if suffix == ".parquet":
        raise SourceProblem(N_("{path} is no Parquet file, although its name may say so."), path=path)
    if suffix == ".xls" and (page_or_text := _page_or_text(head)) is not None:
        return page_or_text
    if suffix in OLDER:
        raise SourceProblem(N_("{path} is no workbook, although its name may say so."), path=path)
    return KindOfFile.TEXT if suffix in TEXTS else KindOfFile.WORKBOOK


def _refuse_no_file(path: Path) -> None:
    if str(path).lower().startswith(("http:", "https:", "ftp:")):
        # A path has one slash only.
        address = str(path).replace("\\", "/").replace(":/", "://", 1)
        raise SourceProblem(N_("{path} is an address. Download the file, and give its name."), path=address)
    if path.is_dir():
        raise SourceProblem(N_("{path} is a folder. Give a file in it."), path=path)
    if not path.exists():
        raise SourceProblem(N_("There is no file {path}."), path=path)


def locked_file(path: Path) -> SourceProblem:
    """The problem of a file that only opens with a password."""
    return SourceProblem(N_("{path} is protected with a password to open it. Save it without one."), path=path)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as problem:
        raise SourceProblem(N_("{path} cannot be read: {reason}."), path=path, reason=problem.strerror) from None


def _kind_of_package(path: Path) -> KindOfFile:
    """Of the files that are archives: which workbook it is. Its sizes are checked before anything is unpacked."""
    try:
        with open_archive(path) as archive:
            parts = set(archive.namelist())
            locked = _MANIFEST in parts and b"encryption-data" in archive.read(_MANIFEST)
    except PackageProblem as problem:
        raise SourceProblem("{sentence}", sentence=str(problem)) from None
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError):
        raise SourceProblem(N_("{path} is no workbook, although its name may say so."), path=path) from None
    if locked:
        raise locked_file(path)
    return KindOfFile.OLDER_WORKBOOK if parts & {"xl/workbook.bin", "content.xml"} else KindOfFile.WORKBOOK


def _is_locked(path: Path) -> bool:
    """Whether the names of the parts, which stand anywhere in the file, tell of encryption."""
    return _LOCKED in path.read_bytes()


def _page_or_text(head: bytes) -> KindOfFile | None:
    """What a file is that only has the name of an old workbook; None if it is no text."""
    plain = head.replace(b"\xef\xbb\xbf", b"", 1).lstrip().lower()
    if plain.startswith(_PAGE):
        return KindOfFile.PAGE
    is_text = b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return KindOfFile.TEXT if is_text and any(sign in head for sign in (b"\t", b",", b";", b"|")) else None
