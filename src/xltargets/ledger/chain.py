"""The chain: each entry's hash is that of its own text after the hash before it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from xltargets.ledger.entry import FIRST, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xltargets.ledger.entry import Entry


def canonical(entry: Entry) -> str:
    """The text that is hashed: all fields but the hash, with a tab between each two."""
    return SEPARATOR.join(entry.texts()[:-1])


def hash_of(before: str, entry: Entry) -> str:
    """SHA-256 over the hash before, a line feed and the entry's canonical text, as UTF-8."""
    return hashlib.sha256(f"{before}\n{canonical(entry)}".encode()).hexdigest()


def sealed(before: Sequence[Entry], new: Iterable[Entry]) -> list[Entry]:
    """New entries numbered on and chained to those that there are."""
    number, last = len(before), before[-1].hash if before else FIRST
    found = []
    for one in new:
        number += 1
        numbered = replace(one, number=number)
        last = hash_of(last, numbered)
        found.append(replace(numbered, hash=last))
    return found


def first_break(entries: Sequence[Entry]) -> int | None:
    """The place of the first entry that the chain does not hold for, None if it holds for all.

    All behind it hang on it: which of them were changed as well, only a copy that was kept can tell.
    """
    last = FIRST
    for place, entry in enumerate(entries):
        if entry.number != place + 1 or entry.hash != hash_of(last, entry):
            return place
        last = entry.hash
    return None
