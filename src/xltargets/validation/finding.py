"""What is wrong in a submitted workbook: where, how badly, what was found, what is expected, how to mend it."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from xltargets.errors import N_, CellError, Message, Translate, describe, fill, in_english, one_by_one
from xltargets.templates import TEMPLATES
from xltargets.views.location import Location
from xltargets.views.showing import shown
from xltargets.workbooks.contents import Area


class _Shown(str):
    """A number as its cell shows it, which is not quoted as a text is."""

    __slots__ = ()


def _told(value: object, translate: Translate) -> str:
    return str(value) if isinstance(value, _Shown) else describe(value, translate)


class Severity(IntEnum):
    """How badly a finding weighs. They compare: an error is greater than a warning."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word for it in options, settings and machine-readable output."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """Read `error`, `warning` or `info`; anything else is a ValueError.

        >>> Severity.parse("warning").word
        'warning'
        """
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"{word!r} is not a severity") from None


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule reports. The registry adds code and severity and makes it a `Finding`."""

    at: Location
    message: str
    """Untranslated, takes values only: `{label} is {found}; expected {expected}.`"""
    repair: str = ""
    """Untranslated: what to do, with the same values."""
    found: object = None
    expected: object = None
    """A value, or a `Phrase` such as "0 or more"."""
    values: Mapping[str, object] = field(default_factory=dict)
    apart: str = ""
    """What keeps it from being put together with cells that have another, such as a name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found in one workbook."""

    code: str
    name: str
    severity: Severity
    fault: Fault
    template: str | None = None
    cells: tuple[str, ...] = ()
    """All addresses, where findings of one column that are alike were put together."""
    follows: str = ""
    """The fingerprint of the finding that it follows from; it goes when that one is mended, and refuses nothing."""
    following: int = 0
    """How many findings follow from it."""

    @property
    def at(self) -> Location:
        """Where it is."""
        return self.fault.at

    @property
    def fingerprint(self) -> str:
        """The same for the same finding in another version of the file: its meaning, not its address."""
        at = self.at
        told_by = at.row_key if at.row_key is not None or not self.fault.apart else self.fault.apart
        meaning = (self.code, self.template, at.table or at.sheet, told_by, at.column)
        text = "\x1f".join(part or "" for part in meaning)
        return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:16]

    def message(self, translate: Translate = in_english) -> str:
        """What is wrong, in one sentence."""
        text = self._filled(self.fault.message, translate)
        if len(self.cells) > 1:
            alike = {"count": len(self.cells), "cells": runs(self.cells)}
            text = one_by_one(
                (text, fill(N_("The same in {count} {count:cell|cells}: {cells}."), alike, translate)), translate
            )
        if self.following:
            follow = fill(N_("{count} more follow from it."), {"count": self.following}, translate)
            text = one_by_one((text, follow), translate)
        return text

    def repair(self, translate: Translate = in_english) -> str:
        """What to do about it."""
        return self._filled(self.fault.repair, translate)

    def sentence(self, translate: Translate = in_english) -> str:
        """What is wrong and what to do, on one line."""
        return one_by_one((self.message(translate), self.repair(translate)), translate)

    def _filled(self, template: str, translate: Translate) -> str:
        fault = self.fault
        found, expected = self._as_shown(fault.found), self._as_shown(fault.expected)
        if found == expected and fault.found != fault.expected:
            found, expected = fault.found, fault.expected  # they differ only in what a cell does not show
        values = {"found": _told(found, translate), "expected": _told(expected, translate)}
        return one_line(fill(template, {**values, **fault.values}, translate))

    def _as_shown(self, value: object) -> object:
        """A number as its cell shows it: a date, a share in per cent, an amount with separators."""
        if self.code in _AS_TYPED or not isinstance(value, float) or not math.isfinite(value):
            return value
        template = TEMPLATES.get(self.template or "")
        table = template.tables.get(self.at.table or "") if template is not None else None
        kinds = {one.identifier: one.kind for one in table.columns} if table is not None else {}
        kind = kinds.get(self.at.column or "")
        return value if kind is None else _Shown(shown(kind, value))

    def as_dict(self, file: str, translate: Translate = in_english) -> dict[str, Any]:
        """As the machine-readable formats write it. `file` is the path as the user gave it."""
        at = self.at
        return {
            "file": one_line(file),
            "code": self.code,
            "name": self.name,
            "severity": self.severity.word,
            "sheet": _as_json(at.sheet, translate),
            "cell": at.cell,
            "cells": list(self.cells) or ([at.cell] if at.cell else []),
            "table": at.table,
            "row_key": _as_json(at.row_key, translate),
            "column": _as_json(at.column, translate),
            "message": self.message(translate),
            "found": _as_json(self.fault.found, translate),
            "expected": _as_json(self.fault.expected, translate),
            "repair": self.repair(translate) or None,
            "fingerprint": self.fingerprint,
            "follows": self.follows or None,
            "following": self.following,
        }


_AS_TYPED = frozenset({"XL302", "XL308"})
"""Findings about what was typed, which tell just that."""


def runs(cells: Sequence[str]) -> str:
    """Addresses of one column, put together where they follow each other.

    >>> runs(["C5", "C6", "C7", "C9"])
    'C5:C7, C9'
    """
    areas: list[Area] = []
    for area in map(Area.parse, cells):
        if areas and (areas[-1].left, areas[-1].bottom + 1) == (area.left, area.top):
            areas[-1] = Area(areas[-1].top, area.left, area.bottom, area.right)
        else:
            areas.append(area)
    return ", ".join(map(str, areas))


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def one_line(text: str) -> str:
    r"""Text from a workbook made harmless for a line of output.

    Control characters, also those that reverse the direction of writing, are shown by their number, so that nothing
    can move the cursor, colour the terminal, or break a line.

    >>> print(one_line("a" + chr(10) + chr(27) + "[31m"))
    a\u000a\u001b[31m
    """
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _as_json(value: object, translate: Translate) -> object:
    """A value as JSON can hold it."""
    if isinstance(value, Message):
        return describe(value, translate)
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return one_line(str(value))
