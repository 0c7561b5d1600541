"""The language of a command: the option that names it, and what is told in it. No more is loaded for a page of help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.speech import asked_language
from xltargets.errors import N_, fill, in_english
from xltargets.locale import LANGUAGES, named, translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.errors import Translate


class LanguageName(click.ParamType[str]):
    """A language by its code, or as a system names it: zh-TW, zh, zh_CN, zh-Hant."""

    name = "language"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """The codes, as help shows them."""
        return f"[{'|'.join(LANGUAGES)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code, or what is expected."""
        found = named(value)
        if found is None:
            self.fail(said(N_("{value} is none of {known}."), value=repr(value), known=LANGUAGES), param, ctx)
        return found


def language_option(help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:  # noqa: A002  (click's word)
    """`--language`, which is that before the command, or the system's own, if it is left out."""
    return click.option("--language", type=LanguageName(), default=asked_language, help=help)


def with_language(command: click.Command) -> click.Command:
    """A command that takes `--language` as all others do; one that has no use for it is only spoken to."""
    if not any("--language" in one.opts for one in command.params):
        told = N_("Language of what is told here.")
        command.params.append(click.Option(["--language"], type=LanguageName(), expose_value=False, help=told))
    return command


def spoken() -> Translate:
    """The language that the running command was asked for; English where there is no such catalogue."""
    context = click.get_current_context(silent=True)
    asked = None if context is None else context.params.get("language")
    try:
        return translator(asked or asked_language())
    except OSError:
        return in_english


def said(message: str, /, **values: object) -> str:
    """A message in the language that the running command was asked for."""
    return fill(message, values, spoken())
