"""Every template built once: empty, and as the sample of each language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import openpyxl
from openpyxl.workbook import Workbook

from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES

KINDS = [(key, kind) for key in TEMPLATES for kind in ("empty", "sample")]
SAMPLES = [(key, language) for key in TEMPLATES for language in LANGUAGES]


@cache
def path_of(key: str, kind: str, language: str = "en") -> Path:
    path = Path(mkdtemp(prefix="xltargets-test-")) / f"{key}.xlsx"
    say = translator(language)
    filling = sample(key, of_language(language)) if kind == "sample" else None
    build(TEMPLATES[key], path, filling, language=language, translate=say)
    return path


@cache
def book_of(key: str, kind: str, language: str = "en") -> Workbook:
    return openpyxl.load_workbook(path_of(key, kind, language))


@cache
def shown(key: str, kind: str, language: str = "en") -> Workbook:
    return openpyxl.load_workbook(path_of(key, kind, language), data_only=True)
