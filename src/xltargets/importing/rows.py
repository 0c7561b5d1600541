"""The rows of one table of a template from a file whose headers are the table's own, in any of the languages.

Nothing is repaired silently: a word that a drop-down does not offer, or a text where a number or a day belongs, is left
blank and told with its count.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.importing.account import Remark, Told
from xltargets.importing.deal_rows import read_telling
from xltargets.importing.figures_in_files import Ambiguous, read_amounts, read_dates
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import Filled
from xltargets.locale import LANGUAGES, translator
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.names import name_key
from xltargets.views.reading import DATED, NUMERIC, SHARES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xltargets.templates.schema import Column

MAIN_TABLES = {"risk-register": "risks"}
"""The table of a template that a file fills."""


@dataclass(frozen=True)
class Declared:
    """The inputs of a table as a file has them: by key, or by header in any language."""

    columns: list[Column]

    def __getitem__(self, key: str) -> Column:
        return next(column for column in self.columns if column.identifier == key)


def declared(template: str, table: str) -> Declared:
    """What a file may have for a table; only what identifies a row must be there."""
    found = []
    inputs = [column for column in TEMPLATES[template].tables[table].columns if column.is_input]
    keys = [column for column in inputs if column.key and column.required]
    for column in inputs:
        labels = tuple(dict.fromkeys(translator(language)(column.label) for language in LANGUAGES))
        found.append(dataclasses.replace(column, synonyms=(*column.synonyms, *labels), required=column in keys))
    return Declared(found)


def rows_from_file(
    template: str, path: Path, *, settings: Mapping[str, Any] | None = None, options: ImportOptions | None = None
) -> Filled:
    """Fill the main table of a template from a file. Raises a `SourceProblem` where the file is none for it."""
    options = options or ImportOptions()
    table = MAIN_TABLES[template]
    told = Told()
    used, not_used = told.used, told.not_used
    fields = declared(template, table)
    source = read_telling(path, fields, options, "", told)
    columns = {}
    for key in source.columns:
        cells = [None if _is_blank(cell) else cell for cell in source.frame[key]]
        columns[key] = _read(fields[key], cells, path, options, not_used)
    rows = [
        {key: values[number] for key, values in columns.items() if values[number] is not None}
        for number in range(len(source.frame))
    ]
    used.append(Remark(N_("{count} rows are filled in."), sum(map(bool, rows))))
    return Filled(Filling({"settings": dict(settings or {})}, {table: [row for row in rows if row]}), used, not_used)


def _is_blank(cell: Any) -> bool:
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())  # noqa: PLR0124


def _read(column: Column, cells: list[Any], path: Path, options: ImportOptions, not_used: list[Remark]) -> list[Any]:
    """A column's values; what cannot be read is left blank and told."""
    if column.kind in DATED:
        try:
            values: list[Any] = list(read_dates(cells, options.date_order))
        except Ambiguous as problem:
            raise SourceProblem(N_("In {path}, {reason}."), path=path, reason=problem) from None
    elif column.kind in NUMERIC:
        values = list(read_amounts(cells, shares=column.kind in SHARES)[0])
    elif column.choices is not None:
        words = _words(column)
        values = [None if cell is None else words.get(name_key(cell)) for cell in cells]
    else:
        values = [None if cell is None else str(cell).strip() for cell in cells]
    lost = [cell for cell, value in zip(cells, values, strict=True) if cell is not None and value is None]
    if lost:
        message = N_("{count} cells of {column} cannot be read, such as {example}; they are left blank.")
        not_used.append(Remark(message, len(lost), {"column": Phrase(column.label), "example": repr(str(lost[0]))}))
    return values


def _words(column: Column) -> dict[str, str]:
    """The codes of a drop-down by their words in every language."""
    assert column.choices is not None
    found = {}
    for code, label in column.choices.labels:
        for word in (code, *(translator(language)(label) for language in LANGUAGES)):
            found[name_key(word)] = code
    return found
