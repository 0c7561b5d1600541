"""How far a collection is: what is accepted, refused, waiting, and who has not handed in, from the store alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.fleets.lock import is_held
from xltargets.fleets.packing import Unusable, unpack
from xltargets.fleets.store import readable
from xltargets.rollup.across.submissions import not_there
from xltargets.rollup.admission import PLAN
from xltargets.rollup.collecting import collect
from xltargets.templates import TEMPLATES
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from xltargets.errors import Translate

ACCEPTED, REFUSED, WAITING = "accepted", "refused", "waiting"
RUNNING, WHOLE, CUT = "running", "whole", "cut"
STATES = {
    RUNNING: N_("The last run is still going on."),
    WHOLE: N_("The last run was whole."),
    CUT: N_("The last run was cut. The same command goes on with it."),
}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in, and how it stands."""

    path: str
    status: str
    template: str | None
    unit: str
    errors: int
    warnings: int
    first: str
    """The gravest thing that was found, empty if nothing was."""


@dataclass(frozen=True, slots=True)
class Status:
    """What a store tells."""

    files: list[Handed]
    missing: list[tuple[str, str]] | None
    """Unit and kind of what has not been handed in; None where nobody said what is expected."""
    began: str
    as_of: str
    edition: str
    run: str

    @property
    def counts(self) -> Counter[str]:
        """How many files stand how."""
        return Counter(one.status for one in self.files)

    def of(self, status: str) -> list[Handed]:
        """The files that stand so."""
        return [one for one in self.files if one.status == status]

    def as_dict(self, translate: Translate) -> dict[str, Any]:
        """For programs."""
        counts = self.counts
        found: dict[str, Any] = {
            "version": 1,
            "run": {"state": self.run, "began": self.began, "as_of": self.as_of, "rules": self.edition},
            "summary": {"files": len(self.files), **{key: counts[key] for key in (ACCEPTED, REFUSED, WAITING)}},
            "files": [
                {
                    "file": one.path,
                    "status": one.status,
                    "template": one.template,
                    "unit": one.unit or None,
                    "errors": one.errors,
                    "warnings": one.warnings,
                    "first": one.first or None,
                }
                for one in self.files
            ],
        }
        if self.missing is not None:
            found["summary"]["not_handed_in"] = len(self.missing)
            found["not_handed_in"] = [
                {"unit": unit, "template": kind, "kind": translate(TEMPLATES[kind].title)}
                for unit, kind in self.missing
            ]
        return found


_FILES = """
    select path, status, template, unit,
        (select count(*) from findings f where f.path = files.path and severity = 'error'),
        (select count(*) from findings f where f.path = files.path and severity = 'warning'),
        (select code || ': ' || message from findings f where f.path = files.path
            order by case severity when 'error' then 1 when 'warning' then 2 else 3 end, number limit 1)
    from files order by path
"""
_RESULTS = """
    select path, answer from files join results on results.id = files.result
    where status <> 'waiting' and exists (select 1 from findings f where f.path = files.path)
"""


def status_of(store: Path, expect: Path | None, now: float, translate: Translate | None = None) -> Status:
    """What a store tells; `expect` is the company's plan, which lists the units.

    Findings are in English, as the store has them, unless a language is given.
    A store that cannot be read is a `Problem`, a plan that cannot a `ValueProblem`.
    """
    expected = None
    if expect is not None:
        expected = collect([expect], now, jobs=1)[0].extract
        if expected is None or expected.template != PLAN:
            raise ValueProblem("--expect", str(expect), N_("expected a target plan that xltargets validate accepts"))
    with readable(store) as connection:
        began, ended, as_of, edition = _last_run(connection)
        rows = connection.execute(_FILES).fetchall()
        said = {} if translate is None else _in_words(connection, {row[0]: row[-1] for row in rows}, translate)
    files = [
        Handed(path, status, template, unit, errors, warnings, "" if status == WAITING else said.get(path, first) or "")
        for path, status, template, unit, errors, warnings, first in rows
    ]
    missing = None
    if expected is not None:
        here: set[tuple[str | None, str]] = {(one.template, name_key(one.unit)) for one in files}
        missing = [
            (unit, kind)
            for _row, unit, kind in not_there(expected, lambda kind, name, _id: (kind, name_key(name)) in here)
        ]
    run = RUNNING if is_held(store) else WHOLE if ended else CUT
    return Status(files, missing, began, as_of, edition, run)


def _in_words(connection: sqlite3.Connection, first: dict[str, str | None], translate: Translate) -> dict[str, str]:
    """What was found first in each file, in a language, as far as its own result has it."""
    found = {}
    for path, answer in connection.execute(_RESULTS):
        try:
            findings = unpack(answer).findings
        except Unusable:
            continue
        one = next((one for one in findings if f"{one.code}: {one.message()}" == first.get(path)), None)
        if one is not None:
            found[path] = f"{one.code}: {one.message(translate)}"
    return found


def _last_run(connection: sqlite3.Connection) -> tuple[str, str | None, str, str]:
    found = connection.execute("select began, ended, as_of, edition from runs order by id desc limit 1").fetchone()
    if found is None:
        raise ValueProblem("STATE", Phrase(N_("a store without any run")), N_("expected one that validate has written"))
    began, ended, as_of, edition = found
    return began, ended, as_of, edition
