"""The add-in's pictures: a letter on a coloured square, because Office.js cannot name Office's own pictures.

An action's letter is its key tip, its colour that of its group. The PNG files are written here, uncompressed, so that
they are the same bytes on every system.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from xltargets.actions.registry import by_group

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZES = (16, 32, 64, 80)
LOGO = "xltargets"
PANE = "pane"
"""The button that opens the task pane, which is no action."""
COLOURS = ((0x1F, 0x4E, 0x79), (0x2E, 0x75, 0x36), (0x8A, 0x4B, 0x08), (0x5B, 0x3A, 0x8C))
_WHITE = (0xFF, 0xFF, 0xFF)

_LETTERS = {
    "A": "01110 10001 10001 11111 10001 10001 10001",
    "B": "11110 10001 10001 11110 10001 10001 11110",
    "C": "01111 10000 10000 10000 10000 10000 01111",
    "D": "11110 10001 10001 10001 10001 10001 11110",
    "E": "11111 10000 10000 11110 10000 10000 11111",
    "F": "11111 10000 10000 11110 10000 10000 10000",
    "G": "01111 10000 10000 10011 10001 10001 01111",
    "H": "10001 10001 10001 11111 10001 10001 10001",
    "I": "01110 00100 00100 00100 00100 00100 01110",
    "J": "00111 00010 00010 00010 00010 10010 01100",
    "K": "10001 10010 10100 11000 10100 10010 10001",
    "L": "10000 10000 10000 10000 10000 10000 11111",
    "M": "10001 11011 10101 10101 10001 10001 10001",
    "N": "10001 11001 10101 10011 10001 10001 10001",
    "O": "01110 10001 10001 10001 10001 10001 01110",
    "P": "11110 10001 10001 11110 10000 10000 10000",
    "Q": "01110 10001 10001 10001 10101 10010 01101",
    "R": "11110 10001 10001 11110 10100 10010 10001",
    "S": "01111 10000 10000 01110 00001 00001 11110",
    "T": "11111 00100 00100 00100 00100 00100 00100",
    "U": "10001 10001 10001 10001 10001 10001 01110",
    "V": "10001 10001 10001 10001 10001 01010 00100",
    "W": "10001 10001 10001 10101 10101 11011 10001",
    "X": "10001 10001 01010 00100 01010 10001 10001",
    "Y": "10001 10001 01010 00100 00100 00100 00100",
    "Z": "11111 00001 00010 00100 01000 10000 11111",
}


def icon_path(name: str, size: int) -> str:
    """Where a picture stands among the add-in's files."""
    return f"icons/{name}-{size}.png"


def icons() -> dict[str, bytes]:
    """All pictures by path: one for each action, for the pane and for the add-in itself, in every size."""
    groups = by_group(served=True)
    drawn = {LOGO: ("T", COLOURS[0]), PANE: ("X", COLOURS[0])}
    for number, actions in enumerate(groups.values()):
        for action in actions:
            drawn[action.key] = (action.key_tip[0].upper(), COLOURS[number % len(COLOURS)])
    return {
        icon_path(name, size): _png(_square(letter, size), colour, size)
        for name, (letter, colour) in drawn.items()
        for size in SIZES
    }


def _square(letter: str, size: int) -> list[list[bool]]:
    """The picture's pixels, row by row: whether the letter is there."""
    rows = [[mark == "1" for mark in row] for row in _LETTERS[letter].split()]
    scale = size // 9
    top, left = (size - 7 * scale) // 2, (size - 5 * scale) // 2
    return [
        [
            0 <= (y - top) // scale < 7
            and 0 <= (x - left) // scale < 5
            and rows[(y - top) // scale][(x - left) // scale]
            for x in range(size)
        ]
        for y in range(size)
    ]


def _png(pixels: list[list[bool]], colour: tuple[int, int, int], size: int) -> bytes:
    lines = b"".join(b"\x00" + _packed(row) for row in pixels)
    length = len(lines)
    stored = b"\x78\x01\x01" + struct.pack("<HH", length, length ^ 0xFFFF) + lines
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", size, size, 1, 3, 0, 0, 0)),
            (b"PLTE", bytes((*colour, *_WHITE))),
            (b"IDAT", stored + struct.pack(">I", zlib.adler32(lines))),
            (b"IEND", b""),
        )
    )


def _packed(row: Iterable[bool]) -> bytes:
    bits = "".join("1" if one else "0" for one in row)
    return bytes(int(bits[start : start + 8].ljust(8, "0"), 2) for start in range(0, len(bits), 8))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
