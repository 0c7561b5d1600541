"""What a language must say about itself so that a target written in it can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol


class Words(Protocol):
    """Words that play one part in a sentence."""

    def found_in(self, text: str) -> bool:
        """Whether one of them is there."""

    def struck_from(self, text: str) -> str:
        """The text without them."""


@dataclass(frozen=True, slots=True)
class InflectedWords:
    """Words of a language that divides words by spaces, with their regular forms."""

    forms: frozenset[str]

    @classmethod
    def of(cls, words: str) -> InflectedWords:
        """All forms of the words of a list.

        >>> sorted(InflectedWords.of("cut").forms)
        ['cut', 'cuted', 'cutes', 'cuting', 'cuts', 'cutted', 'cutting']
        """
        return cls(frozenset(form for word in words.split() for form in _forms(word)))

    def found_in(self, text: str) -> bool:
        """Whether one of them is there."""
        return any(word in self.forms for word in _WORD.findall(text))

    def struck_from(self, text: str) -> str:
        """The text without them."""
        return _WORD.sub(lambda word: " " if word[0] in self.forms else word[0], text)


_WORD = re.compile(r"[a-z]+")
_VOWELS = "aeiou"


def _forms(word: str) -> set[str]:
    """Regular forms; a form that does not exist does no harm, because nobody writes it."""
    forms = {word + ending for ending in ("", "s", "es", "ed", "ing")}
    if word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing"}
    elif word.endswith("y"):
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    elif len(word) > 2 and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        forms |= {word + word[-1] + "ing", word + word[-1] + "ed"}
    return forms


@dataclass(frozen=True)
class RunningWords:
    """Words of a language that writes them without spaces; of two that begin alike the longer one is meant."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> RunningWords:
        """The words of a list."""
        return cls(tuple(sorted(set(words.split()), key=lambda word: (-len(word), word))))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(self.words))

    def found_in(self, text: str) -> bool:
        """Whether one of them is there."""
        return self._pattern.search(text) is not None

    def struck_from(self, text: str) -> str:
        """The text without them."""
        return self._pattern.sub(" ", text)


@dataclass(frozen=True)
class Language:
    """The patterns and words of one language, for text as `sentence.plain` leaves it.

    The patterns are tried in the order given here, and what one has taken the next ones no longer see. So a number
    that says when, or that belongs to a name, is gone before numbers are taken for amounts.
    """

    purposes: str
    """Clauses that name the goal served."""
    changes: tuple[str, ...]
    """A value now and a value to reach, in the groups `before` and `after` with `before_scale` and `after_scale`."""
    services: str
    """Times that are the measure itself: "within 24 hours"."""
    references: str
    """Times that are no deadline: gone by, compared with, recurring, or in the name of a plan."""
    times: str
    """Dates, quarters, year-ends and durations."""
    ordinals: str
    """Numbers that count nothing to be reached: "top 3", "phase 2"."""
    names: str
    """Numbers in names: "ISO 9001"."""
    quantities: str
    """Amounts with a unit, shares and multiples."""
    scales: dict[str, float]
    """Words for thousands and more that follow a number."""

    actions: Words
    """What a team can do and be seen to have done."""
    raising: Words
    lowering: Words
    measures: Words
    """Measures that every company has: they say enough only with an amount."""
    lowered: Words
    """Measures that are better when they are lower."""
    raised: str
    """What makes such a measure one to raise after all: cost savings, on-time delivery."""
    vague: Words
    """Wishes, praise, and the small words of grammar."""
