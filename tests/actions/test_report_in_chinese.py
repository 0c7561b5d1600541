"""The page for a meeting in Chinese: no English word is left but names of files and cells, and none is cut off."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.actions.meeting_pages import Elements
from xltargets.actions.report import write_report
from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, translator
from xltargets.rollup.terms import Terms
from xltargets.samples import sample, team_scorecard_sample
from xltargets.samples.companies import of_language
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES
from xltargets.units.days import serial_of

pytestmark = pytest.mark.nightly

KNOWN = {"xltargets", "USD", "CNY", "TWD", "CRM", "KPI", "xlsx"}
"""Names, currencies and abbreviations that Chinese readers use as they are."""


@pytest.mark.parametrize(
    "language",
    [pytest.param(one, marks=() if one == "zh-CN" else pytest.mark.nightly) for one in LANGUAGES if one != "en"],
)
def test_no_english_is_left(tmp_path: Path, language: str) -> None:
    say, company = translator(language), of_language(language)
    fillings = {
        "target-plan": team_filling("North Harbour", company),
        "team-scorecard": team_scorecard_sample.filling(company),
        "crm-log": sample("crm-log", company),
        "risk-register": sample("risk-register", company),
    }
    files = []
    for number, (key, filling) in enumerate(fillings.items(), 1):
        files.append(tmp_path / f"{number}.xlsx")
        build(TEMPLATES[key], files[-1], filling, language=language, translate=say)
    now = serial_of(datetime.date(2026, 6, 2))
    pages = [tmp_path / "march.html", tmp_path / "may.html"]
    for page, month, day in zip(pages, (3, 5), (31, 31), strict=True):
        since = pages[0] if month == 5 else None
        as_of = serial_of(datetime.date(2026, month, day))
        write_report(files, page, Terms(now, as_of=as_of), language=language, translate=say, jobs=1, since=since)
    elements = Elements(pages[1].read_text(encoding="utf-8"))
    parts = [one for tag in ("header", "main", "footer") for one in elements.of(tag)]
    texts = [text for part in parts for text in part.texts]
    told = ("aria-label", "data-text", "data-open", "data-shut", "data-fold")
    texts += [one.attributes[key] for part in parts for one in part.within for key in told if key in one.attributes]
    left = set()
    for one in texts:
        plain = re.sub(r"\{\w+\}|\d\.xlsx|\bmarch\.html|[^ !:]+![A-Z]+\d+(:[A-Z]+\d+)?|\b[A-Z]{1,3}\d+\b", "", one)
        left |= {word for word in re.findall(r"[A-Za-z]{2,}", plain) if word not in KNOWN}
    assert left == set()
    assert "2026年5月31日" in elements.of("header")[0].text
