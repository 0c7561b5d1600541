"""Declared conditions as conditional formats take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.templates.formulas import written
from xltargets.workbooks.contents import address
from xltargets.workbooks.structured import parse_structured
from xltargets.workbooks.tokens import Kind, Token, tokens, untokenised

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.building.placing import Placed
    from xltargets.templates.schema import Template


def for_first_row(
    condition: str, template: Template, placed: Placed, translate: Callable[[str], str] = lambda label: label
) -> str:
    """A declared condition as conditional formats take it: `[@due]` as the cell of the first row, its column fixed.

    Excel takes no structured references there.
    """
    pieces = []
    for piece in tokens(condition):
        if piece.kind is Kind.STRUCTURED:
            reference = parse_structured(piece.text)
            cell = address(placed.first_row, placed.column_index(reference.first or ""))
            pieces.append(Token(Kind.REFERENCE, f"${cell}"))
        else:
            pieces.append(written(piece, template, placed.block.name, translate))
    return untokenised(pieces)
