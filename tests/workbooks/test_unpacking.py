"""A part is unpacked at once as Python's own archives unpack it by pieces: the same bytes, or no bytes."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from pathlib import Path

import pytest

from xltargets.workbooks.archive import unpacked

PARTS = {
    "plain.xml": b"<a>" + b"Target,Actual;" * 300 + b"</a>",
    "empty.xml": b"",
    "größe.xml": "达成率".encode() * 500,
    "stored.xml": b"not packed",
}
REFUSED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


def package() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in PARTS.items():
            kind = zipfile.ZIP_STORED if name == "stored.xml" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, kind)
    return made.getvalue()


def test_what_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(package())
    with zipfile.ZipFile(path) as archive:
        assert {name: unpacked(archive, name) for name in PARTS} == PARTS


@pytest.mark.parametrize("seed", range(2))
def test_what_is_damaged(tmp_path: Path, seed: int) -> None:
    """With one to three bytes changed anywhere: in headers, names, sizes, checksums, flags or what is packed."""
    draw, path, refused, read = random.Random(seed), tmp_path / "book.xlsx", 0, 0
    whole = package()
    for _ in range(1_500):
        data = bytearray(whole)
        for _change in range(draw.randint(1, 3)):
            data[draw.randrange(len(data))] = draw.choice((0, 1, 0x80, 0xFF, draw.randrange(256)))
        path.write_bytes(data)
        try:
            archive = zipfile.ZipFile(path)
        except REFUSED:
            continue
        with archive:
            for name in archive.namelist():
                try:
                    expected = archive.read(name)
                except REFUSED:
                    refused += 1
                    with pytest.raises(REFUSED):
                        unpacked(archive, name)
                else:
                    read += 1
                    assert unpacked(archive, name) == expected
    assert refused > 100
    assert read > 100
