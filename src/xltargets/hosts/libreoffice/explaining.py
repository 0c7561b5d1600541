"""XLT_EXPLAIN in LibreOffice: a formula is worked out among the cells that came along, as the document shows them.

`around` is `{"sheets": ["Plan"], "places": [["Plan", 3, 3]], "names": [["total", "Plan!$A$1"]], "tables": [["deals",
"Plan", 1, 1, 3, 3, ["Actual", "Target", "Attained"]]], "cells": [["Plan", 1, 1, [[100.0, null]]]]}`. The places are the
cells with this formula that are asked about: several, where it is the same down a column.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, CellError
from xltargets.workbooks.contents import Area, Cell, Contents, Name, Sheet, Table, TableColumn
from xltargets.workbooks.engine import evaluate_formula

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.errors import Translate
    from xltargets.hosts.wire.calls import Asker, Explain

ONE_ONLY = N_("Several cells have this formula, each with another reason: ask about one of them only.")


def explainer(around: dict[str, Any], clock: Callable[[], float]) -> Explain:
    """The sentence of a formula's error, for the cells that are asked about."""
    contents = contents_of(around)
    places = [(sheet, (row, column)) for sheet, row, column in around["places"]]

    def explain(formula: str, _asker: Asker, translate: Translate) -> str:
        if not places:
            return evaluate_formula(formula, contents, None, clock, translate).message
        found = {evaluate_formula(formula, contents, sheet, clock, translate, at).message for sheet, at in places}
        return found.pop() if len(found) == 1 else translate(ONE_ONLY)

    return explain


def contents_of(around: dict[str, Any]) -> Contents:
    """The document as far as the formula looks into it."""
    contents = Contents(Path("document"))
    for name in around["sheets"]:
        contents.sheets[name] = Sheet(name, "")
    contents.names = [Name(name, refers_to) for name, refers_to in around["names"]]
    for name, sheet, top, left, bottom, right, columns in around["tables"]:
        named = [TableColumn(column) for column in columns]
        contents.tables[name.lower()] = Table(name, sheet, Area(top, left, bottom, right), named)
    for name, top, left, rows in around["cells"]:
        cells = contents.sheets[name].cells
        for row, values in enumerate(rows, top):
            for column, value in enumerate(values, left):
                if value is not None:
                    cells[row, column] = Cell(row, column, _cell(value))
    return contents


def _cell(value: Any) -> Any:
    return CellError(value["error"]) if isinstance(value, dict) else value
