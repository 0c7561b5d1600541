"""The languages that people read: English as written in the code, and the catalogues of the others."""

from __future__ import annotations

import gettext
import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from xltargets.locale import languages as _languages

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.locale.language import Language

DOMAIN = "messages"
SOURCE = "en"
"""The language of the messages in the code. It needs no catalogue, and stands in for a language that is not there."""


def _found() -> dict[str, Language]:
    names = (module.name for module in pkgutil.iter_modules(_languages.__path__, f"{_languages.__name__}."))
    records: list[Language] = [importlib.import_module(name).LANGUAGE for name in names]
    return {one.code: one for one in sorted(records, key=lambda one: (one.code != SOURCE, one.code))}


RECORDS: dict[str, Language] = _found()
"""All languages by code: that of the messages first, then in the order of the codes."""
LANGUAGES = tuple(RECORDS)
"""By the names people know them."""


def tags() -> dict[str, str]:
    """The language for what a spreadsheet program's own language begins with, for programs that must find it.

    >>> tags()["zh-hant"], tags()["zh"]
    ('zh-TW', 'zh-CN')
    """
    return {tag.lower(): one.code for one in RECORDS.values() for tag in one.tags}


def named(text: str) -> str | None:
    """The language that somebody means: by its code, or as a system names it; None if it is none of ours.

    >>> named("zh"), named("zh_TW.UTF-8"), named("zh-Hant-HK"), named("EN"), named("C"), named("de")
    ('zh-CN', 'zh-TW', 'zh-TW', 'en', None, None)
    """
    wanted = text.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    known = {code.lower(): code for code in RECORDS} | tags()
    fitting = [tag for tag in known if wanted == tag or wanted.startswith(f"{tag}-")]
    return known[max(fitting, key=len)] if fitting else None


WORDS = 2
"""The edition of the words that new workbooks show. A workbook keeps the words that it was made with."""
FIRST_WORDS = 1
"""That of workbooks that do not say."""


@cache
def translator(language: str, words: int = WORDS) -> Callable[[str], str]:
    """What turns a message into the language; an unknown language is a ValueError.

    `words` is the edition of a workbook's words: what an earlier edition said otherwise is kept in `editions`.

    >>> translator("en")("Target")
    'Target'
    >>> translator("zh-CN")("Changes"), translator("zh-CN", 1)("Changes")
    ('目标调整记录', '变更')
    >>> translator("en")("Before"), translator("en", 1)("Before")
    ('Before', 'From')
    """
    if language not in RECORDS:
        raise ValueError(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    earlier = _earlier(language, words)
    if language == SOURCE:
        return lambda message: earlier.get(message, message)
    catalogue = gettext.translation(DOMAIN, __path__[0], languages=[RECORDS[language].catalogue])
    # An empty message is the catalogue's own header.
    return lambda message: (earlier.get(message) or catalogue.gettext(message)) if message else ""


def _earlier(language: str, words: int) -> dict[str, str]:
    """What an edition said otherwise than today's; the oldest of those since then that said so at all holds."""
    if words >= WORDS:
        return {}
    import json
    from pathlib import Path

    found: dict[str, str] = {}
    for edition in range(max(words, FIRST_WORDS), WORDS):
        path = Path(__file__).parent / "editions" / f"{RECORDS[language].catalogue}.{edition}.json"
        if path.is_file():
            found = json.loads(path.read_text("utf-8")) | found
    return found


def spellings(message: str) -> tuple[str, ...]:
    """How a message is or was shown in any language, without repeats: what people's own files may hold of it.

    >>> spellings("Changes")
    ('Changes', '目标调整记录', '变更', '目標調整紀錄', '變更')
    """
    editions = range(WORDS, FIRST_WORDS - 1, -1)
    return tuple(dict.fromkeys(translator(language, words)(message) for language in RECORDS for words in editions))
