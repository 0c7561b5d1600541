"""What a formula in an input cell reads."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from xltargets.views.tracing import depends_on_today, precedents

if TYPE_CHECKING:
    from xltargets.views.slots import Slot
    from xltargets.views.view import View

_MOST = 5000
"""Cells of one reference that are looked at; a larger one reads whole tables, results among them."""


class Reading(Enum):
    """Of what an input is made."""

    OWN = "own"
    """Numbers, and cells that people fill in or that the template does not know."""
    RESULT = "result"
    RESTLESS = "restless"


def reading_of(view: View, slot: Slot) -> Reading:
    """Whether an input's formula reads results of the template, changes by itself, or is a person's own."""
    formula = slot.formula or ""
    if depends_on_today(formula):
        return Reading.RESTLESS
    for sheet, area in precedents(formula, view.contents, slot.place):
        here = view.contents.sheets.get(sheet)
        if here is None:
            continue
        if area.rows * area.columns > _MOST:
            spots = [spot for spot in here.cells if spot in area]
        else:
            spots = [spot for spot in area.positions() if spot in here.cells]
        for spot in spots:
            read = view.slot_at((sheet, *spot))
            is_result = read is not None and read.column.formula is not None
            is_figure = read is None and here.cells[spot].formula is not None and sheet in view.layout.own_titles
            if is_result or is_figure:
                return Reading.RESULT
    return Reading.OWN
