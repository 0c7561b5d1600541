"""How the hosts spell our functions in a file, and the one bare name that each spelling means."""

from __future__ import annotations

import re
from functools import cache

from xltargets.functions.registry import FUNCTIONS

_ADD_IN = re.compile(r"(?:\[\d+\]|'[^']*xltargets\.xlam'|xltargets\.xlam)!", re.IGNORECASE)
"""The add-in at another path, or by the number of the link to it."""
_OFFICE_JS = "_XLDUDF_"
_LIBREOFFICE = "ORG.XLTARGETS."
LIBREOFFICE_SERVICE = "org.xltargets.Functions"
"""The add-in's name in LibreOffice, which stands before the functions' programmatic names."""


def programmatic_name(name: str) -> str:
    """A function's name among LibreOffice's own, where no underscores are allowed.

    >>> programmatic_name("TARGET_SPLIT")
    'targetsplit'
    """
    return name.replace("_", "").lower()


@cache
def _by_squeezed_name() -> dict[str, str]:
    """LibreOffice's programmatic names have no underscores."""
    return {programmatic_name(name).upper(): name for name in FUNCTIONS}


@cache
def bare_name(spelling: str) -> str | None:
    """The function that a host's spelling means, None if it is none of ours.

    >>> bare_name("[1]!TARGET_SPLIT"), bare_name("_xldudf_XLT_TARGET_SPLIT")
    ('TARGET_SPLIT', 'TARGET_SPLIT')
    >>> bare_name("org.xltargets.functions.Functions.TARGETSPLIT"), bare_name("SUM")
    ('TARGET_SPLIT', None)
    """
    name = _ADD_IN.sub("", spelling, count=1).upper()
    if name.startswith(_LIBREOFFICE):
        return _by_squeezed_name().get(name.rpartition(".")[2])
    if name.startswith(_OFFICE_JS):
        # A namespace may stand in between.
        words = name.removeprefix(_OFFICE_JS).split("_")
        endings = ("_".join(words[start:]) for start in range(len(words)))
        return next((ending for ending in endings if ending in FUNCTIONS), None)
    return name if name in FUNCTIONS else None


def spelled(name: str, host: str) -> str:
    """A function as a file for the host spells it: `windows`, `office-js` or `libreoffice`.

    >>> [spelled("TARGET_SPLIT", host) for host in ("windows", "office-js", "libreoffice")]
    ['TARGET_SPLIT', '_xldudf_TARGET_SPLIT', 'ORG.XLTARGETS.FUNCTIONS.TARGETSPLIT']
    """
    if host == "office-js":
        return f"{_OFFICE_JS.lower()}{name}"
    if host == "libreoffice":
        return f"{LIBREOFFICE_SERVICE}.{programmatic_name(name)}".upper()
    return name
