"""The catalogues use the words of docs/glossary.md, and none that it replaces."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from xltargets.locale import RECORDS, translator

ROOT = Path(__file__).parents[2]
LANGUAGES = {"zh-CN": (1, 3), "zh-TW": (2, 4)}
"""The columns of the table that hold a language's terms, and what they replace."""


def terms() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return rows[2:]


@cache
def said(language: str) -> tuple[str, ...]:
    path = ROOT / "src" / "xltargets" / "locale" / RECORDS[language].catalogue / "LC_MESSAGES" / "messages.po"
    return tuple(str(message.string) for message in read_po(io.BytesIO(path.read_bytes())) if message.id)


def test_the_table_is_there() -> None:
    assert len(terms()) > 20
    assert all(len(row) == 5 for row in terms())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", terms(), ids=lambda row: row[0])
def test_terms(row: list[str], language: str) -> None:
    wanted, replaced = LANGUAGES[language]
    assert translator(language)(row[0]) == row[wanted]
    for word in filter(None, row[replaced].split("、")):
        assert [text for text in said(language) if word in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_western_punctuation_is_not_used_between_chinese_characters(language: str) -> None:
    """Commas, colons, semicolons, brackets and quotes of full width."""

    wrong = re.compile(r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]|[\u4e00-\u9fff][\"'][\u4e00-\u9fff]|\d %")
    assert [text for text in said(language) if wrong.search(text)] == []
