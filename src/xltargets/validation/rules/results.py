"""XL4: results that are errors, old, or not verified."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_, CellError, Phrase
from xltargets.templates.drawn import makes_gaps
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location
from xltargets.views.reading import Verdict
from xltargets.views.slots import Place
from xltargets.views.tracing import Cells, depends_on_today
from xltargets.workbooks.contents import Area, address
from xltargets.workbooks.formulas import calls_out
from xltargets.workbooks.recalc import same_value

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.workbooks.engine import Unverified


@rule("XL403", "error-value", Severity.ERROR, root=True)
def error_value(submission: Submission) -> Iterator[Fault]:
    """A cell shows an error value.

    What it does
        Finds cells with #VALUE!, #REF!, #N/A and their like, and tells of those where the error begins: not of cells
        that only pass on another's error, nor of those that read an input which is a finding itself. Where the error
        is only stored, and the formula gives something else, XL404 tells so. Not of the grey cells beside a table from
        which a chart draws its lines: there #N/A is a gap.

    Why it matters
        Everything that is calculated from the cell is an error as well, or was left out without a word by IFERROR.

    Example
        A weight is #N/A, pasted from a look-up that found nothing.

    How to repair
        Correct the formula, or the cells that it reads.

    Safe repair
        None.
    """
    wrong = _errors(submission)
    if not wrong:
        return
    contents = submission.view.contents
    told = submission.view.readings.reached(_suspects(submission))
    blamed = Cells(wrong)
    for place in sorted(wrong):
        cell = contents.sheets[place[0]].cells[place[1:]]
        if submission.view.readings.read_by(place, blamed):
            continue
        if (
            place in told
            or place in submission.view.differing
            or (cell.formula is None and place in submission.view.anchors)
        ):
            continue
        slot = submission.view.slot_at(place)
        yield Fault(
            slot.at if slot else Location(place[0], cell=cell.address),
            N_("{label} is {found}."),
            _REPAIRS.get(str(cell.value), N_("Correct the formula, or the cells that it reads.")),
            cell.value,
            values={"label": slot.label if slot else cell.address},
        )


_REPAIRS = {
    "#REF!": N_("A cell that it read was deleted: bring it back, or correct the formula."),
    "#NAME?": N_("It uses a name or function that is not there: open the workbook with the xltargets add-in."),
    "#DIV/0!": N_("It divides by zero: fill in the cell by which it divides."),
    "#SPILL!": N_("Something stands in the way of its result: delete what was typed beside or below it."),
    "#N/A": N_("It looked for something that is not there: complete what it reads."),
}


def _errors(submission: Submission) -> set[Place]:
    """The cells that store an error value, on the template's own sheets; without those that leave a gap in a chart."""
    added = submission.view.layout.added_sheets
    return {
        (name, *position)
        for name, sheet in submission.view.contents.sheets.items()
        if name not in added
        for position, cell in sheet.cells.items()
        if cell.value.__class__ is CellError and not makes_gaps(cell.formula or "")
    }


def _suspects(submission: Submission) -> set[Place]:
    """Inputs of which another rule tells already."""
    unsuspicious = {Verdict.STRAY_SPACE, Verdict.ERROR}
    at_fault = submission.view.at_fault.items()
    wrong = {slot.place for verdict, slots in at_fault if verdict not in unsuspicious for slot in slots}
    return wrong | {slot.place for slot in submission.view.lacking}


@rule("XL404", "stored-value-differs", Severity.ERROR)
def stored_value_differs(submission: Submission) -> Iterator[Fault]:
    """The result stored in a cell is not what its formula gives.

    What it does
        Works out every formula anew, with the functions of xltargets, and compares with the results that the file
        stores, to nine digits. Where one old result leads to others, only the first is told. What depends on the day
        of today is left out.

    Why it matters
        Whoever looks at the file in a viewer, a phone or another program sees the stored results. They are old, or
        somebody changed them.

    Example
        The total target was changed by a program that does not recalculate, and the monthly targets are still the old
        ones.

    How to repair
        Open the workbook in Excel with the xltargets add-in, press Ctrl+Alt+F9, and save; or run xltargets recalc.

    Safe repair
        Yes: xltargets recalc stores the results anew.
    """
    # Where all tables are gone, formulas that name them give nothing to compare with.
    differing = set() if submission.without_tables else submission.view.differing - _following_a_filter(submission)
    collapsed = {place for _anchor, places in _collapsed(submission) for place in places}
    blamed = Cells(differing)
    contents = submission.view.contents
    for place in sorted(differing):
        anchor = submission.view.anchors.get(place, place)
        if anchor != place and anchor in differing:
            continue
        if place in collapsed:
            continue
        if depends_on_today(submission.view.formula(anchor)) or submission.view.readings.read_by(anchor, blamed):
            continue
        slot = submission.view.slot_at(place)
        cell = address(place[1], place[2])
        yield Fault(
            slot.at if slot else Location(place[0], cell=cell),
            N_("{label} shows {found}; its formula gives {expected}."),
            N_("Let Excel recalculate it with Ctrl+Alt+F9 and save, or run xltargets recalc."),
            contents.sheets[place[0]].value(*place[1:]),
            submission.view.recalculated.values[place],
            {"label": slot.label if slot else cell},
        )


@rule("XL409", "saved-without-add-in", Severity.WARNING)
def saved_without_add_in(submission: Submission) -> Iterator[Fault]:
    """The workbook was recalculated by a program that does not have the functions of xltargets.

    What it does
        Finds stored #NAME? errors in formulas that use a function of xltargets, and that give a result here. What they
        give, and what reads it, is judged by the result; so the workbook is accepted by what was typed. A workbook
        that was converted for such a program keeps its formulas apart, and is judged by them.

    Why it matters
        The formulas are right, and nothing is lost. But until they are recalculated, everybody sees #NAME?.

    Example
        The plan was opened in LibreOffice without the add-in, and saved.

    How to repair
        Open the workbook in Excel with the xltargets add-in and save it, or run xltargets recalc.

    Safe repair
        Yes: xltargets recalc stores the results anew.
    """
    converted = submission.missing.converted
    if converted:
        yield Fault(
            Location(row_key="values"),
            N_("It holds results in place of {count} {count:formula|formulas}, for a program without the add-in."),
            N_("Nothing typed is lost. Bring the formulas back: xltargets convert --for windows."),
            values={"count": len(converted)},
        )
    places = sorted(submission.missing.functions)
    if places:
        sheet, row, column = places[0]
        yield Fault(
            Location(sheet, cell=address(row, column)),
            N_("It shows #NAME?, as it was saved without the xltargets add-in (such formulas: {count})."),
            N_("Nothing typed is lost. Open it in Excel with the add-in and save it, or run xltargets recalc."),
            CellError("#NAME?"),
            submission.view.recalculated.values[places[0]],
            {"count": len(places)},
        )


@rule("XL410", "saved-without-results", Severity.WARNING)
def saved_without_results(submission: Submission) -> Iterator[Fault]:
    """The workbook was saved by a program that does not calculate.

    What it does
        Looks whether most formulas store no result at all. The workbook is then judged by what its formulas give.

    Why it matters
        Nothing that was typed is lost. But a viewer, a phone, or a program that reads the file sees empty cells.

    Example
        A script opened the plan, filled in the actuals, and saved it.

    How to repair
        Open the workbook in Excel and save it, or run xltargets recalc.

    Safe repair
        Yes: xltargets recalc stores the results anew.
    """
    count = len(submission.missing.results)
    if count:
        sheet, row, column = min(submission.missing.results)
        yield Fault(
            Location(row_key="results"),
            N_("It was saved without results: {count} {count:formula has|formulas have} none, such as {first}."),
            N_("Open and save it in a spreadsheet program, or run xltargets recalc."),
            values={"count": count, "first": Location(sheet, cell=address(row, column)).place},
        )


@rule("XL411", "spill-collapsed", Severity.WARNING, root=True)
def spill_collapsed(submission: Submission) -> Iterator[Fault]:
    """A formula that fills many cells fills fewer of them, or only its own.

    What it does
        Compares the area that the file gives an array formula with the area of its result.

    Why it matters
        The cells beside it are empty, and sums over them are too small.

    Example
        The grid shows its first cell only, after a script had saved the workbook.

    How to repair
        Click its first cell, press F2 and Enter, and save; or run xltargets recalc.

    Safe repair
        Yes: xltargets recalc stores the whole result.
    """
    for anchor, places in _collapsed(submission):
        sheet, row, column = anchor
        slot = submission.view.slot_at(anchor)
        yield Fault(
            slot.at if slot else Location(sheet, cell=address(row, column)),
            N_("The formula no longer fills the cells beside it: {found}; expected {expected}."),
            N_("Click it, press F2 and Enter, and save; or run xltargets recalc."),
            str(submission.view.contents.sheets[sheet].cells[row, column].spill or address(row, column)),
            str(submission.view.recalculated.spills[anchor]),
            {"count": len(places)},
        )


def _collapsed(submission: Submission) -> Iterator[tuple[Place, set[Place]]]:
    """Anchors whose stored area is smaller than their result, and the cells of the result that are not in it."""
    for anchor, area in submission.view.recalculated.spills.items():
        cell = submission.view.contents.sheets[anchor[0]].cells.get(anchor[1:])
        if cell is None or cell.formula is None:
            continue
        inside = cell.spill or Area(cell.row, cell.column, cell.row, cell.column)
        beyond = {(anchor[0], *spot) for spot in area.positions() if spot not in inside}
        differing = beyond & submission.view.differing
        if differing:
            yield anchor, beyond


def _following_a_filter(submission: Submission) -> set[Place]:
    """Totals that leave hidden rows out, as SUBTOTAL does, and are right for the rows that show."""
    found: set[Place] = set()
    view = submission.view
    for name, surface in (submission.surface.sheets if submission.surface else {}).items():
        hidden = frozenset(surface.hidden_rows)
        for table in view.contents.tables.values():
            data = table.data
            if not hidden or table.sheet != name or not table.has_totals or data is None:
                continue
            cells = view.contents.sheets[name].cells
            for column in range(table.area.left, table.area.right + 1):
                total = cells.get((table.area.bottom, column))
                if total is None or "SUBTOTAL(109" not in (total.formula or "").replace(" ", ""):
                    continue
                shown = [cells.get((row, column)) for row in range(data.top, data.bottom + 1) if row not in hidden]
                numbers = [one.value for one in shown if one is not None and isinstance(one.value, float)]
                if same_value(total.value, math.fsum(numbers)):
                    found.add((name, table.area.bottom, column))
    return found


@rule("XL406", "not-verified", Severity.INFO)
def not_verified(submission: Submission) -> Iterator[Fault]:
    """A formula could not be worked out here, so its result was not verified.

    What it does
        Lists, once for each reason, the formulas that the engine of xltargets cannot work out: unknown functions, links
        to other workbooks, forms that it does not know.

    Why it matters
        What is not verified may be right or wrong. It is never taken as right.

    Example
        A column of one's own uses LAMBDA.

    How to repair
        Nothing need be done. If a formula of the template is named here, it was changed.

    Safe repair
        None.
    """
    if not submission.view.is_whole:
        return
    reasons: dict[str, list[Place]] = {}
    for place, reason in submission.view.recalculated.not_verified.items():
        # What reaches outside is told by a rule of its own.
        if not _is_circle(reason) and calls_out(submission.view.formula(place)) is None:
            reasons.setdefault(reason.sentence(), []).append(place)
    for places in reasons.values():
        first = min(places)
        reason = submission.view.recalculated.not_verified[first]
        yield Fault(
            Location(first[0], row_key=reason.sentence(), cell=address(first[1], first[2])),
            N_("The result was not verified: {reason} (such formulas: {count})."),
            values={"count": len(places), "reason": Phrase(reason.message, **reason.values)},
        )


@rule("XL407", "circular-reference", Severity.ERROR)
def circular_reference(submission: Submission) -> Iterator[Fault]:
    """Formulas refer to each other in a circle.

    What it does
        Finds formulas whose result depends on itself.

    Why it matters
        A circle has no result. Spreadsheet programs show 0, or whatever was there before.

    Example
        The cell H40 of the Guide has the formula =H40+1.

    How to repair
        Choose Formulas, Error Checking, Circular References, and replace one formula of the circle by a value.

    Safe repair
        None.
    """
    for place, reason in sorted(submission.view.recalculated.not_verified.items()):
        if _is_circle(reason):
            yield Fault(
                Location(place[0], cell=address(place[1], place[2])),
                N_("The formula depends on its own result."),
                N_("Find the circle under Formulas, Error Checking, and replace one formula by a value."),
                "=" + submission.view.formula(place),
            )
            return


def _is_circle(reason: Unverified) -> bool:
    return reason.values.get("reason") == "Circ"
