"""Packages tampered with at random: bytes, XML, parts and the archive itself. The same seed gives the same file."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

Parts = dict[str, bytes]
Change = Callable[[random.Random, Parts], None]
_ELEMENT = re.compile(rb"<(c|row|v|f|si|t|sheetData|definedName|tableColumn|sheet|Relationship|Override|xf)\b[^<>]*>")
_VALUE = re.compile(rb"<(v|t)>([^<]*)</\1>")
_WRAPPERS = (
    b"<extLst><ext uri='x'>%s</ext></extLst>",
    b"<q:x xmlns:q='urn:q'>%s</q:x>",
    b"<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    b"<mc:Choice Requires='zz'>%s</mc:Choice></mc:AlternateContent>",
    b"<!-- %s -->",
    b"%s",
)
_VALUES = (b"9e9", b"1_0", b"-1", b"NaN", b"", b" 7 ", "１".encode(), b"0x1", b"1<!-- -->2", b"<![CDATA[5]]>", b"TRUE")


def whole_element(data: bytes, start: int, name: bytes) -> bytes:
    """An element's bytes from its opening tag on."""
    opening = data.index(b">", start) + 1
    if data[opening - 2 : opening] == b"/>":
        return data[start:opening]
    end = data.find(b"</" + name + b">", opening)
    return data[start : end + len(name) + 3] if end >= 0 else data[start:opening]


def _some(chance: random.Random, parts: Parts, pattern: re.Pattern[bytes]) -> tuple[str, re.Match[bytes]] | None:
    names = [name for name in sorted(parts) if name.endswith((".xml", ".rels")) and pattern.search(parts[name])]
    if not names:
        return None
    name = chance.choice(names)
    return name, chance.choice(list(pattern.finditer(parts[name])))


def bytes_changed(chance: random.Random, parts: Parts) -> None:
    """Bytes changed, cut out or doubled."""
    name = chance.choice(sorted(parts))
    data = bytearray(parts[name])
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        action = chance.randrange(3)
        if action == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif action == 1:
            del data[at : at + chance.randint(1, 30)]
        else:
            data[at:at] = data[at : at + chance.randint(1, 60)]
    parts[name] = bytes(data)


def element_again(chance: random.Random, parts: Parts) -> None:
    """An element once more, with another value, somewhere, in some wrapping."""
    found = _some(chance, parts, _ELEMENT)
    if found is None:
        return
    name, match = found
    data = parts[name]
    copy = whole_element(data, match.start(), match[1])
    copy = _VALUE.sub(lambda one: b"<%s>%s</%s>" % (one[1], b"999999", one[1]), copy, count=1)
    places = [one.start() for one in re.finditer(rb"<", data)]
    at = chance.choice([match.start(), match.start() + len(copy), chance.choice(places)])
    parts[name] = data[:at] + chance.choice(_WRAPPERS) % copy + data[at:]


def value_changed(chance: random.Random, parts: Parts) -> None:
    """A value written in another way."""
    found = _some(chance, parts, _VALUE)
    if found is not None:
        name, match = found
        data = parts[name]
        parts[name] = data[: match.start(2)] + chance.choice(_VALUES) + data[match.end(2) :]


def attribute_changed(chance: random.Random, parts: Parts) -> None:
    """An attribute gone, doubled, or with another value."""
    found = _some(chance, parts, re.compile(rb' (r|s|t|si|ref|name|id|Id|Target|Type|r:id)="[^"]*"'))
    if found is not None:
        name, match = found
        new = chance.choice(
            [b"", match[0] * 2, b' %s="%s"' % (match[1], chance.choice([b"1", b"A1", b"b", b"\xc2\xa0"]))]
        )
        parts[name] = parts[name][: match.start()] + new + parts[name][match.end() :]


def part_changed(chance: random.Random, parts: Parts) -> None:
    """A part gone, empty, or in the place of another."""
    name = chance.choice(sorted(parts))
    action = chance.randrange(3)
    if action == 0:
        del parts[name]
    else:
        parts[name] = b"" if action == 1 else parts[chance.choice(sorted(parts))]


CHANGES: tuple[Change, ...] = (
    bytes_changed,
    element_again,
    element_again,
    value_changed,
    attribute_changed,
    part_changed,
)


def tampered(source: Path, seed: int) -> bytes:
    """The bytes of a package, with one to three changes."""
    chance = random.Random(seed)
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        if parts:
            chance.choice(CHANGES)(chance, parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return _archive_changed(chance, stream.getvalue()) if chance.random() < 0.2 else stream.getvalue()


def _archive_changed(chance: random.Random, data: bytes) -> bytes:
    """The archive around the parts: cut, prefixed, or with other numbers in its lists."""
    action = chance.randrange(4)
    if action == 0:
        return data[: chance.randrange(len(data))]
    if action == 1:
        return data[: chance.randrange(1, 400)] + data
    mark = b"PK\x01\x02" if action == 2 else b"PK\x03\x04"
    places = [one.start() for one in re.finditer(re.escape(mark), data)]
    at = chance.choice(places) + chance.choice([6, 8, 10, 16, 20, 24, 26, 28, 30, 42])
    return data[:at] + struct.pack("<H", chance.randrange(65_536)) + data[at + 2 :]
