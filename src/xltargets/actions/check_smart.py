"""Which objectives are specific, measurable, achievable, relevant and time-bound, and what the others lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.registry import Outcome, Request
from xltargets.calc import smart_text
from xltargets.errors import N_, Phrase, Translate, ValueProblem, fill
from xltargets.templates.target_plan.objectives import Objectives
from xltargets.views.view import View
from xltargets.workbooks.contents import Area, address

if TYPE_CHECKING:
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.workbooks.contents import Contents
    from xltargets.workbooks.engine import Results

LACKS = N_("{place}  {objective}: {names}. {advice}")
FAILS = N_("{place}  {objective}: {names}.")
CRITERIA = (Objectives.specific, Objectives.measurable, Objectives.achievable, Objectives.relevant, Objectives.timed)
_MANY = 200
"""Sentences that are read at once; more are a selection of whole columns."""


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: a target plan's Objectives; in any other place, the selected sentences."""
    assert contents is not None
    view = View.of(contents, request.clock())
    if view.template is not None and Objectives.name in view.template.tables:
        table = view.tables.get(Objectives.name)
        if table is not None and not _has_sentences_beside(contents, request, table):
            return _objectives(view, table, request.translate)
    return _sentences(contents, request)


def _has_sentences_beside(contents: Contents, request: Request, table: BoundTable) -> bool:
    """Whether text outside the table is selected."""
    return request.sheet != table.sheet.name and bool(_selected(contents, request))


def _objectives(view: View, table: BoundTable, translate: Translate) -> Outcome:
    needed = {column.identifier for column in (*CRITERIA, Objectives.objective, Objectives.advice)}
    if not needed <= table.column_index.keys():
        raise ValueProblem(
            "objectives", Objectives.name, N_("expected all columns of Objectives; xltargets validate tells more")
        )
    rows = [row for row in table.rows_in_use if table.slot(Objectives.objective, row).value]
    if not rows:
        return Outcome(Phrase(N_("There is no objective yet: write one in Objectives, one row for each.")))
    results = view.recalculated
    details, first, short = [], None, 0
    for row in rows:
        verdicts = {column: _code(table.slot(column, row), results) for column in CRITERIA}
        lacking = [column for column in CRITERIA if verdicts[column] != "Pass"]
        if not lacking:
            continue
        short += 1
        first = first or address(row, table.column_index[lacking[0].identifier])
        place = table.slot(lacking[0], row).at.place
        names = tuple(table.slot(column, row).label for column in lacking)
        advice = results.values.get(table.slot(Objectives.advice, row).place, "")
        line = {
            "place": place,
            "objective": table.slot(Objectives.objective, row).value,
            "names": names,
            "advice": advice,
        }
        details.append(fill(LACKS, line, translate))
    if not short:
        return Outcome(Phrase(N_("Every objective is SMART ({count})."), count=len(rows)))
    message = N_("{short} of {count} {count:objective|objectives} {short:lacks|lack} something.")
    show = (table.sheet.name, first) if first is not None else None
    return Outcome(Phrase(message, short=short, count=len(rows)), details=tuple(details), show=show)


def _code(slot: Slot, results: Results) -> str:
    """The code of a verdict, worked out anew."""
    value = results.values.get(slot.place, slot.value)
    return slot.heading.code_of(value) if isinstance(value, str) else ""


def _selected(contents: Contents, request: Request) -> list[tuple[str, str]]:
    """The texts of the selected cells that are long enough to be sentences, with their cells."""
    if request.sheet is None or request.selection is None or request.sheet not in contents.sheets:
        return []
    try:
        area = Area.parse(request.selection)
    except ValueError:
        return []
    found = [
        (address(*place), cell.value.strip())
        for place, cell in sorted(contents.sheets[request.sheet].cells.items())
        if place in area and isinstance(cell.value, str) and cell.value.strip()
    ]
    return found[:_MANY]


def _sentences(contents: Contents, request: Request) -> Outcome:
    """What SMART_TEXT says of each selected sentence."""
    texts = _selected(contents, request)
    if not texts:
        raise ValueProblem(
            "selection",
            request.selection,
            N_("expected a target plan, or selected cells with objectives written as sentences"),
        )
    details, first = [], None
    assert request.sheet is not None
    for cell, text in texts:
        verdicts = [str(one) for one in smart_text(text)[0]]
        failed = [Phrase(column.label) for column, one in zip(CRITERIA, verdicts, strict=True) if one == "Fail"]
        if failed:
            first = first or cell
            line = {"place": f"{_quoted(request.sheet)}!{cell}", "objective": text, "names": failed}
            details.append(fill(FAILS, line, request.translate))
    if not details:
        return Outcome(Phrase(N_("No sentence fails a criterion of SMART ({count})."), count=len(texts)))
    message = N_("{short} of {count} {count:sentence|sentences} {short:fails|fail} a criterion of SMART.")
    show = (request.sheet, first) if first is not None else None
    return Outcome(Phrase(message, short=len(details), count=len(texts)), details=tuple(details), show=show)


def _quoted(sheet: str) -> str:
    return sheet if sheet.isidentifier() else "'" + sheet.replace("'", "''") + "'"
