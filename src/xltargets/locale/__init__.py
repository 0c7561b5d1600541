"""The languages that people read: English as written in the code, and the catalogues of the others."""

from __future__ import annotations

import gettext
import importlib
import pkgutil
from functools import cache
from pathlib import Path
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


@cache
def translator(language: str) -> Callable[[str], str]:
    """What turns a message into the language; an unknown language is a ValueError.

    >>> translator("en")("Target")
    'Target'
    """
    if language not in RECORDS:
        raise ValueError(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    if language == SOURCE:
        return lambda message: message
    catalogue = gettext.translation(DOMAIN, Path(__file__).parent, languages=[RECORDS[language].catalogue])
    # An empty message is the catalogue's own header.
    return lambda message: catalogue.gettext(message) if message else ""
