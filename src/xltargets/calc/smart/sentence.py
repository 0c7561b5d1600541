"""Reads a target written as a sentence, in English or Chinese, and tells which SMART criteria it meets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from xltargets.calc.smart.chinese import CHINESE_LANGUAGE, TRADITIONAL
from xltargets.calc.smart.english import ENGLISH_LANGUAGE
from xltargets.calc.smart.language import Language
from xltargets.calc.smart.numbers import value_of
from xltargets.calc.smart.verdict import Verdict, improvement, is_achievable, passed_or_failed

LONGEST = 2000
"""Characters that are read: a target is a sentence, and what follows it is not."""

_NAME = " § "
"""Stands for a name with a number in it, once the number is out of the way."""
_SOMETHING = re.compile(r"§|[a-zà-ɏ]{2,}|[\u3400-\u9fff]{2,}")
_CAPITALISED_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) \d{1,4}(?= [a-z]|[,.;]|$)")
_MONTHS = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Week|Quarter|Half|Year|Fiscal|Calendar)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says."""

    action: bool
    """Something is done about it."""
    narrow: bool
    """It names something of its own: a product, a place, a customer group, a process."""
    measure: bool
    """It names a measure that every company has, such as revenue."""
    amount: bool
    """It says how much."""
    time: bool
    """It says by when."""
    purpose: bool
    """It names the goal that is served."""
    change: tuple[float, float] | None
    """The value now and the value to reach."""
    lowers: bool
    """Less is better."""


def plain(text: str) -> str:
    """A text in one spelling: half-width, lower case, simplified characters, single spaces.

    >>> plain("營收成長１５％  by Q3")
    '营收成长15% by q3'
    """
    return " ".join(_half_width(text).lower().translate(TRADITIONAL).split())


def _half_width(text: str) -> str:
    # No reader of sentences needs a page; NFKC may lengthen a text, so it is cut again.
    return unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].replace("’", "'").replace("–", "-")


def read_sentence(text: str) -> Reading:
    """What a sentence says, part by part.

    >>> read_sentence("Win 50 new dealers in Poland by year end").time
    True
    """
    rest = plain(_without_named_numbers(_half_width(text)))
    languages = _languages(rest)
    lowers = lowers_is_better(rest)
    purpose, rest = _take_purpose(rest, languages)
    change, rest = _take_change(rest, languages)
    amount, time = change is not None, False
    for language in languages:
        found, rest = _take(language.services, rest)
        amount |= found
    for language in languages:
        _, rest = _take(language.references, rest)
    for language in languages:
        found, rest = _take(language.times, rest)
        time |= found
    for language in languages:
        _, rest = _take(language.ordinals, rest)
        _, rest = _take(language.names, rest, _NAME)
    for language in languages:
        amount |= re.search(_compiled(language.quantities), rest) is not None
    return Reading(
        action=any(language.actions.found_in(rest) for language in languages),
        narrow=_is_narrow(rest, languages),
        measure=any(language.measures.found_in(rest) for language in languages),
        amount=amount,
        time=time,
        purpose=purpose,
        change=change,
        lowers=lowers,
    )


def judge_sentence(text: str) -> list[Verdict]:
    """Specific, Measurable, Achievable, Relevant and Time-bound, from the sentence alone."""
    reading = read_sentence(text)
    specific = (reading.action or reading.amount) and (reading.narrow or (reading.measure and reading.amount))
    achievable = Verdict.UNKNOWN
    if reading.change is not None and reading.change[0] > 0:
        achievable = passed_or_failed(is_achievable(improvement(*reading.change, lowers=reading.lowers)))
    return [
        passed_or_failed(specific),
        passed_or_failed(reading.amount),
        achievable,
        Verdict.PASS if reading.purpose else Verdict.UNKNOWN,
        passed_or_failed(reading.time),
    ]


def lowers_is_better(text: str) -> bool:
    """Whether a measure, or a sentence about one, is better when it is lower.

    What is to be done decides ("reduce"); without that, the measure (complaints, cost, 退货率).

    >>> lowers_is_better("customer churn"), lowers_is_better("revenue"), lowers_is_better("cost savings")
    (True, False, False)
    """
    rest = plain(text)
    languages = _languages(rest)
    if any(_compiled(language.raised).search(rest) for language in languages):
        return False
    down = any(language.lowering.found_in(rest) for language in languages)
    up = any(language.raising.found_in(rest) for language in languages)
    if down != up:
        return down
    return any(language.lowered.found_in(rest) for language in languages)


def _languages(text: str) -> tuple[Language, ...]:
    """Chinese sentences hold English names and quarters; English ones hold no Chinese."""
    if re.search(r"[\u3400-\u9fff]", text):
        return (CHINESE_LANGUAGE, ENGLISH_LANGUAGE)
    return (ENGLISH_LANGUAGE,)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """ASCII word boundaries, so that Q3 ends before a Chinese character."""
    return re.compile(pattern, re.ASCII)


def _take(pattern: str, text: str, instead: str = " ") -> tuple[bool, str]:
    """Whether the pattern is there, and the text without it; what it calls `kept` stays."""

    def left(match: re.Match[str]) -> str:
        return (match.groupdict().get("kept") or "") + instead

    rest, count = _compiled(pattern).subn(left, text)
    return count > 0, rest


def _take_purpose(text: str, languages: tuple[Language, ...]) -> tuple[bool, str]:
    for language in languages:
        match = _compiled(language.purposes).search(text)
        if match and len(match["goal"].strip(" .")) > 1:
            return True, f"{text[: match.start()]} {text[match.end() :]}"
    return False, text


def _take_change(text: str, languages: tuple[Language, ...]) -> tuple[tuple[float, float] | None, str]:
    for language in languages:
        for pattern in language.changes:
            for match in _compiled(pattern).finditer(text):
                before, after = _ends(match, language.scales)
                if not (_is_year(before) and _is_year(after)):
                    return (before, after), f"{text[: match.start()]} {_unit_after(match, text)}"
    return None, text


def _unit_after(match: re.Match[str], text: str) -> str:
    """What follows a change, without the unit of time that would make "from 12 to 9 days" a deadline."""
    return re.sub(r"^\s?(?:days?|weeks?|months?|hours?|个?[天日月年周]|小时)", "", text[match.end() :])


def _ends(match: re.Match[str], scales: dict[str, float]) -> tuple[float, float]:
    """The two values. "From 1.2 to 1.5M" means millions both times."""
    before_scale, after_scale = match["before_scale"], match["after_scale"]
    before, after = value_of(match["before"]), value_of(match["after"])
    if after_scale and not before_scale and before < 10 * after:
        before_scale = after_scale
    return before * _scale(before_scale, scales), after * _scale(after_scale, scales)


def _scale(word: str | None, scales: dict[str, float]) -> float:
    return scales.get(word.strip(), 1.0) if word else 1.0


def _is_year(value: float) -> bool:
    return value == int(value) and 1990 <= value <= 2100


def _is_narrow(text: str, languages: tuple[Language, ...]) -> bool:
    for language in languages:
        for words in (language.actions, language.measures, language.vague):
            text = words.struck_from(text)
    return _SOMETHING.search(text) is not None


def _without_named_numbers(text: str) -> str:
    """Drop the number of "Model 3" and "Windows 11": a capital inside a sentence is a name, unless it is a month."""
    return _CAPITALISED_NAME.sub(lambda match: match[0] if _MONTHS.match(match[1]) else match[1], text)
