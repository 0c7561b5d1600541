"""Which parts of a command's help are messages: what the catalogues take is what help asks them for."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

AS_TYPED = "\b"
"""A paragraph below such a line keeps its lines, says click."""
TWO_COLUMNS = re.compile(r"( *\S+(?: \S+)* {2,})(\S.*)")
"""A command or a name, which stays, and what it does."""
_EXAMPLE = re.compile(r"(Examples?:)( .*)?")
_WIDE_COLON = "："
"""It needs no blank behind it."""


def translated(help_text: str, translate: Callable[[str], str]) -> str:
    """A docstring as click shows it, each paragraph a message of one line; commands stay as they are typed.

    >>> print(translated("Say more.\\n\\nExample: xltargets eval '=1+1'", lambda one: f"<{one}>"))
    <Say more.>
    <BLANKLINE>
    <Example:> xltargets eval '=1+1'
    """
    paragraphs = inspect.cleandoc(help_text).partition("\f")[0].split("\n\n")
    return "\n\n".join(_paragraph(one.split("\n"), translate) for one in paragraphs if one)


def _paragraph(lines: list[str], translate: Callable[[str], str]) -> str:
    if lines[0].strip() == AS_TYPED:
        return "\n".join([AS_TYPED, *(_line(one, translate) for one in lines[1:])])
    text = " ".join(line.strip() for line in lines)
    return _labelled(text, translate) or translate(text)


def _line(line: str, translate: Callable[[str], str]) -> str:
    if (told := TWO_COLUMNS.fullmatch(line)) is not None:
        return told[1] + translate(told[2])
    if line.startswith(" "):
        return line
    return _labelled(line, translate) or translate(line)


def _labelled(text: str, translate: Callable[[str], str]) -> str:
    """What begins as an example, of which only that is a message; nothing if it does not."""
    found = _EXAMPLE.fullmatch(text)
    if found is None:
        return ""
    label, command = translate(found[1]), found[2] or ""
    return label + (command.lstrip() if label.endswith(_WIDE_COLON) else command)


def placeholder(text: str, translate: Callable[[str], str]) -> str:
    """What stands for a value; what says that there may be several is no part of the message.

    >>> placeholder("[CODE]...", lambda one: f"<{one}>")
    '<[CODE]>...'
    """
    several = "..." if text.endswith("...") else ""
    return translate(text.removesuffix(several)) + several
