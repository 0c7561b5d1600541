"""The other workbooks of a unit and year: one of each kind counts, and what does not is named with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.rollup.admission import COMPANY
from xltargets.rollup.collecting import NAMED, why_refused
from xltargets.rollup.year_kinds import OTHER_THAN_THIS, division, pattern_of
from xltargets.spine.identity import Claim, are_near, units_of
from xltargets.spine.order import AHEAD, Copy, is_ahead, order
from xltargets.units.days import day_of, is_serial
from xltargets.units.names import name_key
from xltargets.workbooks.safekeeping import OWN_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xltargets.errors import Message
    from xltargets.rollup.extraction import Collected, Extract
    from xltargets.rollup.terms import Terms

UNKNOWN = "XL113"
OWN = "\x1fown"
"""The workbook that is renewed, among the claims: a name that no file has."""


@dataclass(slots=True)
class Others:
    """What a workbook can be renewed from."""

    counted: dict[str, Extract] = field(default_factory=dict)
    """By the key of the template."""
    notes: list[Phrase] = field(default_factory=list)
    """Each file of the unit that is not read, and why."""
    left_out: int = 0
    """How many of them somebody has to see to; one whose place another takes needs nobody."""

    def note(self, file: str, why: Message, *, is_settled: bool = False) -> None:
        """Say of a file why it is not read, or what is to be settled about it."""
        self.notes.append(Phrase(NAMED, file=file, why=why))
        self.left_out += not is_settled


def others_of(own: Extract, path: Path | None, collected: Sequence[Collected], terms: Terms) -> Others:
    """Those of the unit of `own`, by id, else by name. The workbook itself at its `path` is none of them."""
    if not own.text("settings.unit"):
        raise ValueProblem(
            own.places.get("settings.unit", "Settings"), None, N_("expected the unit, by which its workbooks are found")
        )
    found = Others()
    candidates = [one for one in collected if _is_candidate(one, own, path)]
    accepted = []
    for one in candidates:
        if one.extract is None:
            if _names_the_unit(own, one) or _is_unreadable(one):
                found.note(one.file, why_refused(one))
        elif one.extract.template not in (own.template, COMPANY):
            accepted.append(one)
    _count(found, own, _of_the_unit(found, own, accepted, terms), terms)
    return found


def _is_candidate(one: Collected, own: Extract, path: Path | None) -> bool:
    if path is not None and one.path.absolute() == path.absolute():
        return False
    # What we keep ourselves is no submission, whoever names it.
    return OWN_FOLDER not in one.path.absolute().parts and one.template != own.template


def _names_the_unit(own: Extract, one: Collected) -> bool:
    """Whether a file that was refused says that it is of the unit, or so nearly that it may be."""
    return _same(own, one.unit, one.unit_id) or are_near(own.text("settings.unit"), one.unit)


def _is_unreadable(one: Collected) -> bool:
    """Whether nobody can tell whose it is; what was made from none of our templates is nobody's."""
    return one.template is None and all(finding.code != UNKNOWN for finding in one.findings)


def _same(own: Extract, unit: str, unit_id: str) -> bool:
    ids = name_key(own.text("settings.unit_id")), name_key(unit_id)
    return ids[0] == ids[1] if all(ids) else name_key(own.text("settings.unit")) == name_key(unit)


def _of_the_unit(found: Others, own: Extract, accepted: list[Collected], terms: Terms) -> list[Collected]:
    """Those that are surely of the unit; names that are near and ids that are used twice are asked about."""
    extracts = [(one.file, one.extract) for one in accepted if one.extract is not None]
    claims = [_claim(file, extract) for file, extract in [*extracts, (OWN, own)]]
    wanted = {path.resolve() for path in terms.prefer}
    preferred = {one.file for one in accepted if one.path.resolve() in wanted}
    units = units_of(claims, separate=terms.separate, preferred={*preferred, OWN})
    if OWN in units.asked:
        why = units.asked[OWN]
        raise ValueProblem(
            own.places.get("settings.unit_id", "Settings"), why, N_("expected to know which unit this workbook is of")
        )
    for one in accepted:
        why_not = units.asked.get(one.file)
        if why_not is not None and _names_the_unit(own, one):
            found.note(one.file, Phrase(why_not.message, **_said(why_not, own)))
    return [one for one in accepted if units.unit_of.get(one.file) == units.unit_of[OWN]]


def _said(why: Phrase, own: Extract) -> dict[str, object]:
    """The values of a question, with the workbook itself by its name."""
    return {key: own.file if value == OWN else value for key, value in why.values.items()}


def _claim(file: str, extract: Extract) -> Claim:
    unit, unit_id = extract.text("settings.unit"), extract.text("settings.unit_id")
    return Claim(file, extract.template, unit, unit_id, extract.template == "target-plan")


def _count(found: Others, own: Extract, unit: list[Collected], terms: Terms) -> None:
    """Of each kind the newest of the year; the others are told."""
    kinds: dict[str, list[Collected]] = {}
    for one in unit:
        why = _stranger(own, one.extract)
        if why is not None:
            found.note(one.file, why)
        elif one.extract is not None:
            kinds.setdefault(one.extract.template, []).append(one)
    wanted = {path.resolve() for path in terms.prefer}
    for kind, several in kinds.items():
        copies = [Copy(one.file, one.saved, one.extract.typed) for one in several if one.extract is not None]
        preferred = [one.file for one in several if one.path.resolve() in wanted]
        verdicts = order(copies, terms.now, preferred, own.text("settings.unit"))
        for one in several:
            if one.file in verdicts:
                verdict = verdicts[one.file]
                found.note(one.file, verdict.reason, is_settled=verdict.is_superseded)
            elif one.extract is not None:
                found.counted[kind] = one.extract
                if is_ahead(one.saved, terms.now) and one.saved.modified is not None:
                    day = one.saved.modified.date().isoformat()
                    found.note(one.file, Phrase(AHEAD, day=day), is_settled=True)


def _stranger(own: Extract, extract: Extract | None) -> Phrase | None:
    """Why figures of a workbook of the unit cannot be brought over: another year, another currency."""
    if extract is None:
        return None
    year, expected = extract.fields.get("settings.year_start"), own.fields.get("settings.year_start")
    if year != expected:
        days = {"found": _day(year), "expected": _day(expected)}
        return Phrase(N_("its year begins on {found}, that of this workbook on {expected}"), **days)
    if division(extract) != division(own):
        return Phrase(OTHER_THAN_THIS, found=pattern_of(extract), expected=pattern_of(own))
    currency, ours = (one.text("settings.currency").upper() for one in (extract, own))
    if currency != ours:
        return Phrase(
            N_("its amounts are in {found}, those of this workbook in {expected}"), found=currency, expected=ours
        )
    return None


def _day(value: object) -> str:
    return day_of(value).isoformat() if isinstance(value, float) and is_serial(value) else "–"


def missing(kinds: Iterable[str], found: Others) -> list[str]:
    """The kinds of workbooks that none counts of."""
    return [kind for kind in dict.fromkeys(kinds) if kind not in found.counted]
