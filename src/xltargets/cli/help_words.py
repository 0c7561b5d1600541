"""The help of a command in another language than English, and how its lines are filled.

Only imported where such a language is asked for.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from copy import copy
from typing import TYPE_CHECKING, TypeVar

import click

from xltargets.errors import N_
from xltargets.locale.of_commands import AS_TYPED, TWO_COLUMNS, placeholder, translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xltargets.errors import Translate

OF_USAGE = (N_("[OPTIONS]"), N_("COMMAND [ARGS]"))
"""What click writes behind a command's name."""
STOP = "。"
_OPENING, _CLOSING = r"\[(（《「『“‘", r"\])，。；：！？、）》」』”’"
_PIECE = re.compile(rf"\s+|\[[^\[\]]{{1,24}}\]|[{_OPENING}]*(?:[^\s\u2e80-\uffef“”‘’]+|\S)[{_CLOSING}]*")
"""A blank, a short remark in brackets, a word or a wide character: with the signs that begin no line behind it, and
those that end none before it."""
_GAP, _WIDEST_TERM, _NARROWEST = 2, 30, 10
AnyCommand = TypeVar("AnyCommand", bound=click.Command)


def spoken_in(command: AnyCommand, parent: click.Context | None, translate: Translate) -> AnyCommand:
    """A copy of a command whose help is in the language; the one that is declared stays English."""
    own = copy(command)
    own._help_option = None  # click keeps it once it is made, in the language of then
    own.context_class = _Context
    own.help = translated(command.help, translate) if command.help else command.help
    beginning = (own.help or "").partition("\n\n")[0]
    if STOP in beginning:  # click cuts where a word ends in a full stop, and Chinese has neither
        own.short_help = beginning.partition(STOP)[0]
    own.options_metavar = placeholder(command.options_metavar or "", translate)
    if isinstance(own, click.Group):
        own.subcommand_metavar = placeholder(own.subcommand_metavar or "", translate)
    context = click.Context(command, parent)
    own.params = [_param(one, context, translate) for one in command.params]
    return own


def _param(param: click.Parameter, context: click.Context, translate: Translate) -> click.Parameter:
    """A copy of an option or argument: its help, and what stands for its value."""
    own = copy(param)
    if isinstance(param, click.Option) and isinstance(own, click.Option) and param.help:
        own.help = translate(param.help)
    own.type = copy(param.type)
    own.type.name = gettext.gettext(param.type.name)
    if param.metavar is not None:
        own.metavar = placeholder(param.metavar, translate)
    elif isinstance(param, click.Argument):
        name = str(param.name).upper()
        own.metavar = param.make_metavar(context).replace(name, translate(name))
    elif not type(param.type).__module__.startswith("click.") and param.type.get_metavar(param, context) is None:
        own.metavar = translate(param.type.name.upper())
    return own


def width(text: str) -> int:
    """The columns that a text takes on a terminal: a Chinese character has two.

    >>> width("用 -o")
    5
    """
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def filled(pieces: Iterable[str], room: int) -> list[str]:
    """Lines of at most so many columns, of pieces that are not broken, unless one alone has more.

    >>> filled(_PIECE.findall("写入 plan.xlsx，然后检查。"), 12)
    ['写入', 'plan.xlsx，', '然后检查。']
    """
    lines = [""]
    for piece in (part for one in pieces for part in ([one] if width(one) <= room else one)):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        if lines[-1] or piece.strip():
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _text(text: str, room: int) -> list[str]:
    """A text of paragraphs as lines."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        first, *rest = paragraph.split("\n")
        typed = first.strip() == AS_TYPED
        told = [part for one in rest for part in _as_typed(one, room)] if typed else _filled([first, *rest], room)
        lines += ["", *told]
    return lines[1:]


def _filled(lines: list[str], room: int) -> list[str]:
    return filled(_PIECE.findall(" ".join(lines)), room)


def _as_typed(line: str, room: int) -> list[str]:
    """A line that stays; only what is said beside a command or a name is filled."""
    if (told := TWO_COLUMNS.fullmatch(line)) is None:
        return [line]
    beside = width(told[1])
    first, *rest = _filled([told[2]], max(room - beside, _NARROWEST))
    return [told[1] + first, *(" " * beside + one for one in rest)]


class _Formatter(click.HelpFormatter):
    """Help whose lines and columns are measured by what they take on a terminal."""

    def _write(self, lines: Iterable[str], indent: int) -> None:
        for line in lines:
            self.write(f"{' ' * indent}{line}".rstrip() + "\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How it is called, in line behind the name."""
        start = f"{prefix or gettext.gettext('Usage:') + ' '}{prog} "
        room = self.width - self.current_indent - width(start)
        first, *rest = filled(re.findall(r"\s+|\S+", args), room)
        self._write([start + first], self.current_indent)
        self._write(rest, self.current_indent + width(start))

    def write_heading(self, heading: str) -> None:
        """A heading, with the colon that the language has behind one."""
        self._write([heading + gettext.gettext("Usage:")[-1]], self.current_indent)

    def write_text(self, text: str) -> None:
        """Paragraphs."""
        self._write(_text(text, self.width - self.current_indent), self.current_indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = _GAP) -> None:
        """Terms, and what is said of each in a column beside them; below a term that is too long for its own."""
        given: Sequence[tuple[str, str]] = list(rows)
        column = min(max(width(term) for term, _said in given), col_max) + col_spacing
        indent = self.current_indent
        for term, said in given:
            first, *rest = _text(said, max(self.width - column - indent, _NARROWEST))
            beside = width(term) <= column - col_spacing
            self._write([term + " " * (column - width(term)) + first] if beside else [term], indent)
            self._write(rest if beside else [first, *rest], indent + column)


class _Context(click.Context):
    formatter_class = _Formatter
