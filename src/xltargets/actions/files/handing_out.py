"""A company plan handed out into a folder: files are known by their unit's id, written whole, and never made twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.actions.files.handed_before import settle, settled, state
from xltargets.actions.files.headless import apply
from xltargets.actions.files.renewals import renew_file
from xltargets.actions.registry import Outcome
from xltargets.building.builder import build
from xltargets.errors import N_, InputProblem, Message, Phrase
from xltargets.locale import translator
from xltargets.rollup.admission import LOG, PLAN, REGISTER, SCORECARD, is_the_companys
from xltargets.rollup.collecting import NAMED, collecting, content_of
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.handing_out.again import Again, renewed, renewed_scorecard
from xltargets.rollup.handing_out.company import ALL, WITH_LOG, WITH_SCORECARD, CompanyPlan
from xltargets.rollup.handing_out.first import empty_of, plan_of, scorecard_of, with_room
from xltargets.rollup.loading.first import with_quotas
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.units.names import for_file, name_key
from xltargets.validation.paths import expand
from xltargets.views.showing import amount_shown
from xltargets.views.view import View
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.reader import read
from xltargets.workbooks.respelling import values_only
from xltargets.workbooks.temporary import file_beside, folder_beside, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xltargets.rollup.extraction import Collected
    from xltargets.rollup.handing_out.company import Unit
    from xltargets.spine.order import Meaning
    from xltargets.templates.content import Filling
    from xltargets.workbooks.contents import CellValue, Contents

    Completed = Callable[[Unit, str, Filling], Filling]
    """Adds to what a new workbook of a unit and kind begins with."""

KINDS = {
    WITH_SCORECARD: (PLAN, SCORECARD),
    WITH_LOG: (PLAN, SCORECARD, LOG),
    ALL: (PLAN, SCORECARD, LOG, REGISTER),
}
"""What a unit keeps; one that keeps its plan only has that."""
VALUES_FOLDER = "values"
"""Copies without our functions lie in this folder, which no hand-out reads."""

WRITTEN = N_("{file} is written: {target} for {people} people.")
BEGUN = N_("{file} is written.")
RENEWED = N_("{file} is renewed: {count} cells.")
AS_IT_WAS = N_("{file} is as the company plan says.")
UNKNOWN = N_("{file}: its unit {unit} is not in the company plan; nothing was changed in it.")
NO_ID = N_("{file}: it names no unit ID, so that nobody can tell whose it is; enter {unit_id} if it is {unit}'s.")
TWICE = N_("{file}: {other} is of the same unit and kind; keep one of them. Nothing was changed in either.")
ANOTHER_YEAR = N_("{file}: its year begins on another day than that of the company plan; nothing was changed in it.")
TYPED_IN_COPY = N_("{file} has what its workbook has not; bring it over, delete the copy, and hand out again.")
OLDER = N_("{file}: it is of an earlier version; xltargets upgrade brings it to the newest.")


@dataclass(slots=True)
class Handed:
    """What became of one file."""

    path: Path
    message: Message | InputProblem | PackageProblem
    details: list[Message] = field(default_factory=list)
    backup: Path | None = None
    needs_somebody: bool = False
    """Whether somebody has to see to it."""
    is_settled: bool = False
    """Whether it would be left as it is if all were handed out once more."""


@dataclass(frozen=True, slots=True)
class _There:
    """A workbook that lies in the folder."""

    path: Path
    template: str
    unit_id: str
    unit: str
    year_start: float | None
    is_newest: bool


def hand_out(plan: Path, folder: Path, clock: Callable[[], float], language: str) -> Iterator[Handed]:
    """Write or renew each unit's workbooks, one after the other.

    Each is there whole or as it was, so that a run that was broken off is gone on with by the next one. Where nothing
    has changed since the last one, no workbook is read.
    `language` is that of new workbooks whose unit names none.
    """
    now = clock()
    folder.mkdir(parents=True, exist_ok=True)
    for place in (folder, folder / VALUES_FOLDER):
        sweep(place)  # also where there is nothing to write any more
    before = state(plan, folder, now, language)
    if as_they_were := settled(folder, before):
        yield from (Handed(path, Phrase(AS_IT_WAS, file=path.name)) for path in as_they_were)
        return
    done = []
    with collecting(now) as read_accepted:
        company = CompanyPlan(content_of(read_accepted(plan), PLAN))
        for one in _Round(company, folder, now, language, read_accepted).handed(plan):
            done.append(one)
            yield one
    if all(one.is_settled for one in done):
        settle(folder, state(plan, folder, now, language), [one.path for one in done])


def begin(
    company: CompanyPlan, plan: Path, folder: Path, now: float, language: str, completed: Completed
) -> Iterator[Handed]:
    """Hand a company plan out that was just made, with what else is known of its units."""
    folder.mkdir(parents=True, exist_ok=True)
    with collecting(now) as read_accepted:
        yield from _Round(company, folder, now, language, read_accepted, completed).handed(plan)


# What lies in the folder.


def _there(folder: Path, plan: Path) -> tuple[list[_There], list[Handed]]:
    """The workbooks of the folder, whether they would be accepted or not, and those that cannot be read."""
    found, notes = [], []
    for path in expand([str(folder)]).files:
        if path.resolve() == plan.resolve() or VALUES_FOLDER in path.relative_to(folder).parts[:-1]:
            continue
        try:
            view = View.of(read(path))
        except PackageProblem as problem:
            notes.append(Handed(path, Phrase(NAMED, file=path.name, why=problem), needs_somebody=True))
            continue
        if view.template is None or view.template.key not in (PLAN, SCORECARD, LOG, REGISTER):
            continue
        values = {name: slot.value for name, slot in view.fields.items()}
        start = values.get("settings.year_start")
        unit_id, unit = (str(values.get(f"settings.{name}") or "").strip() for name in ("unit_id", "unit"))
        found.append(
            _There(
                path,
                view.template.key,
                unit_id,
                unit,
                start if isinstance(start, float) else None,
                view.template.version == TEMPLATES[view.template.key].version,
            )
        )
    return found, notes


def _by_unit(
    there: list[_There], known: dict[str, Unit], company: CompanyPlan
) -> tuple[dict[tuple[str, str], _There | None], list[Handed]]:
    """Each file by the id of its unit and its kind, and what is to be said of those that are nobody's."""
    mine: dict[tuple[str, str], _There | None] = {}
    notes = []
    for one in there:
        if is_the_companys(company.extract, one.template, one.unit_id, one.unit):
            continue
        namesake = next((unit for unit in known.values() if name_key(unit.name) == name_key(one.unit)), None)
        message = None
        if not one.unit_id and namesake is not None:
            message = Phrase(NO_ID, file=one.path.name, unit_id=namesake.unit_id, unit=namesake.name)
        elif name_key(one.unit_id) not in known:
            message = Phrase(UNKNOWN, file=one.path.name, unit=one.unit_id or one.unit or "–")
        elif one.year_start != company.firsts[0]:
            message = Phrase(ANOTHER_YEAR, file=one.path.name)
        elif not one.is_newest:
            message = Phrase(OLDER, file=one.path.name)
            mine[name_key(one.unit_id), one.template] = None
        else:
            key = name_key(one.unit_id), one.template
            if key in mine:
                other = mine[key]
                message = Phrase(TWICE, file=one.path.name, other=other.path.name if other is not None else "–")
                mine[key] = None
            else:
                mine[key] = one
        if message is not None:
            notes.append(Handed(one.path, message, needs_somebody=True))
            if not one.unit_id and namesake is not None:
                # One more for the same unit would be the second.
                mine.setdefault((name_key(namesake.unit_id), one.template), None)
    return mine, notes


# One file.


@dataclass(slots=True)
class _Round:
    """One hand-out on its way."""

    company: CompanyPlan
    folder: Path
    now: float
    language: str
    read_accepted: Callable[[Path], Collected]
    completed: Completed = lambda _unit, _kind, filling: filling
    mine: dict[tuple[str, str], _There | None] = field(default_factory=dict)
    """The workbooks by the key of their unit and their kind; None where there are two."""
    written: Contents | None = None
    """What was written last."""

    def handed(self, plan: Path) -> Iterator[Handed]:
        """Each workbook of each unit, and what is to be said of others that lie there."""
        there, found = _there(self.folder, plan)
        yield from found
        known = {name_key(unit.unit_id): unit for unit in self.company.units.values()}
        self.mine, notes = _by_unit(there, known, self.company)
        yield from notes
        for unit in self.company.with_people():
            for kind in KINDS.get(unit.keeps, (PLAN,)):
                here = self.mine.get((name_key(unit.unit_id), kind))
                if here is None and (name_key(unit.unit_id), kind) in self.mine:
                    continue  # it is there twice, which was said
                try:
                    yield self._begin(unit, kind) if here is None else self._renew(here, unit)
                except (InputProblem, PackageProblem) as problem:
                    path = here.path if here is not None else self.folder
                    yield Handed(path, Phrase(NAMED, file=path.name, why=problem), needs_somebody=True)

    def _plan_of(self, unit: Unit) -> Path | None:
        plan = self.mine.get((name_key(unit.unit_id), PLAN))
        return None if plan is None else plan.path

    def _begin(self, unit: Unit, kind: str) -> Handed:
        """A workbook that is not there yet."""
        path = _unused(self.folder, f"{for_file(unit.unit_id) or 'unit'}-{kind}")
        spoken = unit.text("language", self.language)
        plan = self._plan_of(unit)
        filling = self.completed(unit, kind, with_room(self._filling(unit, kind)))
        with folder_beside(path) as working:
            self.written = build(
                TEMPLATES[kind], working / path.name, filling, language=spoken, translate=translator(spoken)
            )
            if kind in (PLAN, SCORECARD) or plan is None:
                (working / path.name).replace(path)
            else:
                renew_file(working / path.name, path, [self.read_accepted(plan)], Terms(self.now))
        start = self.company.firsts[0]
        self.mine[name_key(unit.unit_id), kind] = _There(path, kind, unit.unit_id, unit.name, start, True)
        done = Handed(path, Phrase(BEGUN, file=path.name), is_settled=True)
        _values(path, unit, done, {})
        if kind != PLAN:
            return done
        target = sum(self.company.of_unit(unit))
        people = len({name_key(row.values.get("person_id") or row.values.get("person")) for row in unit.people})
        done.message = Phrase(WRITTEN, file=path.name, target=amount_shown(target), people=people)
        return done

    def _filling(self, unit: Unit, kind: str) -> Filling:
        if kind == PLAN:
            return plan_of(self.company, unit)
        if kind != SCORECARD:
            return empty_of(self.company, unit)
        plan, filling = self._plan_of(unit), scorecard_of(self.company, unit)
        if plan is None:
            return filling
        written = self.written
        return with_quotas(filling, written if written and written.path.name == plan.name else read(plan), self.now)

    def _renew(self, here: _There, unit: Unit) -> Handed:
        """A workbook that is there: what is handed out is renewed, and what was typed stays."""
        unchanged, now = Phrase(AS_IT_WAS, file=here.path.name), self.now
        done, count = Handed(here.path, unchanged), 0
        typed = _typed(here.path) if _has_copy(unit) else {}
        if here.template in (PLAN, SCORECARD):
            again = self._written(here, unit, done)
            count += again.renewal.count
            if again.more:
                count += self._written(here, unit, done).renewal.count
        plan = self._plan_of(unit)
        if here.template != PLAN and plan is not None:
            before = here.path.read_bytes()
            loaded = renew_file(here.path, here.path, [self.read_accepted(plan)], Terms(now))
            if here.path.read_bytes() != before:
                count = max(count, 1)
                done.backup = done.backup or loaded.backup
        if count:
            done.message = Phrase(RENEWED, file=here.path.name, count=count)
            _values(here.path, unit, done, typed)
        done.is_settled = not (count or done.details or done.needs_somebody)
        return done

    def _written(self, here: _There, unit: Unit, done: Handed) -> Again:
        """What the company plan changes in a plan or scorecard, written."""
        view = View.of(read(here.path), self.now)
        is_plan = here.template == PLAN
        again = renewed(view, self.company, unit, self.now) if is_plan else renewed_scorecard(view, self.company, unit)
        if not again.renewal.is_empty:
            outcome = Outcome(done.message, changes=again.renewal.changes, rows=again.renewal.rows)  # type: ignore[arg-type]
            backup = apply(outcome, here.path, here.path, lambda: self.now)
            done.backup = done.backup or backup
        _tell(done, again)
        return again


def _tell(done: Handed, again: Again) -> None:
    done.details += [*again.joined, *again.left, *again.renewal.details, *again.unplaced]
    done.needs_somebody = done.needs_somebody or bool(again.unplaced)


def _typed(path: Path) -> dict[Meaning, CellValue]:
    """What people typed in a workbook, wherever it stands."""
    return {key: value for key, (value, _cell) in extract_view(View.of(read(path)), path.name).typed.items()}


def _has_copy(unit: Unit) -> bool:
    return unit.text("opens_with", "") == "values"


def _values(path: Path, unit: Unit, done: Handed, typed: dict[Meaning, CellValue]) -> None:
    """A copy for those whose program lacks our functions; one in which somebody typed is not written over."""
    if not _has_copy(unit):
        return
    folder = path.parent / VALUES_FOLDER
    copy = folder / path.name
    if copy.exists() and _typed(copy) != typed:
        done.details.append(Phrase(TYPED_IN_COPY, file=f"{VALUES_FOLDER}/{copy.name}"))
        done.needs_somebody, done.is_settled = True, False
        return
    folder.mkdir(exist_ok=True)
    with file_beside(copy, ".xlsx") as temporary:
        values_only(read(path), temporary)
        temporary.replace(copy)


def _unused(folder: Path, name: str) -> Path:
    path, number = folder / f"{name}.xlsx", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.xlsx"
    return path
