"""What XLT_EXPLAIN asks: why a formula gives an error, among the cells of a workbook that a host has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.workbooks.engine import evaluate_formula

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.errors import Translate
    from xltargets.hosts.wire.calls import Explain
    from xltargets.workbooks.contents import Contents


def among(contents: Contents, clock: Callable[[], float]) -> Explain:
    """The sentence of a formula's error among these cells; on the first sheet, if its own is not known."""

    def explain(formula: str, sheet: str | None, translate: Translate) -> str:
        known = sheet if sheet in contents.sheets else None
        return evaluate_formula(formula, contents, known, clock, translate).message

    return explain
