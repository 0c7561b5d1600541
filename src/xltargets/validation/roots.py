"""What follows from another finding is folded under it, so that one mistake is told once, where it was made."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from xltargets.errors import CellError
from xltargets.validation.finding import Finding
from xltargets.validation.registry import root_codes
from xltargets.views.tracing import Cells
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Place

_LOST = frozenset({"XL201", "XL204", "XL205", "XL211", "XL212", "XL221", "XL222"})
"""What formulas cannot find any more; errors that say so follow from it."""
_NOT_FOUND = frozenset({"#REF!", "#NAME?"})
_VALUES = frozenset({"XL301", "XL302", "XL310", "XL311", "XL312", "XL401", "XL403"})
"""What is wrong with a name itself; whoever refers to it names somebody unknown."""
_UNKNOWN = frozenset({"XL307", "XL313", "XL314", "XL322"})
_DATES = "XL118"
_OTHER_DAYS = frozenset({"XL315", "XL316"})
_COLLAPSED = "XL411"
_NAME = "XL223"
_RESULTS = frozenset({"XL403", "XL404"})
_ROW = frozenset({"XL401", "XL408"})
_ALIKE_IN_A_ROW = 3
"""From so many formulas missing in one row on, the row was inserted or pasted, and told once."""


def fold(submission: Submission, findings: list[Finding]) -> list[Finding]:
    """The findings with those marked that follow from another; the root comes first, and counts what follows."""
    if submission.template is None or len(findings) < 2:
        return findings
    marked = _marked(submission, findings)
    count = Counter(one.follows for one in marked if one.follows)
    roots = [replace(one, following=count[one.fingerprint]) if not one.follows else one for one in marked]
    return [one for root in roots if not root.follows for one in (root, *_of(root, roots))]


def _of(root: Finding, findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.follows and one.follows == root.fingerprint] if root.following else []


def _marked(submission: Submission, findings: list[Finding]) -> list[Finding]:
    parents: dict[int, Finding] = {}
    for finder in (_by_date_system, _by_name, _by_row, _by_loss, _by_key, _by_reference, _by_input, _by_cells):
        for child, root in finder(submission, [one for one in findings if id(one) not in parents]):
            parents.setdefault(id(child), root)
    return [replace(one, follows=_top(one, parents).fingerprint) if id(one) in parents else one for one in findings]


def _top(finding: Finding, parents: dict[int, Finding]) -> Finding:
    """The root of the root; a child's root is never its own child, for roots are taken from what has no parent yet."""
    seen = set()
    while id(finding) in parents and id(finding) not in seen:
        seen.add(id(finding))
        finding = parents[id(finding)]
    return finding


Pairs = list[tuple[Finding, Finding]]


def _by_date_system(_submission: Submission, findings: list[Finding]) -> Pairs:
    """All days are wrong together."""
    root = next((one for one in findings if one.code == _DATES), None)
    children = [one for one in findings if one.code.startswith("XL5") or one.code in _RESULTS | _OTHER_DAYS]
    return [(one, root) for one in children] if root is not None else []


def _by_name(_submission: Submission, findings: list[Finding]) -> Pairs:
    """A name that points elsewhere makes its setting look typed over there."""
    roots = {(one.at.table, one.at.column): one for one in findings if one.code == _NAME}
    return [
        (one, roots[one.at.table, one.at.column])
        for one in findings
        if one.code != _NAME and (one.at.table, one.at.column) in roots
    ]


def _by_row(_submission: Submission, findings: list[Finding]) -> Pairs:
    """Formulas that are missing in one row of a table."""
    rows: dict[tuple[str | None, int], list[Finding]] = {}
    for one in findings:
        if one.code in _ROW and one.at.table and one.at.column and one.at.cell and not one.cells:
            rows.setdefault((one.at.table, Area.parse(one.at.cell).top), []).append(one)
    return [(one, row[0]) for row in rows.values() if len(row) >= _ALIKE_IN_A_ROW for one in row[1:]]


def _by_loss(_submission: Submission, findings: list[Finding]) -> Pairs:
    """Errors of formulas that look for what is gone."""
    root = next((one for one in findings if one.code in _LOST), None)
    if root is None:
        return []
    return [
        (one, root)
        for one in findings
        if (one.code == "XL403" and str(one.fault.found) in _NOT_FOUND)
        or (one.code == "XL222" and root.code != "XL222")
    ]


def _by_key(_submission: Submission, findings: list[Finding]) -> Pairs:
    """Two errors are not the same key."""
    errors = [one for one in findings if one.code == "XL403"]
    keys = [one for one in findings if one.code == "XL306" and isinstance(one.fault.found, CellError)]
    return [(one, errors[0]) for one in keys] if errors else []


def _by_reference(submission: Submission, findings: list[Finding]) -> Pairs:
    """Names that are unknown because the row that had them is at fault."""
    at_fault = {f"{one.at.table}.{one.at.column}": one for one in findings if one.code in _VALUES}
    if not at_fault or submission.template is None:
        return []
    pairs: Pairs = []
    for one in findings:
        if one.code not in _UNKNOWN or one.at.table not in submission.template.tables or one.at.column is None:
            continue
        column = submission.template.tables[one.at.table][one.at.column]
        sources = (column.references, column.offered, *column.known)
        root = next((at_fault[source] for source in sources if isinstance(source, str) and source in at_fault), None)
        if root is not None and root is not one and one.severity <= root.severity:
            pairs.append((one, root))
    return pairs


def _by_input(_submission: Submission, findings: list[Finding]) -> Pairs:
    """What the figures say of an input that cannot be meant."""
    inputs = {(one.at.sheet, one.at.cell): one for one in findings if one.code.startswith("XL3") and one.at.cell}
    children = [one for one in findings if one.code.startswith("XL5")]
    pairs = [(one, inputs.get((one.at.sheet, one.at.cell or ""))) for one in children]
    same = [(one, root) for one, root in pairs if root is not None and one.severity <= root.severity]
    days = {_row_of(one): one for one in findings if one.code in _OTHER_DAYS and one.at.table and one.at.cell}
    told = {id(one) for one, _root in same}
    mates = [(one, days.get(_row_of(one))) for one in children if id(one) not in told and one.at.cell]
    return same + [(one, root) for one, root in mates if root is not None and one.severity <= root.severity]


def _row_of(finding: Finding) -> tuple[str | None, int]:
    return finding.at.table, Area.parse(finding.at.cell or "").top


def _by_cells(submission: Submission, findings: list[Finding]) -> Pairs:
    """What formulas make of a cell in which a mistake was made."""
    candidates = [one for one in findings if _may_follow(one) and one.at.cell and one.at.sheet]
    if not candidates:
        return []
    pairs: Pairs = []
    for root in findings:
        if root.code not in root_codes() or not root.at.cell:
            continue
        start = _places(root)
        touched = Cells(submission.view.readings.reached(start))
        told = [
            one
            for one in candidates
            if one is not root
            and (one.severity <= root.severity or (root.code == _COLLAPSED and one.code in _RESULTS))
            and _touches(submission, one, touched)
        ]
        pairs += [(one, root) for one in told]
        candidates = [one for one in candidates if not any(one is other for other in told)]
    return pairs


def _may_follow(finding: Finding) -> bool:
    is_error_as_key = finding.code == "XL306" and isinstance(finding.fault.found, CellError)
    return finding.code in _RESULTS or finding.code.startswith("XL5") or is_error_as_key


def _touches(submission: Submission, finding: Finding, touched: Cells) -> bool:
    """Whether what a finding tells of is worked out from the cells: its own cell by formula, or one of its area."""
    sheet = finding.at.sheet or ""
    cells = submission.view.contents.sheets[sheet].cells if sheet in submission.view.contents.sheets else {}
    area = Area.parse(finding.at.cell or "")
    if area.rows * area.columns > 1:
        return touched.touch([(sheet, area)], ("", 0, 0))
    cell = cells.get((area.top, area.left))
    return cell is not None and cell.formula is not None and touched.touch([(sheet, area)], ("", 0, 0))


def _places(finding: Finding) -> set[Place]:
    sheet = finding.at.sheet or ""
    areas = [Area.parse(cell) for cell in finding.cells or (finding.at.cell or "",)]
    places = {(sheet, *spot) for area in areas for spot in area.positions()}
    return places | _pointed_at(finding) if finding.code == _NAME else places


def _pointed_at(finding: Finding) -> set[Place]:
    """Where a name of the template points instead."""
    sheet, _mark, cell = str(finding.fault.found).rpartition("!")
    try:
        area = Area.parse(cell)
    except ValueError:
        return set()
    return {(sheet.strip("'").replace("''", "'"), area.top, area.left)}
