"""Names: when two of them are the same, how a header is recognised, and how a text is tidied.

Names are the same or they are not; those that are merely near each other are never joined, at most asked about.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Soft hyphens, joiners and spaces without width, marks of the direction of writing, and byte order marks."""
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def fold_case(text: str) -> str:
    """A text without regard to case, letter for letter, as a spreadsheet compares; spaces and widths still count.

    This is Unicode's simple folding: ẞ is ß, but ß is not ss. Weiß and Weiss are two families, and LibreOffice's SUMIFS
    and MATCH tell them apart as well. For the same reason İ is no i.

    >>> fold_case("WEIẞ") == fold_case("Weiß"), fold_case("Weiß") == fold_case("WEISS"), fold_case("ΣΑΣ") == "σασ"
    (True, False, True)
    """
    return text.casefold() if text.isascii() else "".join(map(_folded, text))


def _folded(letter: str) -> str:
    """A letter's small one; what would become two letters stays."""
    return next((one for one in (letter.casefold(), letter.lower()) if len(one) == 1), letter)


def name_key(value: object) -> str:
    """A name as it is compared wherever names are keys: people, units, customers, products, ids, words of drop-downs.

    Case, width, stray spaces and invisible characters make no difference. A number is compared by its value, a blank is
    "". What else is spelt differently is another name: `North Harbor` is not `North Harbour`, and 007 is not 7.

    >>> name_key("  Ａnn\u00a0 LEE\u200b"), name_key("Ann Lee"), name_key("007"), name_key(7.0)
    ('ann lee', 'ann lee', '007', '7')
    """
    if value.__class__ is str and value.isascii():
        return " ".join(value.split()).casefold()
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.15g}"
    text = str(value)
    if text.isascii():
        return " ".join(text.split()).casefold()
    # Folding may leave a letter and its accent apart that are one letter elsewhere.
    return bare(fold_case(bare(text)))


def bare(text: str) -> str:
    r"""A text without what cannot be seen to differ: widths, runs of blanks, invisible characters.

    >>> bare(" １２\u00a0\u00a0kg\u200b")
    '12 kg'
    """
    plain = text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(plain.split())


def first_spellings(names: Iterable[str]) -> dict[str, str]:
    """Names by their keys, each as it is written first.

    >>> first_spellings(["Ann Lee", "ann  lee", "Bo"])
    {'ann lee': 'Ann Lee', 'bo': 'Bo'}
    """
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name_key(name), name)
    return found


@functools.lru_cache(10_000)
def header_key(text: str) -> str:
    """A header as it is recognised in people's files: as a name, and without regard to spaces and underscores.

    >>> header_key("Close_Date") == header_key("close date") == header_key("\ufeffCloseDate")
    True
    """
    return bare(name_key(bare(text).replace("_", " ")).replace(" ", ""))


def tidy(text: str) -> str:
    """The same text without stray spaces and invisible characters, and with letters and digits of normal width.

    Case and punctuation stay as they are: full-width brackets are right in Chinese text.

    >>> tidy("  Ann\u00a0 Lee\u200b"), tidy("华东（一）")
    ('Ann Lee', '华东（一）')
    """
    if text.isascii():
        return " ".join(text.split())
    narrow = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return " ".join(_INVISIBLE.sub("", narrow).split())


def has_full_width(text: str) -> bool:
    """Whether it has digits or Latin letters of double width. Full-width punctuation is right in Chinese text.

    >>> has_full_width("Ｎorth"), has_full_width("华东（一）")
    (True, False)
    """
    return _WIDE.search(text) is not None


def for_file(name: str) -> str:
    """A name as part of a file's name; "" where nothing of it can stand there.

    >>> for_file("North Harbour / East"), for_file("华东")
    ('north-harbour-east', '华东')
    """
    return re.sub(r"\W+", "-", name_key(name)).strip("-")
