"""What a run has found, in one SQLite file: an unchanged workbook is not checked again, a cut run goes on.

Answers are written as they come, some at once; what was not written when a run was cut is checked again, and replaces
nothing that is there. There is one writer, who holds the lock beside the file; anyone may read.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import N_, Problem
from xltargets.fleets.lock import PATIENCE, only_writer
from xltargets.fleets.packing import Unusable, pack, unpack
from xltargets.validation.finding import one_line
from xltargets.validation.paths import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from xltargets.rollup.extraction import Collected
    from xltargets.validation.report import FileReport

FORM = 1
"""The form of the tables; it grows when one changes."""
APPLICATION = 0x786C7467
"""What says that an SQLite file is a store of ours."""
_MAGIC = b"SQLite format 3\0"
_TOGETHER = 1.0
"""So long answers are gathered before they are written, in seconds."""
_KEPT = 30
"""So many runs an answer is kept for that none of them needed."""
_BUSY = 30.0
_INDEX = "create index if not exists results_by_name on results (name, terms)"
"""By it each file's results are found without looking through those of all others; an older store gets it."""


class Store:
    """A store that is open for writing; `opened` gives one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection whose tables are there."""
        self._db = connection
        self._run = 0
        self._written = time.monotonic()

    def begin(self, files: Iterable[tuple[str, str]], as_of: str, edition: str, *, adding: bool = False) -> None:
        """A run on these files, by path and name. All wait until told; others are forgotten unless `adding`."""
        row = self._db.execute("select id, ended, as_of, edition from runs order by id desc limit 1").fetchone()
        if row is not None and row[1:] == (None, as_of, edition):
            self._run = row[0]
        else:
            insert = "insert into runs (began, as_of, edition) values (?, ?, ?)"
            self._run = self._db.execute(insert, (_now(), as_of, edition)).lastrowid or 0
        # What a cut run has counted goes on; a new run counts anew.
        self._db.executemany(
            "insert into files (path, name, run) values (?, ?, ?) on conflict (path) do update set"
            " checked = case when run = excluded.run then checked else 0 end, run = excluded.run, status = 'waiting'",
            ((one_line(path), name, self._run) for path, name in files),
        )
        if not adding:
            gone = "(select path from files where run <> ?)"
            self._db.execute(f"delete from findings where path in {gone}", (self._run,))  # noqa: S608
            self._db.execute("delete from files where run <> ?", (self._run,))
        self._db.commit()

    def digests(self, name: str, terms: str, limits: str) -> frozenset[str]:
        """The contents under this name whose results are known."""
        query = "select digest from results where name = ? and terms = ? and (limits is null or limits = ?)"
        return frozenset(digest for (digest,) in self._db.execute(query, (name, terms, limits)))

    def report(self, digest: str, name: str, terms: str) -> Collected | None:
        """A result that is known; None where it cannot be used."""
        query = "select answer from results where digest = ? and name = ? and terms = ?"
        row = self._db.execute(query, (digest, name, terms)).fetchone()
        try:
            return None if row is None else unpack(row[0])
        except Unusable:
            return None

    def keep(self, report: Collected, digest: str, name: str, terms: str, limits: str | None) -> None:
        """Write a new result, and that its file was checked once more."""
        result = None
        if digest:
            result = self._db.execute(
                "insert into results (digest, name, terms, limits, made_in, used_in, answer)"
                " values (?, ?, ?, ?, ?, ?, ?) on conflict (digest, name, terms) do update set"
                " limits = excluded.limits, used_in = excluded.used_in, answer = excluded.answer returning id",
                (digest, name, terms, limits, self._run, self._run, pack(report)),
            ).fetchone()[0]
        self._stands(report, result, checked=1)

    def use(self, report: Collected, digest: str, name: str, terms: str) -> None:
        """Note that a known result is the file's."""
        query = "update results set used_in = ? where digest = ? and name = ? and terms = ? returning id"
        row = self._db.execute(query, (self._run, digest, name, terms)).fetchone()
        self._stands(report, row[0] if row else None, checked=0)

    def _stands(self, report: Collected, result: int | None, checked: int) -> None:
        self._db.execute(
            "update files set result = ?, template = ?, unit = ?, unit_id = ?, checked = checked + ? where path = ?",
            (result, report.template, report.unit, report.unit_id, checked, one_line(report.file)),
        )
        self.told(report)

    def told(self, report: FileReport) -> None:
        """Write what is told of a file, which may be more than its own result: what shows across workbooks."""
        path = one_line(report.file)
        status = "accepted" if report.accepted else "refused"
        self._db.execute("update files set status = ? where path = ?", (status, path))
        self._db.execute("delete from findings where path = ?", (path,))
        told = (one.as_dict(report.file) for one in report.findings)
        self._db.executemany(
            "insert into findings select ?, ?, ?, ?, ?, ?, ?, ?, ? where exists (select 1 from files where path = ?)",
            (
                (
                    *(path, number, one["code"], one["severity"], one["sheet"], one["cell"]),
                    *(one["message"], one["repair"], one["fingerprint"], path),
                )
                for number, one in enumerate(told, 1)
            ),
        )
        if time.monotonic() - self._written > _TOGETHER:
            self.write()

    def forget(self, path: str) -> None:
        """A file is not there any more."""
        self._db.execute("delete from findings where path = ?", (one_line(path),))
        self._db.execute("delete from files where path = ?", (one_line(path),))

    def write(self) -> None:
        """Write what was gathered."""
        self._db.commit()
        self._written = time.monotonic()

    def finish(self) -> None:
        """The run is whole. Results that no run has needed for long are dropped."""
        self._db.execute("update runs set ended = ? where id = ?", (_now(), self._run))
        self._db.execute(
            "delete from results where used_in <= ? and id not in (select result from files where result is not null)",
            (self._run - _KEPT,),
        )
        self.write()


@contextmanager
def opened(path: Path, say: Callable[[Problem], None], patience: float = PATIENCE) -> Iterator[Store]:
    """A store for one writer, made if it is not there. One that is damaged is set aside, which `say` tells.

    A file that is no store, or a folder that cannot be written to, is a `Problem`.
    """
    try:
        with only_writer(path, say, patience):
            connection = _whole(path, say)
            try:
                yield Store(connection)
                connection.commit()
            finally:
                connection.close()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise Problem(N_("Cannot write {path}: {reason}."), path=str(path), reason=reason) from None
    except sqlite3.OperationalError as problem:
        raise Problem(N_("Cannot write {path}: {reason}."), path=str(path), reason=str(problem)) from None
    except sqlite3.DatabaseError:
        raise Problem(
            N_("{path} was damaged while it was used. Run the same command again: it is set aside, and made anew."),
            path=str(path),
        ) from None


def _whole(path: Path, say: Callable[[Problem], None]) -> sqlite3.Connection:
    if path.exists() and path.stat().st_size:
        _refuse_another(path)
        try:
            connection = sqlite3.connect(path, timeout=_BUSY)
            if connection.execute("pragma quick_check(1)").fetchone() == ("ok",):
                _of_this_form(path, connection)
                connection.execute(_INDEX)
                return connection
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            pass
        connection.close()
        aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        path.replace(aside)
        Path(f"{path}-journal").unlink(missing_ok=True)
        message = N_("{path} is damaged. It was set aside as {aside}; all workbooks are checked anew.")
        say(Problem(message, path=str(path), aside=aside.name))
    connection = sqlite3.connect(path, timeout=_BUSY)
    connection.executescript(
        f"pragma application_id = {APPLICATION}; pragma user_version = {FORM}; begin;"
        + resources("xltargets.fleets").joinpath("store.sql").read_text(encoding="utf-8")
        + f"{_INDEX}; commit;"
    )
    return connection


def _refuse_another(path: Path) -> None:
    """A workbook, or the data of another program, is not ours to set aside."""
    with path.open("rb") as file:
        head = file.read(100)
    other = head.startswith(_MAGIC) and int.from_bytes(head[68:72], "big") not in (APPLICATION, 0)
    if other or head.startswith(b"PK") or path.suffix.lower() in SUFFIXES:
        raise Problem(N_("{path} is there and is no store of xltargets. Name another file."), path=str(path))


def _of_this_form(path: Path, connection: sqlite3.Connection) -> None:
    application = connection.execute("pragma application_id").fetchone()[0]
    form = connection.execute("pragma user_version").fetchone()[0]
    if application != APPLICATION:
        connection.close()
        raise Problem(N_("{path} is there and is no store of xltargets. Name another file."), path=str(path))
    if form != FORM:
        connection.close()
        message = N_("{path} was written by a newer xltargets. Install that one here too, or name another store.")
        raise Problem(message, path=str(path))


@contextmanager
def readable(path: Path) -> Iterator[sqlite3.Connection]:
    """A store to read from, also while a run writes to it."""
    if not path.is_file():
        raise Problem(N_("{path}: there is no such store."), path=str(path))
    _refuse_another(path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY)
    try:
        _of_this_form(path, connection)
        yield connection
    except sqlite3.OperationalError as problem:
        raise Problem(N_("{path} cannot be read: {reason}."), path=str(path), reason=str(problem)) from None
    except sqlite3.DatabaseError:
        message = N_("{path} is damaged. The next run with --store sets it aside and makes it anew.")
        raise Problem(message, path=str(path)) from None
    finally:
        connection.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(" ", "seconds")
