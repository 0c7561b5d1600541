"""By what a result was made: it holds only as long as all of it is the same."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import xltargets
from xltargets.validation.registry import rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from xltargets.validation.runner import Validator

_ASIDE = ("addin", "cli", "dev", "hosts", "samples")
"""Rooms in which no verdict is made."""


@cache
def edition() -> str:
    """The rules' edition: the version of the package, its rules, and its source as it is installed."""
    told = hashlib.sha256(xltargets.__version__.encode())
    for one in rules().values():
        told.update(repr((one.code, one.name, one.severity.word, one.scope.value, one.since)).encode())
    for source in _sources(files("xltargets")):
        told.update(source.read_bytes())
    return f"{xltargets.__version__}-{told.hexdigest()[:16]}"


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir() and one.name not in _ASIDE:
            yield from _sources(one)
        elif one.name.endswith(".py"):
            yield one


class Terms:
    """What a validator judges by, as a short text for each name of a file."""

    def __init__(self, validator: Validator) -> None:
        """Take what holds for all names once."""
        settings = validator.settings
        self._shared = json.dumps(
            [
                edition(),
                type(validator).__name__,
                validator.as_of,
                sorted(validator.codes),
                {code: severity.word for code, severity in sorted(settings.severity.items())},
                settings.fail_on and settings.fail_on.word,
                validator.show_all,
            ]
        )
        self._waivers = validator.waivers
        self._known: dict[str, list[str]] = {}
        for name, fingerprint in sorted(validator.known):
            self._known.setdefault(name, []).append(fingerprint)

    def of(self, name: str) -> str:
        """What a workbook of this name is judged by."""
        own = json.dumps([repr(self._waivers.of(name)), self._known.get(name, [])])
        return hashlib.sha256((self._shared + own).encode(errors="backslashreplace")).hexdigest()[:32]
