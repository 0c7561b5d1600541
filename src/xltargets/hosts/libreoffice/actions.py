"""Actions on an open document of LibreOffice: a copy is read here, and what is to change goes back as plain data.

A request is `{"action": "refresh", "copy": path, "path": path or null, "folder": path or null, "sheet": "Plan",
"selection": "B5:B16", "language": "en", "options": {...}}`. Paths come from LibreOffice on this computer, by a pipe.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import ACTIONS, Request
from xltargets.errors import N_
from xltargets.hosts.wire.calls import read_language, read_translator, to_json
from xltargets.workbooks.growth import new_area, refuse_if_in_the_way
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xltargets.actions.registry import Outcome
    from xltargets.workbooks.contents import Area, CellValue, Contents

ENTERED_AGAIN = N_("{count} formulas of xlTargets were entered again.")


def perform(body: Mapping[str, Any], clock: Callable[[], float]) -> dict[str, Any]:
    """Run an action and tell what is to be done; what a person can mend comes as the message of a problem."""
    translate = read_translator(dict(body))
    action = ACTIONS[str(body["action"])]
    if "count" in body:
        # Calc entered formulas again by itself, as only it knows which names it does not know.
        return {"problem": False, "message": translate(ENTERED_AGAIN).format(count=body["count"])}
    try:
        contents = read(Path(body["copy"])) if action.needs_book else None
        request = Request(
            clock,
            read_language(dict(body)),
            translate,
            _path(body.get("path")),
            _path(body.get("folder")),
            body.get("sheet"),
            body.get("selection"),
            dict(body.get("options") or {}),
        )
        outcome = action.run(contents, request)
        return {"problem": False, **_told(outcome, contents, translate)}
    except Exception as problem:
        sentence = getattr(problem, "sentence", None)
        if callable(sentence):
            return {"problem": True, "message": sentence(translate)}
        if isinstance(problem, OSError) and problem.filename:
            return {"problem": True, "message": f"{problem.filename}: {problem.strerror}."}
        raise


def _path(text: Any) -> Path | None:
    return Path(text) if text else None


def _told(outcome: Outcome, contents: Contents | None, translate: Callable[[str], str]) -> dict[str, Any]:
    tables = [_table(contents, name, rows) for name, rows in outcome.rows.items()] if contents is not None else []
    return {
        "message": outcome.message.sentence(translate),
        "details": list(outcome.details),
        "changes": [
            [sheet, row, column, to_json(value)]
            for sheet, cells in outcome.changes.items()
            for (row, column), value in cells.items()
        ],
        "tables": tables,
        "files": [str(file) for file in outcome.files],
        "show": outcome.show,
    }


def _table(contents: Contents, name: str, rows: Sequence[Mapping[str, CellValue]]) -> dict[str, Any]:
    """A table's new rows, column by column; a column without values takes the formula of its first row."""
    table = contents.tables[name.lower()]
    area = new_area(table, len(rows))
    refuse_if_in_the_way(contents, table, area)
    sheet = contents.sheets[table.sheet]
    columns: list[list[Any] | None] = []
    for number, column in enumerate(table.columns, table.area.left):
        model = sheet.cells.get((table.area.top + 1, number))
        keeps = model is not None and model.formula is not None and not any(column.name in row for row in rows)
        columns.append(None if keeps else [to_json(row.get(column.name)) for row in rows or [{}]])
    return {
        "name": table.name,
        "sheet": table.sheet,
        "before": _bounds(table.area),
        "after": _bounds(area),
        "totals": table.has_totals,
        "columns": columns,
    }


def _bounds(area: Area) -> list[int]:
    return [area.top, area.left, area.bottom, area.right]
