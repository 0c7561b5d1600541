"""What each version of each template declared: sheets, tables, columns, formulas, and where they began.

One file a template and version, written by `freeze` when a version is made and never changed after its release. By it
a workbook of an earlier version is looked at as what it is (`xltargets.templates.versions`).
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from xltargets.templates.schema import Before, Choices, Form, Matrix, SumsTo, Table, Tiles

if TYPE_CHECKING:
    from xltargets.templates.schema import Check, Column, Template

Record = dict[str, Any]


def file_name(key: str, version: int) -> str:
    """The name of the file.

    >>> file_name("crm-log", 2)
    'crm-log.v2.json'
    """
    return f"{key}.v{version}.json"


def as_text(template: Template) -> str:
    """The file's text."""
    return json.dumps(freeze(template), ensure_ascii=False, indent=1) + "\n"


@cache
def frozen(key: str, version: int) -> Record | None:
    """What a version of a template declared; None if there is no such version."""
    file = resources.files(__name__) / file_name(key, version)
    found: Record | None = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    return found


def freeze(template: Template) -> Record:
    """A template's declaration as plain data: whatever a workbook of this version can be held to."""
    return {
        "template": template.key,
        "version": template.version,
        "glance": list(template.glance),
        "sheets": [
            {
                "key": sheet.key,
                "title": sheet.title,
                "blocks": [_block(block) for block in sheet.blocks if isinstance(block, (type, Matrix, Tiles))],
            }
            for sheet in template.sheets
        ],
    }


def _block(block: Any) -> Record:
    if isinstance(block, Tiles):
        return {
            "kind": "tiles",
            "name": block.name,
            "fields": list(block.fields),
            "anchor": block.anchor,
            "spans": list(block.spans),
        }
    if isinstance(block, Matrix):
        return _given(
            kind="matrix",
            name=block.name,
            title=block.title,
            anchor=block.anchor,
            rows=block.rows,
            columns=block.columns,
            formula=block.formula,
            row_total=block.row_total,
            column_total=block.column_total,
            rest=block.rest,
        )
    record = _given(
        kind="form" if issubclass(block, Form) else "table",
        name=block.name,
        title=block.title,
        anchor=block.anchor,
        columns=[_column(column) for column in block.columns],
    )
    if issubclass(block, Table):
        follows = None if block.follows is None else list(block.follows)
        record |= _given(totals=block.totals, repeats=block.repeats, follows=follows)
    return record


def _column(column: Column) -> Record:
    return _given(
        key=column.identifier,
        label=column.label,
        kind=column.kind.value,
        formula=column.formula,
        is_key=column.key,
        required=column.required,
        unique=column.unique,
        loaded=column.loaded,
        total=column.total,
        minimum=column.minimum,
        maximum=column.maximum,
        references=column.references,
        choices=None if column.choices is None else _choices(column.choices),
        checks=[_check(check) for check in column.checks],
    )


def _choices(choices: Choices) -> Record:
    return {"key": choices.key, "labels": [list(pair) for pair in choices.labels]}


def _check(check: Check) -> list[Any]:
    if isinstance(check, SumsTo):
        return ["sums to", check.total]
    return ["before", check.column] if isinstance(check, Before) else ["ascending"]


def _given(**values: Any) -> Record:
    """Without what says nothing, so that files stay short."""
    return {key: value for key, value in values.items() if value not in (None, False, [], "")}
