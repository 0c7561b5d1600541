"""A company plan handed out into a folder: files are known by their unit's id, written whole, and never made twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xltargets.actions.files.handed_before import Facts, Note, hash_of, judged_by, keep, note_of, settled, state
from xltargets.actions.files.headless import apply
from xltargets.actions.files.lying import VALUES_FOLDER, Handed, There, by_unit, there_in
from xltargets.actions.files.renewals import renew_file
from xltargets.actions.registry import Outcome
from xltargets.building.builder import build
from xltargets.building.moulds import Moulds
from xltargets.errors import N_, InputProblem, Phrase
from xltargets.locale import translator
from xltargets.rollup.admission import LOG, PLAN, REGISTER, SCORECARD
from xltargets.rollup.collecting import NAMED, collecting, content_of
from xltargets.rollup.extraction import Collected, extract_view
from xltargets.rollup.handing_out.again import Again, renewed, renewed_scorecard
from xltargets.rollup.handing_out.company import ALL, WITH_LOG, WITH_SCORECARD, CompanyPlan
from xltargets.rollup.handing_out.first import empty_of, plan_of, scorecard_of, with_room
from xltargets.rollup.loading.first import with_quotas
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.units.names import for_file, name_key
from xltargets.views.showing import amount_shown
from xltargets.views.view import View
from xltargets.workbooks.collection import without_collection
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.reader import read
from xltargets.workbooks.remembered import remembering
from xltargets.workbooks.respelling import values_only
from xltargets.workbooks.temporary import file_beside, folder_beside, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xltargets.rollup.extraction import Extract
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

WRITTEN = N_("{file} is written: {target} for {people} {people:person|people}.")
BEGUN = N_("{file} is written.")
RENEWED = N_("{file} is renewed: {count} {count:cell|cells}.")
AS_IT_WAS = N_("{file} is as the company plan says.")
TYPED_IN_COPY = N_("{file} has what its workbook has not; bring it over, delete the copy, and hand out again.")


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
    note = note_of(folder)
    before = state(plan, folder, now, language)
    if as_they_were := settled(folder, note, before):
        yield from (Handed(path, Phrase(AS_IT_WAS, file=path.name)) for path in as_they_were)
        return
    done = []
    with collecting(now) as read_accepted:
        is_known = note.accepted == judged_by(before)
        company = CompanyPlan(_extract_of(plan, now) if is_known else content_of(read_accepted(plan), PLAN))
        on_its_way = _Round(company, folder, now, language, read_accepted)
        for one in on_its_way.handed(plan, note):
            done.append(one)
            yield one
    here, known = state(plan, folder, now, language), on_its_way.known()
    accepted = judged_by(here) if judged_by(here) == judged_by(before) else {}
    if all(one.is_settled for one in done):
        keep(folder, here, [one.path for one in done], known, accepted)
    else:
        keep(folder, {}, (), known, accepted)


def _extract_of(plan: Path, now: float) -> Extract:
    """What a workbook holds that was accepted before."""
    return extract_view(View.of(read(plan), now), plan.name)


def begin(
    company: CompanyPlan, plan: Path, folder: Path, now: float, language: str, completed: Completed
) -> Iterator[Handed]:
    """Hand a company plan out that was just made, with what else is known of its units."""
    folder.mkdir(parents=True, exist_ok=True)
    with collecting(now) as read_accepted:
        yield from _Round(company, folder, now, language, read_accepted, completed).handed(plan, Note())


# One file.


@dataclass(slots=True)
class _Round:
    """One hand-out on its way."""

    company: CompanyPlan
    folder: Path
    now: float
    language: str
    read_accepted: Callable[[Path], Collected]
    completed: Completed | None = None
    mine: dict[tuple[str, str], There | None] = field(default_factory=dict)
    """The workbooks by the key of their unit and their kind; None where there are two."""
    written: Contents | None = None
    """The plan that was written for the unit at hand."""
    _moulds: Moulds = field(default_factory=Moulds)
    _plan: Collected | None = None
    """The plan that was read last for a unit's other workbooks."""

    def handed(self, plan: Path, note: Note) -> Iterator[Handed]:
        """Each workbook of each unit, and what is to be said of others that lie there."""
        there, found = there_in(self.folder, plan, note)
        yield from found
        known = {name_key(unit.unit_id): unit for unit in self.company.units.values()}
        self.mine, notes = by_unit(there, known, self.company)
        yield from notes
        for unit in self.company.with_people():
            # What a unit's workbooks were made of is let go before anything looks through what is left.
            with without_collection(), remembering():
                done = [one for kind in KINDS.get(unit.keeps, (PLAN,)) if (one := self._handed(unit, kind)) is not None]
                self.written = None
            yield from done

    def _handed(self, unit: Unit, kind: str) -> Handed | None:
        """What becomes of a workbook; None where it is there twice, which was said."""
        key = name_key(unit.unit_id), kind
        here = self.mine.get(key)
        if here is None and key in self.mine:
            return None
        try:
            return self._begin(unit, kind) if here is None else self._renew(here, unit)
        except (InputProblem, PackageProblem) as problem:
            path = here.path if here is not None else self.folder
            return Handed(path, Phrase(NAMED, file=path.name, why=problem), needs_somebody=True)

    def known(self) -> dict[str, Facts]:
        """What is known of each workbook as it is now, by the hash of its bytes."""
        there = (one for one in self.mine.values() if one is not None and one.path.exists())
        return {hash_of(one.path): one.facts for one in there}

    def _plan_of(self, unit: Unit) -> Path | None:
        plan = self.mine.get((name_key(unit.unit_id), PLAN))
        return None if plan is None else plan.path

    def _accepted_plan(self, unit: Unit) -> Collected:
        """The unit's plan, for its other workbooks; one that nobody has changed since is not judged again."""
        key = name_key(unit.unit_id), PLAN
        plan = self.mine[key]
        assert plan is not None
        if self._plan is not None and self._plan.path == plan.path:
            return self._plan
        if plan.facts.is_accepted:
            contents = read(plan.path)
            extract = extract_view(View.of(contents, self.now), plan.path.name)
            said = unit.name, unit.unit_id, contents.saved
            self._plan = Collected(extract.file, (), None, PLAN, False, 0, extract, plan.path, *said)
        else:
            self._plan = self.read_accepted(plan.path)
            self.mine[key] = There(plan.path, replace(plan.facts, is_accepted=self._plan.extract is not None))
        return self._plan

    def _begin(self, unit: Unit, kind: str) -> Handed:
        """A workbook that is not there yet."""
        path = _unused(self.folder, f"{for_file(unit.unit_id) or 'unit'}-{kind}")
        spoken = unit.text("language", self.language)
        plan = self._plan_of(unit)
        filling = with_room(self._filling(unit, kind))
        if self.completed is not None:
            filling = self.completed(unit, kind, filling)
        with folder_beside(path) as working:
            written = build(
                TEMPLATES[kind],
                working / path.name,
                filling,
                language=spoken,
                translate=translator(spoken),
                moulds=self._moulds,
            )
            if kind == PLAN:
                self.written = written
            if kind in (PLAN, SCORECARD) or plan is None:
                (working / path.name).replace(path)
            else:
                renew_file(working / path.name, path, [self._accepted_plan(unit)], Terms(self.now))
        start, is_ours = self.company.year_start, self.completed is None
        facts = Facts(kind, unit.unit_id, unit.name, start, is_newest=True, is_accepted=is_ours)
        self.mine[name_key(unit.unit_id), kind] = There(path, facts)
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

    def _renew(self, here: There, unit: Unit) -> Handed:
        """A workbook that is there: what is handed out is renewed, and what was typed stays."""
        unchanged, now = Phrase(AS_IT_WAS, file=here.path.name), self.now
        done, count = Handed(here.path, unchanged), 0
        typed = _typed(here.path) if _has_copy(unit) else {}
        if here.facts.template in (PLAN, SCORECARD):
            again = self._written(here, unit, done)
            count += again.renewal.count
            if again.more:
                count += self._written(here, unit, done).renewal.count
        plan = self._plan_of(unit)
        if here.facts.template != PLAN and plan is not None:
            before = here.path.read_bytes()
            loaded = renew_file(here.path, here.path, [self._accepted_plan(unit)], Terms(now))
            if here.path.read_bytes() != before:
                count = max(count, 1)
                done.backup = done.backup or loaded.backup
        if count:
            done.message = Phrase(RENEWED, file=here.path.name, count=count)
            _values(here.path, unit, done, typed)
        done.is_settled = not (count or done.details or done.needs_somebody)
        return done

    def _written(self, here: There, unit: Unit, done: Handed) -> Again:
        """What the company plan changes in a plan or scorecard, written."""
        view = View.of(read(here.path), self.now)
        is_plan = here.facts.template == PLAN
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
