"""In what unit of amounts workbooks show their large figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.templates.common import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.rollup.extraction import Extract


def shown_in(extracts: Iterable[Extract]) -> str:
    """The unit that all of them name, as its code; "" for amounts in full, and where they do not agree."""
    named = {one.text("settings.shown_in") for one in extracts}
    found = named.pop() if len(named) == 1 else ""
    return found if found in SCALES else ""
