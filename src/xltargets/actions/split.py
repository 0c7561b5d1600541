"""A target split by the selected weights, the exact parts written beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.registry import Changes, Outcome, Request
from xltargets.calc import target_split
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.views.slots import target
from xltargets.views.view import View
from xltargets.workbooks.contents import Area, address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.views.slots import Slot
    from xltargets.workbooks.contents import Contents

LONGEST = 10_000


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: the total of the plan's Settings, or the option `total`, by one row or column of weights.

    The parts go to the right of a column and below a row, into empty cells only; decimals are those of Settings.
    """
    assert contents is not None
    sheet, area = _selection(contents, request)
    total, decimals = _total(contents, request)
    places = [(row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)]
    weights = [contents.sheets[sheet].value(*place) for place in places]
    for place, weight in zip(places, weights, strict=True):
        if weight is not None and not isinstance(weight, float):
            raise ValueProblem(f"{sheet}!{address(*place)}", weight, N_("expected a number, the weight of a part"))
    down = area.left == area.right
    targets = [(row, column + 1) if down else (row + 1, column) for row, column in places]
    for place in targets:
        there = contents.sheets[sheet].cells.get(place)
        if there is not None and (there.formula is not None or there.value not in (None, "")):
            found = f"={there.formula}" if there.formula is not None else there.value
            raise ValueProblem(
                f"{sheet}!{address(*place)}", found, N_("expected empty cells beside the weights, for the parts")
            )
    parts = target_split(total, weights, decimals)
    changes: Changes = {sheet: {place: float(part) for place, part in zip(targets, parts, strict=True)}}
    beside = Area(*targets[0], *targets[-1])
    message = Phrase(
        N_("{total} is split into {count} {count:part, which is|parts, which sum to} it exactly; see {cells}."),
        total=f"{total:,.{decimals}f}",
        count=len(parts),
        cells=f"{sheet}!{beside}",
    )
    return Outcome(message, changes=changes, show=(sheet, str(beside)))


def _selection(contents: Contents, request: Request) -> tuple[str, Area]:
    if request.sheet is None or request.selection is None or request.sheet not in contents.sheets:
        raise ValueProblem("selection", request.selection, N_("expected selected cells with the weights"))
    expected = N_("expected one row or one column of weights, two cells at least")
    try:
        area = Area.parse(request.selection)
    except ValueError:
        raise ValueProblem("selection", request.selection, expected) from None
    wide, tall = area.right - area.left + 1, area.bottom - area.top + 1
    if min(wide, tall) != 1 or max(wide, tall) == 1 or max(wide, tall) > LONGEST:
        raise ValueProblem("selection", request.selection, expected)
    return request.sheet, area


def _total(contents: Contents, request: Request) -> tuple[float, int]:
    """What is to be split, and its decimals."""
    fields = View.of(contents).fields
    places = _setting(contents, "settings.decimals", fields)
    decimals = int(places) if places is not None else 0
    given = request.options.get("total")
    if given is not None:
        return float(given), decimals
    total = _setting(contents, "settings.total", fields)
    if not total:
        raise ValueProblem(
            "workbook", Phrase(N_("no total")), N_("expected a target plan with a target of the year in Settings")
        )
    return total, decimals


def _setting(contents: Contents, reference: str, fields: Mapping[str, Slot]) -> float | None:
    """A number of Settings; by its name alone where a host does not see what template the workbook is of."""
    slot = fields.get(reference)
    if slot is not None:
        return slot.value if isinstance(slot.value, float) else None
    name = next((one for one in contents.names if one.name.lower() == reference.replace(".", "_")), None)
    place = target(name, contents) if name is not None else None
    value = place[0].value(place[1].top, place[1].left) if place else None
    return value if isinstance(value, float) else None
