"""The columns of one table of a template in a file whose headers are the table's own, in any language, or usual ones.

Nothing is repaired silently: a word that a drop-down does not offer, or a text where a number or a day belongs, is left
blank and told with its count.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.importing.account import Remark, Told
from xltargets.importing.figures_in_files import Ambiguous, order_of, read_amounts, read_dates
from xltargets.importing.money import amounts_of
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.profiles import labels
from xltargets.importing.raw import filled
from xltargets.importing.risk_words import codes
from xltargets.locale import LANGUAGES, translator
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Kind
from xltargets.units.names import name_key
from xltargets.views.reading import DATED, NUMERIC, SHARES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.importing.tables_in_files import Source
    from xltargets.templates.schema import Column

MAIN_TABLES = {"risk-register": "risks"}
"""The table of a template that a file fills."""


@dataclass(frozen=True)
class Declared:
    """The inputs of a table as a file has them: by key, or by header in any language."""

    columns: list[Column]

    def __getitem__(self, key: str) -> Column:
        return next(column for column in self.columns if column.identifier == key)


def declared(template: str, table: str, required: Iterable[str], more: Iterable[Column] = ()) -> Declared:
    """What a file may have for a table, and `more` that a table works out by itself.

    Headers are the table's own in any language, or those that the profiles know.
    """
    found = []
    inputs = [column for column in TEMPLATES[template].tables[table].columns if column.is_input]
    for column in (*inputs, *more):
        own = dict.fromkeys(translator(language)(column.label) for language in LANGUAGES)
        synonyms = (*column.synonyms, *own, *labels(table, column.identifier))
        found.append(dataclasses.replace(column, synonyms=synonyms, required=column.identifier in set(required)))
    return Declared(found)


def read_cells(column: Column, source: Source, options: ImportOptions, told: Told) -> list[Any]:
    """A column's values; what cannot be read is left blank and told."""
    path, cells = source.path, list(source.frame[column.identifier])
    cells = [cell if filled(cell) else None for cell in cells]
    if column.kind in DATED:
        try:
            values: list[Any] = list(
                read_dates(cells, order_of([source.columns.get(column.identifier, "")], options.date_order))
            )
        except Ambiguous as problem:
            raise SourceProblem(
                N_("In {path}, {reason}."), options=problem.options, path=path, reason=problem
            ) from None
    elif column.kind is Kind.AMOUNT:
        amounts = amounts_of(source, column.identifier, options, told)
        values = [float(one) if filled(one) else None for one in amounts]
    elif column.kind in NUMERIC:
        values = list(read_amounts(cells, shares=column.kind in SHARES)[0])
    elif column.choices is not None:
        words = words_of(column)
        values = [None if cell is None else words.get(name_key(cell)) for cell in cells]
    else:
        values = [None if cell is None else str(cell).strip() for cell in cells]
    triples = zip(source.rows, cells, values, strict=True)
    lost = [(row, cell) for row, cell, value in triples if cell is not None and value is None]
    if lost:
        message = N_(
            "{count} {count:cell|cells} of {column} cannot be read, such as {example} in row {row}; {count:it "
            "is|they are} left blank."
        )
        said = {"column": Phrase(column.label), "example": repr(str(lost[0][1])), "row": lost[0][0]}
        told.not_used.append(Remark(message, len(lost), said))
    return values


def words_of(column: Column) -> dict[str, str]:
    """The codes of a drop-down by their words in every language."""
    assert column.choices is not None
    found = {}
    for code, label in column.choices.labels:
        for word in (code, *(translator(language)(label) for language in LANGUAGES)):
            found[name_key(word)] = code
    return found


def chosen_words(column: Column, table: str, source: Source, cells: list[Any], told: Told) -> list[Any]:
    """The words of a drop-down: as the workbook has them, as others call them, or as they are; the last two are told.

    `table` of `common.toml` says how others call them.
    """
    own, others = words_of(column), codes(table)
    header = source.columns[column.identifier]
    found: list[Any] = []
    mapped: dict[str, str] = {}
    kept: dict[str, None] = {}
    for cell in cells:
        word, shown = (name_key(cell), str(cell).strip()) if filled(cell) else ("", "")
        code = own.get(word) or others.get(word)
        found.append((code or shown) if word else None)
        if word and code is None:
            kept.setdefault(shown)
        elif code is not None and word not in own:
            mapped[shown] = code
    if mapped:
        pairs = tuple(f"{word} = {code}" for word, code in mapped.items())
        told.used.append(Remark(N_("{column}: {pairs}."), len(mapped), {"column": header, "pairs": pairs}))
    if kept:
        message = N_("{column} has words that the drop-down does not offer, and keeps them; choose others: {words}.")
        told.not_used.append(Remark(message, len(kept), {"column": header, "words": tuple(map(repr, kept))}))
    return found
