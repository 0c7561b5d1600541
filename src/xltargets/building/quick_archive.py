"""The archive of a workbook's parts, each packed once: most of them are the same in all workbooks of a template."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.workbooks.archive import level_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_BEFORE = struct.Struct("<4s5H3L2H")
"""Before each part: mark, version, flags, method, time, day, checksum, packed and unpacked size, two lengths."""
_LISTED = struct.Struct("<4s6H3L5H2L")
"""In the list at the end: the same after the version of who wrote it, three more lengths or so, rights, place."""
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _DEFLATED, _FIRST_DAY = 20, 3 << 8, 8, 33
_RIGHTS = 0o600 << 16
_WORTH_KEEPING = 64 * 1024


def _packed(content: bytes) -> tuple[int, bytes]:
    """Checksum and packed bytes."""
    packer = zlib.compressobj(level_for(content), wbits=-zlib.MAX_WBITS)
    return zlib.crc32(content), packer.compress(content) + packer.flush()


_packed_once = lru_cache(maxsize=1000)(_packed)


def write_archive(target: Path, parts: Iterable[tuple[str, bytes]]) -> None:
    """Write parts by name into an archive, all as of the first day that an archive can name."""
    listed, place = [], 0
    with target.open("wb") as file:
        for name, content in parts:
            known = name.encode("ascii")
            checksum, packed = (_packed if len(content) > _WORTH_KEEPING else _packed_once)(content)
            about = (0, _DEFLATED, 0, _FIRST_DAY, checksum, len(packed), len(content), len(known), 0)
            file.write(_BEFORE.pack(b"PK\x03\x04", _VERSION, *about) + known + packed)
            more = (0, 0, 0, _RIGHTS, place)
            listed.append(_LISTED.pack(b"PK\x01\x02", _UNIX | _VERSION, _VERSION, *about, *more) + known)
            place += _BEFORE.size + len(known) + len(packed)
        ends = b"".join(listed)
        file.write(ends + _END.pack(b"PK\x05\x06", 0, 0, len(listed), len(listed), len(ends), place, 0))
