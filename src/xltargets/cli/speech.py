"""The language in which a run of the command line speaks, click's own lines too.

click asks gettext for its words, which looks for a catalogue in the language that the environment names.
"""

from __future__ import annotations

import gettext
import os
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import click

import xltargets.locale
from xltargets.locale import RECORDS, SOURCE, named, translator
from xltargets.locale.of_click import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = xltargets.locale.__path__[0]
AnyCommand = TypeVar("AnyCommand", bound=click.Command)
_ASKED: ContextVar[str | None] = ContextVar("asked", default=None)


def own_language() -> str:
    """The language of the system, where it is one of ours, else English."""
    said = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), SOURCE)
    return named(said) or SOURCE


def asked_language() -> str:
    """The language that this run was asked for, wherever among its arguments; the system's own if for none."""
    return _ASKED.get() or own_language()


def asked_among(arguments: Sequence[str]) -> str | None:
    """What `--language` names among the arguments, the last if several do; None if none of ours is named.

    >>> asked_among(["dump", "plan.xlsx", "--language=zh_TW"]), asked_among(["dump", "--", "--language", "zh"])
    ('zh-TW', None)
    >>> asked_among(["--language", "zh"]), asked_among(["--language"]), asked_among([])
    ('zh-CN', None, None)
    """
    ours = list(arguments[: list(arguments).index("--")] if "--" in arguments else arguments)
    found = [two for one, two in pairwise(ours) if one == "--language"]
    found += [one.partition("=")[2] for one in ours if one.startswith("--language=")]
    return named(found[-1]) if found else None


@contextmanager
def speaking(arguments: Sequence[str]) -> Iterator[None]:
    """A run with these arguments: it speaks the language that they or the system name."""
    token = _ASKED.set(asked_among(arguments))
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    try:
        if (language := asked_language()) != SOURCE:
            gettext.bindtextdomain(DOMAIN, FOLDER)
            gettext.textdomain(DOMAIN)
            os.environ["LANGUAGE"] = RECORDS[language].catalogue
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE", None)
        if before is not None:
            os.environ["LANGUAGE"] = before
        _ASKED.reset(token)


def in_this_language(command: AnyCommand, parent: click.Context | None = None) -> AnyCommand:
    """The command as its help shows it: itself in English, else a copy in the language of the run."""
    for one in command.params:
        # click names these in the language of the run in which they are first made.
        if isinstance(kind := one.type, click.Path):
            kind.name = "path" if kind.file_okay and kind.dir_okay else "file" if kind.file_okay else "directory"
    if (language := asked_language()) == SOURCE:
        return command
    from xltargets.cli.help_words import spoken_in

    try:
        return spoken_in(command, parent, translator(language))
    except OSError:  # no catalogue of that language is installed
        return command
