"""The companies of the samples: one story and structure, each with its own names, currency, days off and amounts."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from xltargets.errors import fill, in_english
from xltargets.locale import SOURCE, translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.errors import Translate

YEAR_START = datetime.date(2026, 1, 1)
"""The year of all samples."""


@dataclass(frozen=True, eq=False, slots=True)
class Company:
    """What differs from one company to the other; the story is told in English and in amounts of the first."""

    language: str
    currency: str
    holidays: tuple[tuple[int, int, str], ...]
    """Month, day and occasion of its days off that are no weekend; the occasion in its language or to be translated."""
    workdays: tuple[tuple[int, int], ...] = ()
    """Month and day of the weekends that are worked to make up for them."""
    factor: int = 1
    """How many of its currency stand for one of the first company's, so that its amounts are of a natural size."""
    shown_in: str = "Whole"
    """The unit that its large figures are shown in."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Its own names of people, places and customers, and what the story says otherwise there."""
    translate: Translate = in_english

    def say(self, message: str) -> str:
        """A sentence of the story, in the company's words or translated."""
        return self.words.get(message) or self.translate(message)

    def name(self, english: str) -> str:
        """A name, as it is in the company. No catalogue translates names."""
        return self.words.get(english, english)

    def money(self, amount: int) -> int:
        """An amount of the story, in the company's size and currency."""
        return amount * self.factor

    def told(self, message: str, **amounts: int) -> str:
        """A sentence of the story with amounts in it."""
        return fill(message, {key: f"{self.money(amount):,}" for key, amount in amounts.items()}, self.say)

    def days_off(self) -> list[dict[str, object]]:
        """Its days off, as rows of Settings."""
        year = YEAR_START.year
        return [
            {"day": datetime.date(year, month, day), "occasion": self.say(why)} for month, day, why in self.holidays
        ]

    def calendar(self) -> dict[str, list[dict[str, object]]]:
        """Its days off and, where there are any, the weekends that are worked for them."""
        worked: list[dict[str, object]] = [
            {"day": datetime.date(YEAR_START.year, month, day)} for month, day in self.workdays
        ]
        return {"holidays": self.days_off()} | ({"workdays": worked} if worked else {})


@cache
def of_language(language: str) -> Company:
    """The company where a language is at home; for other languages the first one, translated.

    >>> of_language("zh-CN").currency, of_language("zh-TW").currency, of_language("en").name("North Harbour")
    ('CNY', 'TWD', 'North Harbour')
    """
    names = (module.name for module in pkgutil.iter_modules(__path__, f"{__name__}."))
    known: dict[str, Company] = {one.language: one for one in (importlib.import_module(name).COMPANY for name in names)}
    return replace(known.get(language, known[SOURCE]), language=language, translate=translator(language))


FIRST = of_language(SOURCE)
"""The company whose story it is."""
