"""The sample scorecard has no findings; each slip in rates, approvals, refunds and KPIs has exactly its own."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.validation.typed_book import TypedBook

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.templates.team_scorecard.kpis import Kpis
from xltargets.templates.team_scorecard.rates import Terms, Tiers
from xltargets.templates.team_scorecard.refunds import Refunds
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["team-scorecard"]
END_OF_MAY = 46173.0  # 2026-05-31
DAY = datetime.date


def tiers(*steps: tuple[datetime.date, float, float]) -> list[dict[str, object]]:
    """Tiers that were approved in time."""
    return [
        {"effective": day, "attainment": start, "rate": rate, "approved_by": "Ann", "approved_on": day}
        for day, start, rate in steps
    ]


@cache
def built(language: str = "en", mode: str = "marginal") -> Contents:
    say = translator(language)
    filling = sample("team-scorecard", say)
    settings = filling.forms["settings"] | {"mode": mode}
    year = DAY(2026, 1, 1)
    rates = tiers((year, 0, 0.03), (year, 1, 0.05), (year, 1.2, 0.08))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scorecard.xlsx"
        book = Filling(filling.forms | {"settings": settings}, filling.tables | {"tiers": rates})
        build(TEMPLATE, path, book, language=language, translate=say)
        return read(path)


def scorecard(language: str = "en", mode: str = "marginal") -> TypedBook:
    return TypedBook(TEMPLATE, built(language, mode), END_OF_MAY)


def serial(day: datetime.date) -> float:
    return float((day - DAY(1899, 12, 30)).days)


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_the_scorecard_is_accepted_without_a_finding(language: str) -> None:
    assert scorecard(language).found() == []


def test_two_tiers_that_begin_alike() -> None:
    book = scorecard()
    place = book.put(Tiers.attainment, 2, 1.0)
    found = book.found()
    assert found[0] == ("XL521", place)
    assert {code for code, _place in found[1:]} == {"XL403"}, "COMMISSION_QUOTA refuses such a table"


def test_a_plan_whose_day_goes_back() -> None:
    book = scorecard()
    place = book.put(Tiers.effective, 1, serial(DAY(2025, 12, 1)))
    assert ("XL521", place) in book.found()


def test_a_new_plan_begins_at_nothing_again() -> None:
    book = scorecard()
    book.put(Tiers.effective, 2, serial(DAY(2026, 7, 1)))
    book.put(Tiers.attainment, 2, 0.0)
    assert book.found() == []


@pytest.mark.parametrize(("mode", "codes"), [("marginal", []), ("retroactive", ["XL522", "XL523"])])
def test_a_rate_that_falls_pays_less_only_if_it_holds_for_all(mode: str, codes: list[str]) -> None:
    """At 120% of the quota 8% became 4%: 4.8% of the quota instead of 6%. Slice by slice pay still rises."""
    book = scorecard(mode=mode)
    book.put(Tiers.rate, 2, 0.04)
    assert sorted(code for code, _place in book.found()) == codes


def test_a_cliff_is_told_with_its_size() -> None:
    """Three percent until 100%, then five of all: two percent of the quota at once; at 120% 1.2 x 3% = 3.6%."""
    report = scorecard(mode="retroactive").judged()
    assert [finding.code for finding in report.findings] == ["XL523", "XL523"]
    assert "2.0% of the month" in report.findings[0].sentence()
    assert "3.6% of the month" in report.findings[1].sentence()
    assert report.accepted, "it may be meant"


@pytest.mark.parametrize("column", [Tiers.approved_by, Tiers.approved_on, Terms.approved_by], ids=str)
def test_a_row_in_force_that_nobody_approved(column) -> None:
    book = scorecard()
    place = book.put(column, 0, None)
    assert book.found() == [("XL524", place)]


def test_a_row_that_was_approved_after_it_was_in_force() -> None:
    book = scorecard()
    place = book.put(Tiers.approved_on, 0, serial(DAY(2026, 3, 14)))
    report = book.judged()
    assert [(finding.code, finding.at.place) for finding in report.findings] == [("XL524", place)]
    assert "in force since 2026-01-01, and was approved later, on 2026-03-14" in report.findings[0].sentence()


def test_a_row_that_is_not_in_force_yet_may_wait_for_approval() -> None:
    book = scorecard()
    book.put(Tiers.effective, 2, serial(DAY(2026, 7, 1)))
    book.put(Tiers.approved_by, 2, None)
    assert book.found() == []
    assert [code for code, _place in book.found(serial(DAY(2026, 7, 1)))] == ["XL524"]


def test_a_refund_of_more_than_the_sale_or_before_it() -> None:
    book = scorecard()
    more = book.put(Refunds.refunded, 0, 60_000.0)
    early = book.put(Refunds.sold, 0, serial(DAY(2026, 4, 9)))
    found = book.found()
    assert {("XL525", more), ("XL525", early)} <= set(found)


@pytest.mark.parametrize(
    ("kpi", "worst", "wrong"),
    [("Days to pay", 10.0, True), ("Days to pay", 31.0, False), ("Gross margin", 35.0, True)],
)
def test_the_worst_value_on_the_good_side(kpi: str, worst: float, wrong: bool) -> None:
    """Days to pay are better when lower, with a target of 30; the margin when higher, with one of 35."""
    book = scorecard()
    place = book.put(Kpis.worst, kpi, worst)
    assert [one for one in book.found() if one[0] == "XL526"] == ([("XL526", place)] if wrong else [])
