"""A company plan handed out into a folder: files are known by their unit's id, written whole, and never made twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.actions.registry import Outcome
from xltargets.building.builder import build
from xltargets.errors import N_, InputProblem, Message, Phrase
from xltargets.hosts.wire.headless import apply
from xltargets.hosts.wire.renewals import renew_file
from xltargets.locale import translator
from xltargets.rollup.admission import LOG, PLAN, REGISTER, SCORECARD
from xltargets.rollup.collecting import NAMED, collect, content_of
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.handing_out.again import Again, renewed, renewed_scorecard
from xltargets.rollup.handing_out.company import ALL, WITH_LOG, WITH_SCORECARD, CompanyPlan
from xltargets.rollup.handing_out.first import empty_of, plan_of, scorecard_of
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
from xltargets.workbooks.temporary import file_beside, folder_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xltargets.rollup.handing_out.company import Unit
    from xltargets.spine.order import Meaning
    from xltargets.templates.content import Filling
    from xltargets.workbooks.contents import CellValue

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


@dataclass(frozen=True, slots=True)
class _There:
    """A workbook that lies in the folder."""

    path: Path
    template: str
    unit_id: str
    unit: str
    year_start: float | None
    is_newest: bool


def company_plan(path: Path, now: float) -> CompanyPlan:
    """Read the company plan; one that is not accepted is refused with its first finding."""
    [found] = collect([path], now, jobs=1)
    return CompanyPlan(content_of(found, PLAN))


def hand_out(plan: Path, folder: Path, clock: Callable[[], float], language: str) -> Iterator[Handed]:
    """Write or renew each unit's workbooks, one after the other.

    Each is there whole or as it was, so that a run that was broken off is gone on with by the next one.
    `language` is that of new workbooks whose unit names none.
    """
    now = clock()
    company = company_plan(plan, now)
    folder.mkdir(parents=True, exist_ok=True)
    there, found = _there(folder, plan)
    yield from found
    known = {name_key(unit.unit_id): unit for unit in company.units.values()}
    mine, notes = _by_unit(there, known, company)
    yield from notes
    for unit in company.with_people():
        kinds = KINDS.get(unit.keeps, (PLAN,))
        for kind in kinds:
            key = name_key(unit.unit_id), kind
            if key in mine and mine[key] is None:
                continue  # it is there twice, which was said
            here = mine.get(key)
            try:
                if here is None:
                    yield _begin(company, unit, kind, folder, now, language, mine)
                else:
                    yield _renew(here, company, unit, now, mine)
            except (InputProblem, PackageProblem) as problem:
                path = here.path if here is not None else folder
                yield Handed(path, Phrase(NAMED, file=path.name, why=problem), needs_somebody=True)


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


def _begin(
    company: CompanyPlan,
    unit: Unit,
    kind: str,
    folder: Path,
    now: float,
    language: str,
    mine: dict[tuple[str, str], _There | None],
) -> Handed:
    """A workbook that is not there yet."""
    path = _unused(folder, f"{for_file(unit.unit_id) or 'unit'}-{kind}")
    spoken = unit.text("language", language)
    filling = _filling(company, unit, kind, now, mine)
    with folder_beside(path) as working:
        build(TEMPLATES[kind], working / path.name, filling, language=spoken, translate=translator(spoken))
        plan = mine.get((name_key(unit.unit_id), PLAN))
        if kind in (PLAN, SCORECARD) or plan is None:
            (working / path.name).replace(path)
        else:
            renew_file(working / path.name, path, collect([plan.path], now, jobs=1), Terms(now))
    mine[name_key(unit.unit_id), kind] = _There(path, kind, unit.unit_id, unit.name, company.firsts[0], True)
    done = Handed(path, Phrase(BEGUN, file=path.name))
    _values(path, unit, done, {})
    if kind != PLAN:
        return done
    target = sum(company.of_unit(unit))
    people = len({name_key(row.values.get("person_id") or row.values.get("person")) for row in unit.people})
    done.message = Phrase(WRITTEN, file=path.name, target=amount_shown(target), people=people)
    return done


def _filling(
    company: CompanyPlan, unit: Unit, kind: str, now: float, mine: dict[tuple[str, str], _There | None]
) -> Filling:
    if kind == PLAN:
        return plan_of(company, unit)
    if kind != SCORECARD:
        return empty_of(company, unit)
    plan = mine.get((name_key(unit.unit_id), PLAN))
    filling = scorecard_of(company, unit)
    return filling if plan is None else with_quotas(filling, plan.path, now)


def _renew(
    here: _There, company: CompanyPlan, unit: Unit, now: float, mine: dict[tuple[str, str], _There | None]
) -> Handed:
    """A workbook that is there: what is handed out is renewed, and what was typed stays."""
    unchanged = Phrase(AS_IT_WAS, file=here.path.name)
    done, count = Handed(here.path, unchanged), 0
    typed = _typed(here.path)
    if here.template in (PLAN, SCORECARD):
        view = View.of(read(here.path), now)
        again = renewed(view, company, unit, now) if here.template == PLAN else renewed_scorecard(view, company, unit)
        count += again.renewal.count
        if not again.renewal.is_empty:
            outcome = Outcome(unchanged, changes=again.renewal.changes, rows=again.renewal.rows)
            done.backup = apply(outcome, here.path, here.path, lambda: now)
        _tell(done, again)
    if here.template != PLAN and (plan := mine.get((name_key(unit.unit_id), PLAN))) is not None:
        before = here.path.read_bytes()
        loaded = renew_file(here.path, here.path, collect([plan.path], now, jobs=1), Terms(now))
        if here.path.read_bytes() != before:
            count = max(count, 1)
            done.backup = done.backup or loaded.backup
    if count:
        done.message = Phrase(RENEWED, file=here.path.name, count=count)
        _values(here.path, unit, done, typed)
    return done


def _tell(done: Handed, again: Again) -> None:
    done.details += [*again.joined, *again.left, *again.renewal.details, *again.unplaced]
    done.needs_somebody = bool(again.unplaced)


def _typed(path: Path) -> dict[Meaning, CellValue]:
    """What people typed in a workbook, wherever it stands."""
    return {key: value for key, (value, _cell) in extract_view(View.of(read(path)), path.name).typed.items()}


def _values(path: Path, unit: Unit, done: Handed, typed: dict[Meaning, CellValue]) -> None:
    """A copy for those whose program lacks our functions; one in which somebody typed is not written over."""
    if unit.text("opens_with", "") != "values":
        return
    folder = path.parent / VALUES_FOLDER
    copy = folder / path.name
    if copy.exists() and _typed(copy) != typed:
        done.details.append(Phrase(TYPED_IN_COPY, file=f"{VALUES_FOLDER}/{copy.name}"))
        done.needs_somebody = True
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
