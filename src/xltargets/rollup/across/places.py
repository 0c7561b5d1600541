"""Who stands in several units, without all of them in memory: keys and units lie in a temporary database."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Places:
    """Keys, such as names of people, and the units in which they stand."""

    def __init__(self, found: Iterable[tuple[str, str]]) -> None:
        """Take keys and units in their order. SQLite has them in memory while they are few, then in a nameless file."""
        self._db = sqlite3.connect("")
        self._db.execute("create table stands (key blob, unit blob)")
        self._db.executemany("insert into stands values (?, ?)", ((_stored(key), _stored(unit)) for key, unit in found))
        self._db.execute("create index by_key on stands (key)")

    def several(self) -> Iterator[tuple[str, list[str]]]:
        """Keys that stand more than once, by their first place, and the units in which they do, each once."""
        query = "select key from stands group by key having count(*) > 1 order by min(rowid)"
        for (key,) in self._db.execute(query).fetchall():
            yield _read(key), self._units(key)

    def units(self, key: str) -> list[str]:
        """Where a key stands, each unit once."""
        return self._units(_stored(key))

    def _units(self, stored: bytes) -> list[str]:
        found = self._db.execute("select unit from stands where key = ? order by rowid", (stored,))
        return list(dict.fromkeys(_read(unit) for (unit,) in found))


def _stored(key: str) -> bytes:
    """What people type may hold what is no text to a database."""
    return key.encode(errors="surrogatepass")


def _read(stored: bytes) -> str:
    return stored.decode(errors="surrogatepass")
