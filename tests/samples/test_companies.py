"""The companies of the samples: their own names, days off as their country has them, one story."""

from __future__ import annotations

import datetime

import pytest

from xltargets.building.country_calendar import country_calendar
from xltargets.samples import sample
from xltargets.samples.companies import FIRST, YEAR_START, of_language
from xltargets.samples.company import people
from xltargets.samples.sales import sales, total

COUNTRIES = {"zh-CN": "CN", "zh-TW": "TW"}


@pytest.mark.parametrize("language", COUNTRIES)
def test_the_days_off_are_those_of_the_country(language: str) -> None:
    pytest.importorskip("holidays")
    theirs, ours = country_calendar(COUNTRIES[language], YEAR_START, language), of_language(language).calendar()
    assert [row["day"] for row in ours["holidays"]] == [row["day"] for row in theirs.holidays]
    assert ours.get("workdays", []) == theirs.workdays


def test_a_make_up_day_is_worked_before_spring_festival() -> None:
    """Saturday 14 February 2026, by the State Council's notice of the year."""
    assert {"day": datetime.date(2026, 2, 14)} in sample("target-plan", of_language("zh-CN")).tables["workdays"]


@pytest.mark.parametrize("language", COUNTRIES)
def test_everybody_and_every_customer_has_an_own_name(language: str) -> None:
    company = of_language(language)
    names = [company.name(person.name) for person in people()]
    names += [str(row["customer"]) for row in sample("crm-log", company).tables["customers"]]
    assert len(set(names)) == 35 + 16
    assert [name for name in names if name.isascii()] == []


@pytest.mark.parametrize(("language", "factor"), [("zh-CN", 3), ("zh-TW", 15)])
def test_it_is_the_same_story_in_amounts_of_its_size(language: str, factor: int) -> None:
    company = of_language(language)
    assert total("North Harbour", company) == pytest.approx(total("North Harbour") * factor, abs=factor)
    ours, first = sales("North Harbour", company), sales("North Harbour", FIRST)
    assert [one.amount for one in ours] == pytest.approx([one.amount * factor for one in first], abs=factor)
    assert [one.activities for one in ours] == [one.activities for one in first]
