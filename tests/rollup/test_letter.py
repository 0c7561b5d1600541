"""A person's target letter: the Grid's months, the measures' levels, and nothing of anybody else."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.browser import needs_chromium, to_pdf
from xltargets.actions.letters import write_letters
from xltargets.building.builder import build
from xltargets.errors import Problem
from xltargets.locale import translator
from xltargets.reporting.shown_in import ShownIn
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.letter import letters_of
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.reader import read

END_OF_MAY = 46173.0


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese company's plan."""
    path = tmp_path_factory.mktemp("letters") / "plan.xlsx"
    company = of_language("zh-CN")
    build(TEMPLATES["target-plan"], path, sample("target-plan", company), language="zh-CN", translate=company.translate)
    return path


def test_a_letter_has_what_the_plan_has(plan: Path) -> None:
    letters = letters_of(extract_view(View.of(read(plan)), plan.name))
    assert [one.person for one in letters] == ["李雪梅", "张伟民", "陈伟", "王丹", "刘一凡", "方媛"]
    joined = letters[4]
    assert (joined.first, joined.last) == (datetime.date(2026, 4, 1), datetime.date(2026, 12, 31))
    months = [part for quarter in joined.quarters for part in quarter]
    assert [part.first.month for part in months] == [*range(1, 13)]
    # Nothing before April, and a ramp: less than a full year's target, which the contract amount agrees with.
    assert [part.amount for part in months][:3] == [0, 0, 0]
    assert joined.total == sum(part.amount for part in months) < joined.full
    contract = joined.measures[0]
    assert (contract.target, contract.weight) == (joined.total, 0.4)
    assert (contract.floor, contract.stretch) == (round(0.8 * joined.total), round(1.2 * joined.total))
    assert [one.target for one in letters[0].objectives] == [52]


@pytest.mark.parametrize("language", [None, "zh-TW", "en"])
def test_the_page_is_for_one_person_and_in_one_language(plan: Path, tmp_path: Path, language: str | None) -> None:
    files = write_letters(plan, tmp_path, END_OF_MAY, language=language)
    assert [file.name for file in files] == [f"e{number}-2026.html" for number in range(101, 107)]
    page = files[4].read_text(encoding="utf-8")
    say = translator(language or "zh-CN")
    assert f"<h1>{say('Target letter')}</h1>" in page
    # The team's lead signs as the manager.
    assert {name for name in ("李雪梅", "张伟民", "陈伟", "王丹", "方媛") if name in page} == {"李雪梅"}
    assert "<script" not in page
    if language != "en":
        text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
        assert set(re.findall(r"[A-Za-z]{2,}", text)) == {"CNY"}
    # The plan shows large figures in ten thousands: 1,575,327, with nothing rounded away.
    assert f"157.5327 {ShownIn('Ten thousands', say).label('CNY')}" in page


@needs_chromium
def test_it_is_printed_on_one_page(plan: Path, tmp_path: Path) -> None:
    [first, *_others] = write_letters(plan, tmp_path, END_OF_MAY)
    to_pdf(first, tmp_path / "letter.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "letter.pdf").read_bytes())) == 1


def test_a_plan_without_people_says_what_is_to_do(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    settings = {"unit": "North", "owner": "Ann", "currency": "USD", "year_start": datetime.date(2026, 1, 1)}
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}))
    with pytest.raises(Problem, match="has no targets by person yet"):
        letters_of(extract_view(View.of(read(path)), path.name))
