"""A template as an earlier version of it was: what a workbook of that version is looked at and judged by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from xltargets.templates.frozen import frozen
from xltargets.templates.schema import Choices, Choosable, Column, Form, Kind, Matrix, Table, Tiles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from xltargets.templates.frozen import Record
    from xltargets.templates.schema import Sheet, Template

OLDEST = 1


_KNOWN: dict[tuple[int, int], Template | None] = {}


def at(template: Template, version: int) -> Template | None:
    """The template in a version of it: of today as it is, of earlier ones as they were frozen; None if unknown.

    Tables and columns that came since are left out; labels, formulas and words are those of then.
    """
    if version == template.version:
        return template
    key = (id(template), version)
    if key not in _KNOWN:
        _KNOWN[key] = _as_it_was(template, version)
    return _KNOWN[key]


def as_named(template: Template, titles: Collection[str], translate: Callable[[str], str]) -> Template:
    """The template with the titles that its sheets have in a workbook which has some of an earlier version."""
    kept = frozenset(
        sheet.key
        for sheet in template.sheets
        if sheet.was and translate(sheet.was) in titles and translate(sheet.title) not in titles
    )
    if not kept:
        return template
    key = (id(template), kept)
    if key not in _NAMED:
        sheets = tuple(replace(one, title=one.was) if one.key in kept else one for one in template.sheets)
        # With the template itself, by whose identity it is known.
        _NAMED[key] = (template, replace(template, sheets=sheets))
    return _NAMED[key][1]


_NAMED: dict[tuple[int, frozenset[str]], tuple[Template, Template]] = {}


def _as_it_was(template: Template, version: int) -> Template | None:
    record = frozen(template.key, version) if OLDEST <= version < template.version else None
    if record is None:
        return None
    today = {sheet.key: sheet for sheet in template.sheets}
    there = {block["name"] for one in record["sheets"] for block in one["blocks"] if "name" in block}
    sheets = tuple(_sheet(today[one["key"]], one, there) for one in record["sheets"])
    return replace(
        template,
        version=version,
        sheets=sheets,
        glance=tuple(record.get("glance", ())),
    )


def _sheet(sheet: Sheet, record: Record, there: set[str]) -> Sheet:
    """A sheet with the tables, forms, grids and tiles that it had; charts are drawn from them, and judged by none."""
    known = {getattr(block, "name", ""): block for block in sheet.blocks}
    blocks = tuple(_block(known[one["name"]], one, there) for one in record["blocks"] if one["name"] in known)
    return replace(sheet, title=record["title"], was="", blocks=blocks)


def _block(block: Any, record: Record, there: set[str]) -> Any:
    """A block as it was, beside the tables of then."""
    if isinstance(block, Tiles):
        return replace(block, fields=tuple(record["fields"]), anchor=record["anchor"], spans=tuple(record["spans"]))
    if isinstance(block, Matrix):
        was: dict[str, Any] = {
            key: record[key] for key in ("title", "anchor", "rows", "columns", "formula") if key in record
        }
        was |= {"row_total": record.get("row_total"), "column_total": record.get("column_total")}
        return replace(block, rest=record.get("rest", ""), **was)
    base = next(one for one in (Form, Choosable, Table) if issubclass(block, one))
    kept = ("title", "help", "rows", "starts", "row_height", "spare", "headings", "widths", "wraps")
    body: dict[str, Any] = {name: getattr(block, name) for name in kept if hasattr(block, name)}
    body |= {"name": block.name, "anchor": record["anchor"], "__doc__": block.__doc__}
    if base is not Form:
        follows = record.get("follows")
        body |= {"totals": record.get("totals", False), "repeats": record.get("repeats", False)}
        body["follows"] = None if follows is None else tuple(follows)
    today = {column.identifier: column for column in block.columns}
    for one in record["columns"]:
        column = _column(today.get(one["key"]), one)
        offers = column.offered.partition(".")[0] if isinstance(column.offered, str) else ""
        # The words of a table that came later were not offered.
        body[one["key"]] = column if not offers or offers in there else replace(column, offered=None)
    return type(block)(block.__name__, (base,), body)


def _column(today: Column | None, record: Record) -> Column:
    """A column as it was; what only serves to show or fill it is today's."""
    kind = Kind(record["kind"])
    was: dict[str, Any] = {
        "label": record["label"],
        "kind": kind,
        "formula": record.get("formula"),
        "key": record.get("is_key", False),
        "required": record.get("required", False),
        "unique": record.get("unique", False),
        "loaded": record.get("loaded", False),
        "total": record.get("total", False),
        "minimum": record.get("minimum"),
        "maximum": record.get("maximum"),
        "references": record.get("references"),
        "choices": _choices(today, record.get("choices")),
        "since": OLDEST,
    }
    return Column(**was) if today is None else replace(today, **was)


def _choices(today: Column | None, record: Record | None) -> Choices | None:
    if record is None:
        return None
    tones = today.choices.tones if today is not None and today.choices is not None else ()
    labels = tuple((code, label) for code, label in record["labels"])
    known = dict(labels)
    return Choices(record["key"], labels, tuple((code, tone) for code, tone in tones if code in known))
