"""What a package says of itself: its custom properties, when it was saved last, and how often we wrote it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from xltargets.units.days import moment_of
from xltargets.workbooks.contents import Saved
from xltargets.workbooks.elements import Document
from xltargets.workbooks.escaping import escape
from xltargets.workbooks.package import PackageProblem, open_package
from xltargets.workbooks.patch import write_package
from xltargets.workbooks.strings import Collector
from xltargets.workbooks.xml_parts import TWICE, Odd, Shape

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xltargets.workbooks.package import Package

REVISION_PROPERTY = "xltargets.revision"
"""How often we wrote the workbook."""
BASE_PROPERTY = "xltargets.base"
"""When the state had been saved that we wrote upon."""

_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LONGEST_NUMBER = 9
_ANY = Shape(frozenset(), everything=True)


def read_properties(package: Package) -> dict[str, str]:
    """The custom document properties, as text."""
    part = _part(package, "custom-properties")
    if part is None:
        return {}
    properties: dict[str, str] = {}
    name = ""
    collected = Collector()

    def start(path: str, attributes: dict[str, str]) -> None:
        nonlocal name
        if path == "property":
            name = attributes.get("name", "")
            if name in properties:
                raise Odd(TWICE, element=name)
        collected.begin()

    def end(path: str) -> None:
        nonlocal name
        if path != "property" and name:
            properties[name] = collected.finish()
            name = ""

    package.walk(part, _ANY, start, end, collected.add)
    return properties


def read_saved(package: Package, properties: dict[str, str]) -> Saved:
    """When and by whom it was saved last, from its core properties, and our own revision of it."""
    core = _core_properties(package)
    return Saved(
        _moment(core.get("modified", "")),
        core.get("lastModifiedBy", ""),
        _whole(core.get("revision", "")),
        _whole(properties.get(REVISION_PROPERTY, "")),
        _moment(properties.get(BASE_PROPERTY, "")),
    )


def _core_properties(package: Package) -> dict[str, str]:
    part = _part(package, "core-properties")
    if part is None:
        return {}
    found: dict[str, str] = {}
    collected = Collector()

    def start(_path: str, _attributes: dict[str, str]) -> None:
        collected.begin()

    def end(path: str) -> None:
        found[path] = collected.finish()

    package.walk(part, _ANY, start, end, collected.add)
    return found


def _part(package: Package, kind: str) -> str | None:
    links = package.relationships("")
    return next((one.target for one in links if one.type == kind and not one.external and one.target in package), None)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0


def _moment(text: str) -> datetime.datetime | None:
    """A time as W3CDTF has it, in UTC; None for what is none."""
    try:
        found = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo is None else found.astimezone(datetime.UTC).replace(tzinfo=None)


def stamp(path: Path, clock: Callable[[], float], *, after: int = 0) -> None:
    """Raise the revision of a workbook that we have written, and set the time of its last saving.

    The time never goes back: a run that looks from a day of the past is no earlier saving. `after` is the revision of a
    file whose place this one takes. A package that keeps no such properties is left as it is.
    """
    with open_package(path) as package:
        parts = stamped(package, clock, after=after)
        if parts:
            write_package(path, path, parts)


def stamped(package: Package, clock: Callable[[], float], *, after: int = 0) -> dict[str, bytes]:
    """The parts that say so."""
    properties = read_properties(package)
    saved = read_saved(package, properties)
    now = max(moment_of(clock()).replace(microsecond=0), saved.modified or datetime.datetime.min)
    parts: dict[str, bytes] = {}
    if (core := _part(package, "core-properties")) is not None:
        parts[core] = _with_time(Document(package, core), now)
    if (custom := _part(package, "custom-properties")) is not None:
        values = {REVISION_PROPERTY: str(max(saved.revision, after) + 1)}
        if saved.modified is not None:
            values[BASE_PROPERTY] = _written(saved.modified)
        parts[custom] = _with_properties(Document(package, custom), values)
    return parts


def revision_of(path: Path) -> int:
    """How often we wrote a file that is to be written anew; 0 for none, or one that is no workbook."""
    try:
        with open_package(path) as package:
            return _whole(read_properties(package).get(REVISION_PROPERTY, ""))
    except PackageProblem:
        return 0


def _written(moment: datetime.datetime) -> str:
    return f"{moment.isoformat()}Z"


def _with_time(document: Document, now: datetime.datetime) -> bytes:
    modified = document.root.child("modified")
    if modified is not None and modified.closing < modified.end:
        document.replace(modified.inner, modified.closing, _written(now).encode())
    return document.result()


def _with_properties(document: Document, values: dict[str, str]) -> bytes:
    """Custom properties with other values; those that are not there yet come last, under numbers of their own."""
    known = {one.attributes.get("name", ""): one for one in document.root.children}
    numbers = [_whole(one.attributes.get("pid", "")) for one in document.root.children]
    new: list[bytes] = []
    for name, value in values.items():
        old = known.get(name)
        number = _whole(old.attributes.get("pid", "")) if old is not None else max([1, *numbers]) + 1
        numbers.append(number)
        text = (
            f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{name}">'
            f'<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            f"{escape(value)}</vt:lpwstr></property>"
        ).encode()
        text = _in_namespace(document, text)
        if old is None:
            new.append(text)
        else:
            document.replace(old.start, old.end, text)
    if new:
        document.replace(document.root.closing, document.root.closing, b"".join(new))
    return document.result()


def _in_namespace(document: Document, text: bytes) -> bytes:
    """The element under the prefix that the part has for its own namespace."""
    prefix = document.prefix
    return re.sub(rb"<(/?)property", rb"<\1" + prefix + b"property", text) if prefix else text
