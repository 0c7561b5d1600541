"""Filled, opened and saved in LibreOffice, and judged: what it writes in other ways is no finding."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from tests.libreoffice import PROGRAM, needs_libreoffice

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings

pytestmark = pytest.mark.nightly

OFTEN = (("target-plan", "zh-CN"),)
"""What is saved for every change; the others are nightly."""
BOOKS = [
    pytest.param(key, language, marks=() if (key, language) in OFTEN else pytest.mark.nightly)
    for key in TEMPLATES
    for language in ("en", "zh-CN")
]
END_OF_MAY = 46173.0
SPILLS = "XL409"
"""LibreOffice works spilled results out anew on opening, and without the extension it has none of our functions."""


@cache
def folders(language: str) -> tuple[Path, Path]:
    """All samples in a language, and the same saved by one start of LibreOffice."""
    before = Path(mkdtemp(prefix="xltargets-test-"))
    after = before / "saved"
    say = translator(language)
    for key in TEMPLATES:
        path = before / f"{key}.{language}.xlsx"
        build(TEMPLATES[key], path, sample(key, of_language(language)), language=language, translate=say)
    profile = f"-env:UserInstallation={(before / 'profile').as_uri()}"
    command = [
        PROGRAM,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        after,
        *sorted(before.glob("*.xlsx")),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return before, after


@needs_libreoffice
@pytest.mark.parametrize(("key", "language"), BOOKS)
def test_no_false_finding(key: str, language: str) -> None:
    validator = Validator(Settings(), END_OF_MAY)
    before, after = (validator.check(folder / f"{key}.{language}.xlsx") for folder in folders(language))
    assert after.template == key
    expected = {(one.code, one.at.place) for one in before.findings}
    found = {(one.code, one.at.place) for one in after.findings if one.code != SPILLS}
    assert found == expected
    assert after.accepted == before.accepted
