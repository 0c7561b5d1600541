"""Whether a workbook's year is divided into weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.templates.year_kinds import PATTERN_OF

if TYPE_CHECKING:
    from xltargets.views.view import View


def pattern_in(view: View) -> str | None:
    """Its weeks, such as 4-4-5; None for a year of months."""
    slot = view.fields.get("settings.year_kind")
    code = None if slot is None or not isinstance(slot.value, str) else slot.heading.code_of(slot.value)
    return PATTERN_OF.get(str(code))
