"""What lies in the folder of a hand-out: whose each workbook is, and what is to be said of those that are nobody's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.actions.files.handed_before import Facts, hash_of
from xltargets.errors import N_, InputProblem, Message, Phrase
from xltargets.rollup.admission import LOG, PLAN, REGISTER, SCORECARD, is_the_companys
from xltargets.rollup.collecting import NAMED
from xltargets.templates import TEMPLATES
from xltargets.units.names import name_key
from xltargets.validation.paths import expand
from xltargets.views.view import View
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.actions.files.handed_before import Note
    from xltargets.rollup.handing_out.company import CompanyPlan, Unit

VALUES_FOLDER = "values"
"""Copies without our functions lie in this folder, which no hand-out reads."""

UNKNOWN = N_("{file}: its unit {unit} is not in the company plan; nothing was changed in it.")
NO_ID = N_("{file}: it names no unit ID, so that nobody can tell whose it is; enter {unit_id} if it is {unit}'s.")
TWICE = N_("{file}: {other} is of the same unit and kind; keep one of them. Nothing was changed in either.")
ANOTHER_YEAR = N_("{file}: its year begins on another day than that of the company plan; nothing was changed in it.")
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
class There:
    """A workbook that lies in the folder."""

    path: Path
    facts: Facts


def there_in(folder: Path, plan: Path, note: Note) -> tuple[list[There], list[Handed]]:
    """The workbooks of the folder, whether they would be accepted or not, and those that cannot be read.

    One that is to the byte as the last hand-out left it is not read.
    """
    found, notes = [], []
    for path in expand([str(folder)]).files:
        if path.resolve() == plan.resolve() or VALUES_FOLDER in path.relative_to(folder).parts[:-1]:
            continue
        try:
            facts = (note.known.get(hash_of(path)) if note.known else None) or _facts_of(path)
        except PackageProblem as problem:
            notes.append(Handed(path, Phrase(NAMED, file=path.name, why=problem), needs_somebody=True))
            continue
        if facts is not None:
            found.append(There(path, facts))
    return found, notes


def _facts_of(path: Path) -> Facts | None:
    view = View.of(read(path))
    if view.template is None or view.template.key not in (PLAN, SCORECARD, LOG, REGISTER):
        return None
    values = {name: slot.value for name, slot in view.fields.items()}
    start = values.get("settings.year_start")
    unit_id, unit = (str(values.get(f"settings.{name}") or "").strip() for name in ("unit_id", "unit"))
    return Facts(
        view.template.key,
        unit_id,
        unit,
        start if isinstance(start, float) else None,
        view.template.version == TEMPLATES[view.template.key].version,
    )


def by_unit(
    lying: list[There], known: dict[str, Unit], company: CompanyPlan
) -> tuple[dict[tuple[str, str], There | None], list[Handed]]:
    """Each file by the id of its unit and its kind, and what is to be said of those that are nobody's."""
    mine: dict[tuple[str, str], There | None] = {}
    notes = []
    for there in lying:
        one = there.facts
        if is_the_companys(company.extract, one.template, one.unit_id, one.unit):
            continue
        namesake = next((unit for unit in known.values() if name_key(unit.name) == name_key(one.unit)), None)
        message = None
        if not one.unit_id and namesake is not None:
            message = Phrase(NO_ID, file=there.path.name, unit_id=namesake.unit_id, unit=namesake.name)
        elif name_key(one.unit_id) not in known:
            message = Phrase(UNKNOWN, file=there.path.name, unit=one.unit_id or one.unit or "–")
        elif one.year_start != company.year_start:
            message = Phrase(ANOTHER_YEAR, file=there.path.name)
        elif not one.is_newest:
            message = Phrase(OLDER, file=there.path.name)
            mine[name_key(one.unit_id), one.template] = None
        else:
            key = name_key(one.unit_id), one.template
            if key in mine:
                other = mine[key]
                message = Phrase(TWICE, file=there.path.name, other=other.path.name if other is not None else "–")
                mine[key] = None
            else:
                mine[key] = there
        if message is not None:
            notes.append(Handed(there.path, message, needs_somebody=True))
            if not one.unit_id and namesake is not None:
                # One more for the same unit would be the second.
                mine.setdefault((name_key(namesake.unit_id), one.template), None)
    return mine, notes
