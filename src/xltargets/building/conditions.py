"""Declared conditions as conditional formats take them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from xltargets.templates.formulas import written
from xltargets.templates.loaded import LINES, TABLE, as_loaded, figure_name
from xltargets.templates.schema import Form, Kind
from xltargets.templates.versions import OLDEST
from xltargets.workbooks.contents import Area, address
from xltargets.workbooks.formulas import quoted
from xltargets.workbooks.structured import parse_structured
from xltargets.workbooks.tokens import Kind as Piece
from xltargets.workbooks.tokens import Token, tokens, untokenised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xltargets.building.placing import Placed, Plan
    from xltargets.templates.schema import Column, Template


def for_first_row(
    condition: str, template: Template, placed: Placed, translate: Callable[[str], str] = lambda label: label
) -> str:
    """A declared condition as conditional formats take it: `[@due]` as the cell of the first row, its column fixed.

    Excel takes no structured references there.
    """
    pieces = []
    for piece in tokens(condition):
        if piece.kind is Piece.STRUCTURED:
            reference = parse_structured(piece.text)
            cell = address(placed.first_row, placed.column_index(reference.first or ""))
            pieces.append(Token(Piece.REFERENCE, f"${cell}"))
        else:
            pieces.append(written(piece, template, placed.block.name, translate))
    return untokenised(pieces)


_NUMBERS = (Kind.AMOUNT, Kind.NUMBER, Kind.RATIO, Kind.COUNT)


def _saying(placed: Placed) -> list[Column]:
    """The columns by which a row is empty or not: all but the numbers that formulas give."""
    return [one for one in placed.block.columns if one.is_input or one.kind not in _NUMBERS]


def where_empty(placed: Placed) -> str:
    """Whether nothing stands in a row of a table but numbers that formulas gave, as a conditional format takes it."""
    cells = [address(placed.first_row, placed.column_index(one.identifier)) for one in _saying(placed)]
    return "&".join(f"${cell}" for cell in cells) + '=""'


def blank_when_empty(placed: Placed) -> Iterator[Area]:
    """The cells of a table, column by column where they stand apart, that show nothing in an empty row."""
    # Of the first version, which is older than these formats, those whose zero is no dash. A table may have a column
    # of that name.
    came = placed.block.since if isinstance(placed.block.since, int) else OLDEST
    if not _saying(placed):
        return
    wanted = [
        placed.column_index(one.identifier)
        for one in placed.block.columns
        if one.formula is not None
        and one.kind in _NUMBERS
        and (max(one.since, came) > OLDEST or one.kind in (Kind.NUMBER, Kind.COUNT))
    ]
    for _gap, run in groupby(enumerate(wanted), lambda pair: pair[1] - pair[0]):
        numbers = [number for _place, number in run]
        yield Area(placed.first_row, numbers[0], placed.last_row, numbers[-1])


def where_loaded(plan: Plan, placed: Placed, column: Column, cell: str) -> str:
    """Whether a cell holds what the sheet Loaded says was put there, as a conditional format takes it.

    `cell` is the first of the column. Several of one key are told apart by their number there, and have no such tone.
    """
    lines = plan.blocks[TABLE]
    name = figure_name(plan.template, column, plan.translate).replace('"', '""')

    def held(identifier: str) -> str:
        letters = address(1, lines.column_index(identifier)).rstrip("0123456789")
        place = f"${letters}${lines.first_row}:${letters}${lines.first_row + LINES - 1}"
        return quoted(lines.sheet) + place

    conditions = [f'({held("figure")}="{name}")', f"({held('value')}={as_loaded(column, cell)})"]
    if not issubclass(placed.block, Form):
        keys = [one for one in placed.block.columns if one.key]
        cells = [f"${address(placed.first_row, placed.column_index(one.identifier))}" for one in keys]
        words = [as_loaded(one, key) for one, key in zip(keys, cells, strict=True)]
        conditions.append(f"({held('row')}=" + '&" / "&'.join(words) + ")")
    return "SUMPRODUCT(1*" + "*".join(conditions) + ")>0"
