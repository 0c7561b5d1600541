"""The repairs that are safe to make: those that leave no choice. Nothing is changed here.

A value is put as it was plainly meant, a formula or label of the template where it belongs. Whatever a person may have
meant otherwise is left to the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from xltargets.units.days import serial_of
from xltargets.views.location import Location
from xltargets.views.reading import Verdict
from xltargets.views.showing import shown, written
from xltargets.workbooks.contents import Area
from xltargets.workbooks.patch import Constant, Content, Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from xltargets.validation.finding import Finding
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Place, Slot
    from xltargets.workbooks.contents import Cell

_MEANT = {
    "XL303": Verdict.NUMBER_AS_TEXT,
    "XL309": Verdict.DATE_AS_TEXT,
    "XL310": Verdict.STRAY_SPACE,
    "XL311": Verdict.FULL_WIDTH,
}
"""Rules whose findings are values that mean just one other."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One cell, put right."""

    code: str
    place: Place
    content: Content
    before: str
    after: str

    @property
    def at(self) -> str:
        """The cell, as a spreadsheet writes it."""
        sheet, row, column = self.place
        return Location(sheet=sheet, cell=str(Area(row, column, row, column))).place


def repairs(submission: Submission, findings: Iterable[Finding]) -> list[Repair]:
    """What can be put right of what was found, each cell once."""
    if submission.template is None:
        return []
    made: dict[Place, Repair] = {}
    for finding in findings:
        ways = _WAYS.get(finding.code)
        for place in _places(finding) if ways is not None else ():
            one = None if ways is None else ways(submission, finding, place)
            if one is not None:
                made.setdefault(place, one)
    return list(made.values())


def _places(finding: Finding) -> Iterator[Place]:
    cells = finding.cells or ((finding.at.cell,) if finding.at.cell else ())
    for cell in cells if finding.at.sheet is not None else ():
        area = Area.parse(cell)
        if area.rows == area.columns == 1:
            yield (str(finding.at.sheet), area.top, area.left)


def _as_meant(submission: Submission, finding: Finding, place: Place) -> Repair | None:
    slot = submission.view.slot_at(place)
    if slot is None or slot.reading.verdict is not _MEANT[finding.code]:
        return None
    meant = slot.reading.meant
    if isinstance(meant, date):
        meant = serial_of(meant)
    if not isinstance(meant, (str, float, int)) or isinstance(meant, bool):
        return None
    return Repair(finding.code, place, Constant(meant), _shown(slot), shown(slot.column.kind, meant))


def _formula(submission: Submission, finding: Finding, place: Place) -> Repair | None:
    """The template's formula; a formula that fills several cells is entered by hand."""
    view = submission.view
    slot = view.slot_at(place)
    if slot is not None and slot.column.formula is not None:
        text = view.expected_formula(slot.column)
        return Repair(finding.code, place, Formula(text), _shown(slot), f"={text}")
    expected = finding.fault.expected
    if finding.cells or not isinstance(expected, str) or not expected.startswith("="):
        return None
    if any(cell.spill is not None and place[1:] in cell.spill for cell in _cells(submission, place[0])):
        return None
    before = view.contents.sheets[place[0]].value(*place[1:])
    return Repair(finding.code, place, Formula(expected[1:]), "" if before is None else str(before), expected)


def _label(submission: Submission, finding: Finding, place: Place) -> Repair | None:
    expected = finding.fault.expected
    if finding.cells or not isinstance(expected, str):
        return None
    before = submission.view.contents.sheets[place[0]].value(*place[1:])
    return Repair(finding.code, place, Constant(expected), "" if before is None else str(before), expected)


def _cells(submission: Submission, sheet: str) -> Iterator[Cell]:
    yield from submission.view.contents.sheets[sheet].cells.values()


def _shown(slot: Slot) -> str:
    return written(slot.column, slot.value)


_WAYS: dict[str, Callable[[Submission, Finding, Place], Repair | None]] = {
    **dict.fromkeys(_MEANT, _as_meant),
    "XL401": _formula,
    "XL408": _formula,
    "XL215": _label,
    "XL216": _label,
}
RECALCULATED = frozenset({"XL404", "XL409", "XL410", "XL411"})
"""Rules whose findings are gone once all formulas were worked out anew, which a repaired copy always is."""
