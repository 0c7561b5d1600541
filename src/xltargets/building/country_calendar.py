"""The days off and make-up days of a country, from the library of holidays, for the Settings of a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, MissingExtra, Phrase, ValueProblem
from xltargets.templates.working_days import WEEKEND
from xltargets.units.days import months_later

if TYPE_CHECKING:
    from xltargets.templates.content import Filling

_WEEKENDS = {
    frozenset({5, 6}): "saturday_sunday",
    frozenset({4, 5}): "friday_saturday",
    frozenset({6}): "sunday",
    frozenset({4}): "friday",
}
"""The days of the week that a country has off, Monday 0, and the choice that means them."""


@dataclass(frozen=True, slots=True)
class CountryCalendar:
    """A year of a country, as rows of Settings."""

    weekend: str | None
    """The code of the choice; None where none is offered for it."""
    holidays: list[dict[str, Any]] = field(default_factory=list)
    workdays: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Phrase] = field(default_factory=list)
    """What somebody has to look up."""


def country_calendar(
    country: str, year_start: date, language: str = "en", year_end: date | None = None
) -> CountryCalendar:
    """The days off that are no weekend, and the make-up days, of the twelve months from a day on, or up to another.

    `country` is a code of ISO 3166, with a part of the country as in DE-BY.

    Raises:
        MissingExtra: The library of holidays is not installed.
        ValueProblem: It knows no such country or part.
    """
    try:
        import holidays
    except ImportError:
        raise MissingExtra(
            "--calendar", country, N_('expected the holidays extra to be installed: pip install "xltargets[holidays]"')
        ) from None
    end = year_end or months_later(year_start, 12) - timedelta(days=1)
    years = range(year_start.year, end.year + 1)
    code, _dash, part = country.strip().upper().partition("-")
    try:
        known = holidays.country_holidays(code, subdiv=part or None)
        wanted = language.replace("-", "_") if language != "en" else "en_US"
        spoken = wanted if wanted in known.supported_languages else known.default_language
        found = holidays.country_holidays(code, subdiv=part or None, years=years, language=spoken)
    except (NotImplementedError, KeyError):
        expected = N_("expected a country of ISO 3166 such as CN, TW, US or DE-BY")
        raise ValueProblem("--calendar", country, expected) from None
    weekend = frozenset(found.weekend)
    of_the_year = ((day, name) for day, name in found.items() if year_start <= day <= end)
    off = sorted((day, name) for day, name in of_the_year if day.weekday() not in weekend)
    made_up = sorted(day for day in found.weekend_workdays if year_start <= day <= end)
    return CountryCalendar(
        _WEEKENDS.get(weekend),
        [{"day": day, "occasion": name} for day, name in off],
        [{"day": day} for day in made_up],
        [*_unpublished(code, part, years), *_odd_weekend(code, weekend)],
    )


def _unpublished(code: str, part: str, years: range) -> list[Phrase]:
    """Years without make-up days, where the year before had some: they are decreed late in the year before."""
    import holidays

    message = N_("no make-up days of {year} are known for {country}; enter them if there are any")
    told = []
    for year in years:
        counts = []
        for one in (year - 1, year):
            days = holidays.country_holidays(code, subdiv=part or None, years=one).weekend_workdays
            counts.append(sum(day.year == one for day in days))
        if counts[0] and not counts[1]:
            told.append(Phrase(message, year=str(year), country=code))
    return told


def _odd_weekend(code: str, weekend: frozenset[int]) -> list[Phrase]:
    if weekend in _WEEKENDS:
        return []
    return [Phrase(N_("the weekend of {country} is none of those offered; see Weekend in Settings"), country=code)]


def with_calendar(filling: Filling, calendar: CountryCalendar) -> Filling:
    """The filling with a country's calendar in place of its own."""
    assert calendar.weekend is None or calendar.weekend in WEEKEND.codes
    settings = dict(filling.forms.get("settings", {}))
    if calendar.weekend is not None:
        settings["weekend"] = calendar.weekend
    days = {"holidays": calendar.holidays, "workdays": calendar.workdays}
    tables = {name: rows for name, rows in filling.tables.items() if name not in days}
    return replace(
        filling,
        forms=filling.forms | {"settings": settings},
        tables=tables | {name: rows for name, rows in days.items() if rows},
    )
