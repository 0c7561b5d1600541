"""The archive that a workbook comes in: what the file is, how large it would become, and that it holds one thing only.

Programs find the parts of an archive in two ways, by the list at its end or one after the other from its start. Where
the two could differ, by parts that overlap, stand between the others, or are described in two ways, it is damaged.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from copy import copy
from typing import TYPE_CHECKING, BinaryIO

from xltargets.errors import N_
from xltargets.workbooks.problem import PackageProblem

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 100 * 2**20
LARGEST_PART = 200 * 2**20
LARGEST_TOTAL = 400 * 2**20
SUSPICIOUS_RATIO = 150
"""Worksheets shrink to a tenth or a thirtieth; a part that shrinks this far was made to explode."""
SUSPICIOUS_SIZE = 20 * 2**20
MOST_PARTS = 10_000

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGE_SHEET = 2 * 2**20
_LONG_ROWS, _LONG_ROW = 2**18, 2**13
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
"""The header before each part: mark, version, flags, method, time, day, checksum, two sizes, two lengths."""
_LATER = 0x08
"""The flag of a part whose checksum and sizes follow it."""
_MARK = b"PK\x03\x04"
_ENCRYPTED, _NOT_PLAIN, _IN_UTF8 = 0x01, 0x61, 0x800
"""Flags: what is not plain is encrypted, strongly encrypted, or a patch."""
_MOST_INFLATED = 1_032
"""So many bytes can one become that is packed, whatever the archive says."""
_LONGEST_DESCRIPTOR = 24
_IN_ZIP64 = 0xFFFFFFFF
_TWICE = N_("It holds the same part twice, so that programs differ on what it says.")
_BETWEEN = N_("Its list of parts and the parts themselves differ, so that programs differ on what it says.")


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open a package's archive after checking what the file is and how large it would become."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        raise PackageProblem("missing", path, N_("There is no such file.")) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise PackageProblem("unreadable", path, N_("It cannot be read: {reason}."), reason=reason) from None
    if size == 0:
        raise PackageProblem("not-a-workbook", path, N_("It is empty."))
    if head == _OLE_MAGIC:
        raise _ole_problem(path, size)
    if not head.startswith(b"PK"):
        raise PackageProblem("not-a-workbook", path, N_("It is no Excel workbook, although its name may say so."))
    if size > LARGEST_FILE:
        raise _too_large(path, size)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, struct.error):
        raise PackageProblem("damaged", path, N_("It is cut short or damaged: its list of parts is missing.")) from None
    try:
        _check_sizes(path, archive.infolist())
        _check_names(path, archive.infolist())
        _check_places(path, archive)
    except BaseException:
        archive.close()
        raise
    return archive


def _check_sizes(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise PackageProblem(
            "too-large", path, N_("It has {count} {count:part|parts}, far more than a workbook."), count=len(entries)
        )
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise PackageProblem("encrypted", path, N_("Its parts are encrypted with a password."))
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or (entry.file_size > SUSPICIOUS_SIZE and ratio > SUSPICIOUS_RATIO):
            raise _too_large(path, entry.file_size)
    if (total := sum(entry.file_size for entry in entries)) > LARGEST_TOTAL:
        raise _too_large(path, total)


def _check_names(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Names of parts differ by more than case, and by more than how the folders in them are written."""
    names = {plain_name(entry.filename) for entry in entries}
    if len(names) != len(entries):
        raise PackageProblem("damaged", path, _TWICE)


def plain_name(name: str) -> str:
    """The name of a part as programs compare them.

    >>> plain_name("/XL\\\\Workbook.xml")
    'xl/workbook.xml'
    """
    return name.replace("\\", "/").lstrip("/").lower()


def _check_places(path: Path, archive: zipfile.ZipFile) -> None:
    """The parts lie one behind the other from the start of the file, and are what the list says."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    reached = 0
    assert archive.filename is not None
    with path.open("rb") as file:
        for entry in entries:
            gap = entry.header_offset - reached
            if gap < 0 or gap > _LONGEST_DESCRIPTOR or (gap and reached == 0):
                raise PackageProblem("damaged", path, _BETWEEN)
            reached = _end_of(path, file, entry)
        if not 0 <= archive.start_dir - reached <= _LONGEST_DESCRIPTOR:
            raise PackageProblem("damaged", path, _BETWEEN)


def _end_of(path: Path, file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Where a part ends, after comparing its own header with the list."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        raise PackageProblem("damaged", path, _BETWEEN)
    mark, _version, flags, method, _time, _day, checksum, packed, unpacked, name, extra = _LOCAL.unpack(header)
    differs = mark != _MARK or method != entry.compress_type or (flags ^ entry.flag_bits) & 1
    if not flags & _LATER:
        said = ((checksum, entry.CRC), (packed, entry.compress_size), (unpacked, entry.file_size))
        differs = differs or any(here not in (there, _IN_ZIP64) for here, there in said)
    if differs:
        raise PackageProblem("damaged", path, _BETWEEN)
    return entry.header_offset + _LOCAL.size + int(name) + int(extra) + entry.compress_size


def _too_large(path: Path, size: int) -> PackageProblem:
    return PackageProblem(
        "too-large",
        path,
        N_("It would unpack to {size} MB, which no submitted workbook needs."),
        size=round(size / 2**20),
    )


def _ole_problem(path: Path, size: int) -> PackageProblem:
    """Office keeps encrypted workbooks, and its formats before 2007, in compound files."""
    with path.open("rb") as file:
        content = file.read(min(size, 4 * 2**20))
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PackageProblem("encrypted", path, N_("It is protected with a password to open it."))
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return PackageProblem("legacy", path, N_("It is in the format of Excel before 2007 (.xls)."))
    return PackageProblem("not-a-workbook", path, N_("It is an old Office document, but no workbook."))


def unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes, checksum checked, at once: by pieces, as an archive is read otherwise, takes twice as long.

    Only what cannot become too large is read so. Whatever is not as it should be is told as by `ZipFile.read`.
    """
    entry, file = archive.getinfo(name), archive.fp
    is_plain = entry.compress_type == zipfile.ZIP_DEFLATED and not entry.flag_bits & _NOT_PLAIN
    if file is None or not is_plain or entry.compress_size * _MOST_INFLATED > LARGEST_TOTAL:
        return archive.read(name)
    file.seek(entry.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        return archive.read(name)
    mark, _version, flags, *_others, length, extra = _LOCAL.unpack(header)
    called = file.read(int(length)).decode("utf-8" if flags & _IN_UTF8 else "cp437", "replace")
    file.seek(int(extra), 1)
    if mark != _MARK or called != entry.orig_filename:
        return archive.read(name)
    try:
        data = zlib.decompress(file.read(entry.compress_size), -zlib.MAX_WBITS, max(entry.file_size, 1))
    except zlib.error:
        return archive.read(name)
    if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
        return archive.read(name)
    return data


def level_for(content: bytes) -> int:
    """How hard to look for what repeats in a part, from 1 to 9.

    Rows of many long formulas are nearly the same as the row before: the quickest way finds that as well, in a third
    of the time. Of other large sheets looking harder takes 40 % more time for 10 % less.
    """
    size = len(content)
    if size > _LONG_ROWS and size > _LONG_ROW * content.count(b"<row "):
        return 3
    return 5 if size > _LARGE_SHEET else 6


def copy_part(before: zipfile.ZipFile, after: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Copy a part of an archive as it is packed; unpacking it to pack it again would take most of a copy's time."""
    assert before.fp is not None
    assert after.fp is not None
    before.fp.seek(entry.header_offset)
    header = before.fp.read(_LOCAL.size)
    *_others, name, extra = _LOCAL.unpack(header)
    before.fp.seek(int(name) + int(extra), 1)
    packed = before.fp.read(entry.compress_size)
    copied = copy(entry)
    copied.flag_bits &= ~_LATER
    after.fp.seek(after.start_dir)
    copied.header_offset = after.fp.tell()
    after.fp.write(copied.FileHeader())
    after.fp.write(packed)
    after.start_dir = after.fp.tell()
    after._didModify = True  # type: ignore[attr-defined]
    after.filelist.append(copied)
    after.NameToInfo[copied.filename] = copied
