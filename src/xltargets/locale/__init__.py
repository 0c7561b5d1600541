"""The languages that people read: English as written in the code, and the catalogues of the others."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = ("en", "zh-CN", "zh-TW")
"""By the names people know them; English needs no catalogue."""
DOMAIN = "messages"


@cache
def translator(language: str) -> Callable[[str], str]:
    """What turns a message into the language; an unknown language is a ValueError.

    >>> translator("en")("Target")
    'Target'
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    if language == "en":
        return lambda message: message
    catalogue = gettext.translation(DOMAIN, Path(__file__).parent, languages=[language.replace("-", "_")])
    # An empty message is the catalogue's own header.
    return lambda message: catalogue.gettext(message) if message else ""
