"""What no sentence of a finding shows: names by which declarations know tables and columns, and a computer's floats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from xltargets.locale import LANGUAGES, translator
from xltargets.templates import TEMPLATES
from xltargets.validation.finding import Finding

TO_BE_TYPED = frozenset({"XL204", "XL205", "XL206", "XL221", "XL222", "XL223"})
"""Rules about the names that spreadsheet programs show under Table Design and in the Name Manager."""
_FORMULA = re.compile(r"""["“「]=.*?[…"”」](?=["”」.。；;,，]|$)|=[^\s"]\S*""")
_LONG = re.compile(r"\d[\d,]*\.\d+(?:[eE][-+]?\d+)?")
_MOST_DIGITS = 12


@cache
def identifiers() -> re.Pattern[str]:
    """Every `table.column` of every template, and every name of one with an underscore."""
    columns = [
        column for template in TEMPLATES.values() for table in template.tables.values() for column in table.columns
    ]
    names = {name for column in columns for name in (str(column), column.table, column.identifier)}
    marked = sorted((re.escape(name) for name in names if "." in name or "_" in name), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(marked)})(?![A-Za-z0-9_])")


@cache
def plain_identifiers() -> re.Pattern[str]:
    """Every name of a table or column: English words, which no sentence in Chinese about a workbook in Chinese has."""
    columns = [
        column for template in TEMPLATES.values() for table in template.tables.values() for column in table.columns
    ]
    names = sorted({name for column in columns for name in (column.table, column.identifier)}, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, names))})(?![A-Za-z0-9_])")


def amiss(sentence: str, *, is_chinese: bool = False) -> list[str]:
    """The names and numbers in a sentence that people cannot read. Formulas in it are as their cells show them."""
    bare = _FORMULA.sub("", sentence)
    found = identifiers().findall(bare)
    if is_chinese:
        found += plain_identifiers().findall(bare)
    long = (
        one
        for one in _LONG.findall(bare)
        if sum(letter.isdigit() for letter in one.lower().partition("e")[0]) > _MOST_DIGITS
    )
    return [*found, *long]


def unreadable(findings: Iterable[Finding], *, is_chinese: bool = False) -> list[str]:
    """The sentences, in any language, that show such a name or number; `is_chinese` for workbooks that are."""
    lost = []
    for finding in findings:
        for language in LANGUAGES:
            sentence = finding.sentence(translator(language))
            named = finding.code in TO_BE_TYPED
            wrong = [] if named else amiss(sentence, is_chinese=is_chinese and language != "en")
            if wrong:
                lost.append(f"{finding.code} in {language} shows {wrong}: {sentence}")
    return lost
