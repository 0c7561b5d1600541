"""Declared formulas as they stand in a workbook of a language.

A declaration speaks of stable keys (`[@weight]`, `settings.total`); a workbook has headers in somebody's language and
defined names. Structured references are written in full, which is the form that every program reads.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.templates.schema import SUMS, Form
from xltargets.workbooks.structured import parse_structured
from xltargets.workbooks.tokens import Kind, Token, tokens, untokenised

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.templates.schema import Template


def setting_name(form: str, field: str) -> str:
    """The defined name of a form's field."""
    return f"{form}_{field}"


@lru_cache(maxsize=20_000)
def in_workbook(
    formula: str, template: Template, table: str, translate: Callable[[str], str] = lambda label: label
) -> str:
    """A declared formula with the workbook's headers and names, without its `=`.

    `table` is the table in which it stands. A key that the template does not have is a KeyError. All arguments are
    kept, so `translate` may not be a method of a workbook.
    """
    pieces = tokens(formula.removeprefix("="))
    return untokenised(
        [written(piece, template, table, translate) if piece.kind in _DECLARED else piece for piece in pieces]
    )


_DECLARED = frozenset([Kind.STRUCTURED, Kind.NAME])
"""The pieces in which a declaration says something by its keys."""


def written(piece: Token, template: Template, table: str, translate: Callable[[str], str]) -> Token:
    """One piece of a declared formula as it stands in the workbook."""
    if piece.kind is Kind.STRUCTURED:
        reference = parse_structured(piece.text)
        name = reference.table or table
        declared = template.tables[name]

        def label(key: str | None) -> str | None:
            return None if key is None else translate(declared[key].label)

        full = replace(reference, table=name, first=label(reference.first), last=label(reference.last))
        return Token(Kind.STRUCTURED, str(full))
    if piece.kind is Kind.NAME and "." in piece.text:
        form, _dot, field = piece.text.partition(".")
        if form in template.matrices and field == SUMS:
            return Token(Kind.NAME, template.matrices[form].name_of_sums)
        if form in _WORDS:
            return Token(Kind.NAME, _words(form, field, template, translate))
        declared = template.tables[form]
        if not issubclass(declared, Form):
            raise KeyError(f"{form} is no form")
        return Token(Kind.NAME, setting_name(form, declared[field].identifier))
    return piece


_WORDS = ("word", "labels", "codes")


def _words(what: str, field: str, template: Template, translate: Callable[[str], str]) -> str:
    """The words of a drop-down as constants: one, or all as an array."""
    key, _dot, code = field.partition(".")
    choices = template.choices[key]
    if what == "codes":
        return _array(list(choices.codes))
    labels = {known.replace(" ", "_"): translate(label) for known, label in choices.labels}
    return _constant(labels[code]) if what == "word" else _array(list(labels.values()))


def _constant(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"'


def _array(texts: list[str]) -> str:
    return "{" + ",".join(map(_constant, texts)) + "}"
