"""Every template as LibreOffice prints it, which has none of our functions here.

Nothing shows an error or did not fit its column, and no English stands in a Chinese book.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from tests.libreoffice import PROGRAM, needs_libreoffice
from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

pytestmark = [
    pytest.mark.nightly,
    needs_libreoffice,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed"),
]
OFTEN = "zh-CN"
"""The language that is printed for every change; the others are nightly."""


def books(*languages: str) -> list[ParameterSet]:
    return [
        pytest.param(key, language, marks=() if language == OFTEN else pytest.mark.nightly)
        for key in TEMPLATES
        for language in languages
    ]


INTERNATIONAL = {
    *("CRM", "CSAT", "KPI", "NPS", "RFM", "SMART", "SWOT"),
    *("USD", "CNY", "TWD"),
    *("LibreOffice", "xltargets", "convert", "for", "libreoffice", "XLT", "EXPLAIN", "FORMULATEXT"),
    "consolidate",
}
"""Words that a Chinese reader reads as they are: abbreviations, currencies, programs and their commands."""


@cache
def printed(language: str) -> dict[str, str]:
    """The text of all pages by template: all of a language are printed by one start of LibreOffice."""
    folder = Path(mkdtemp(prefix="xltargets-test-"))
    for key in TEMPLATES:
        path = folder / f"{key}.xlsx"
        say = translator(language)
        build(TEMPLATES[key], path, sample(key, of_language(language)), language=language, translate=say)
    command = [PROGRAM, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    files = sorted(folder.glob("*.xlsx"))
    subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True, timeout=300)
    found = {}
    for key in TEMPLATES:
        pdf = folder / f"{key}.pdf"
        found[key] = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8", timeout=60
        ).stdout
    return found


@pytest.mark.parametrize(("key", "language"), books(*LANGUAGES))
def test_everything_fits_its_column(key: str, language: str) -> None:
    text = printed(language)[key]
    assert len(text) > 2_000
    assert "###" not in text
    assert not re.search(r"#(NAME\?|VALUE!|REF!|N/A|DIV/0!|NUM!)|Err:\d", text)


@pytest.mark.parametrize(("key", "language"), books("zh-CN", "zh-TW"))
def test_a_chinese_book_has_no_english_left(key: str, language: str) -> None:
    # Files are named in English letters, such as north-lakes-plan.xlsx and the folder that they lie in.
    text = re.sub(r"[\w./-]+\.xlsx|(?:[a-z]+[-/])+[a-z]+", "", printed(language)[key])
    words = set(re.findall(r"[A-Za-z]{3,}", text)) - INTERNATIONAL
    assert words == set()
