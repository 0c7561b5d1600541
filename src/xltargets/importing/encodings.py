"""The encoding of a text file that does not say it: UTF-8 if it is, else the one in which it reads most like text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = {"gb18030": "GB 18030 (simplified Chinese)", "big5": "Big5 (traditional Chinese)", "cp1252": "Windows-1252"}
"""What Excel saves a CSV in where it is not UTF-8, by the system's language."""
ENCODINGS = {"gbk": "gb18030", "gb2312": "gb18030", "utf8": "utf-8-sig", "utf-8": "utf-8-sig", "windows-1252": "cp1252"}
"""Other names by which people know an encoding."""
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the name of its encoding where that had to be guessed."""

    text: str
    guessed: str | None = None


def decode(content: bytes, recognised: Callable[[str], int]) -> Decoded | None:
    """The text of a file; None if it is no text. `recognised` counts the headers that a decoded text makes known.

    >>> decode("業務,金額".encode("big5"), lambda text: "業務" in text)
    Decoded(text='業務,金額', guessed='Big5 (traditional Chinese)')
    """
    marked = next((encoding for bom, encoding in _BOMS.items() if content.startswith(bom)), None)
    text = _attempt(content, marked or "utf-8")
    if text is not None:
        return Decoded(text)
    attempts = [(encoding, _attempt(content, encoding)) for encoding in NAMES]
    readable = [(encoding, text) for encoding, text in attempts if text is not None and _is_text(text)]
    if not readable or marked:
        return None
    encoding, text = max(readable, key=lambda one: (recognised(one[1]), _plausibility(one[1], one[0])))
    return Decoded(text, NAMES[encoding])


def _attempt(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_text(text: str) -> bool:
    """No control characters, and not one strange letter after the other."""
    return all(char.isprintable() or char in "\r\n\t\u3000\xa0" for char in text) and "ÿÿ" not in text


def _plausibility(text: str, encoding: str) -> float:
    """The share of the foreign letters that are common ones in that encoding, or single accents in western text."""
    total = common = 0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char.isascii():
            continue
        total += 1
        if encoding == "cp1252":
            common += char.isalpha() and before.isascii() and after.isascii()
        else:
            lead, trail = char.encode(encoding)[:2]
            common += 0xB0 <= lead <= 0xD7 and trail >= 0xA1 if encoding == "gb18030" else 0xA4 <= lead <= 0xC6
    return common / total if total else 1.0
