"""A message in all the languages, for what is made once and read in any of them."""

from __future__ import annotations

from xltargets.locale import LANGUAGES, translator


def in_languages(message: str) -> dict[str, str]:
    """The message by language; English where a language has no catalogue yet.

    >>> in_languages("Target")["en"]
    'Target'
    """
    found = {}
    for language in LANGUAGES:
        try:
            found[language] = translator(language)(message)
        except OSError:
            found[language] = message
    return found
