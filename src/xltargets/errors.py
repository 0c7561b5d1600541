"""What can be wrong with an input, said so that a manager can mend it.

Every worksheet function refuses bad input with an `InputProblem`. A spreadsheet host shows the problem's error value;
`sentence()` says which argument, which element, what was found and what is expected.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from numpy.typing import NDArray

Translate = Callable[[str], str]
"""A message in, the message in the reader's language out."""


def in_english(message: str) -> str:
    """The translation that changes nothing: messages are written in English."""
    return message


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for "translate later")
    """Mark a message for translation without translating it here."""
    return message


class Message:
    """Something to tell: an untranslated message, and the values to fill in once the reader's language is known."""

    __slots__ = ()

    message: str
    values: Mapping[str, object]

    def sentence(self, translate: Translate = in_english) -> str:
        """It in the reader's language."""
        return fill(self.message, self.values, translate)


_TWO = N_("{first} {second}")
"""Two sentences."""
_COMMA = N_(", ")
_QUOTED = N_('"{text}"')


def fill(message: str, values: Mapping[str, object], translate: Translate = in_english) -> str:
    """A message in the reader's language, each value as a person reads it.

    Texts stand as they are, other messages are sentences in the same language, a dictionary has labels and what stands
    for each, several have the language's comma between them. A value with a format of its own in the message
    (`{share:.1%}`) follows that, and where it has two words (`{count} {count:deal|deals}`) its number chooses; a
    language that needs no plural leaves that place out.

    >>> fill("{who} sold {amount} of {what}", {"who": "Ann", "amount": 1200.0, "what": Phrase("a {kind}", kind="lot")})
    'Ann sold 1200 of a lot'
    >>> [fill("{count} {count:deal|deals}", {"count": count}) for count in (0, 1, 2)]
    ['0 deals', '1 deal', '2 deals']
    """
    return _Filler(translate).vformat(translate(message), (), values)


def one_by_one(sentences: Iterable[str], translate: Translate = in_english) -> str:
    """Sentences one after the other, with what a language puts between two: a blank, or nothing.

    >>> one_by_one(["It is empty.", "", "Fill it in."])
    'It is empty. Fill it in.'
    """
    told = [sentence for sentence in sentences if sentence]
    return reduce(lambda first, second: fill(_TWO, {"first": first, "second": second}, translate), told) if told else ""


class _Filler(string.Formatter):
    """What replaces the places of a message."""

    def __init__(self, translate: Translate) -> None:
        self.translate = translate

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if bar:
            return one if value in (1, "1") else many
        return format(value, format_spec) if format_spec else self.shown(value)

    def shown(self, value: object) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, Mapping):
            return self.translate(_COMMA).join(f"{self.translate(label)} = {what}" for label, what in value.items())
        if isinstance(value, (list, tuple)):
            return self.translate(_COMMA).join(self.shown(one) for one in value)
        return describe(value, self.translate)


class Problem(Message, Exception):  # noqa: N818  (a problem of the input, not of the program)
    """What stops a task, as a message for whoever can mend it."""

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep message and values apart."""
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.sentence()


class CellError:
    """An error value in a cell, such as `#N/A`. Two of the same code are equal."""

    __slots__ = ("code",)

    def __init__(self, code: str) -> None:
        """Take the code as a spreadsheet prints it."""
        self.code = code

    def __repr__(self) -> str:
        return f"CellError({self.code!r})"

    def __str__(self) -> str:
        return self.code

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CellError) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)


_ARGUMENTS_IN_WORDS = frozenset(
    {
        N_("workbook"),
        N_("folder"),
        N_("files"),
        N_("selection"),
        N_("sheet"),
        N_("template"),
        N_("review"),
        N_("settings"),
    }
)
"""What actions are given; the arguments of functions and options are called as they are typed."""


class InputProblem(ValueError):  # noqa: N818  (a problem of the input, not of the program)
    """An argument that a function cannot work with.

    `argument` is its name, `found` what it holds, `expected` an untranslated sentence part with `values` to fill in.
    `element` is the position (from 1) of the offending element in reading order, None for a scalar. `where` marks all
    offending elements of a vectorised argument, so that a host can give the others their answer; `rest` is the answer
    with its error values, where a function that is not worked out element by element knows it.
    """

    code: ClassVar[str] = "#VALUE!"

    def __init__(
        self,
        argument: str,
        found: object,
        expected: str,
        *,
        element: int | None = None,
        where: NDArray[Any] | None = None,
        **values: object,
    ) -> None:
        """Keep the parts; the sentence is put together in the reader's language."""
        super().__init__(argument, found, expected)
        self.argument = argument
        self.found = found
        self.expected = expected
        self.element = element
        self.where = where
        self.rest: NDArray[Any] | None = None
        self.values = values

    def sentence(self, translate: Translate = in_english) -> str:
        """The problem in one sentence.

        >>> NumProblem("weights", -2.0, "expected 0 or more", element=3).sentence()
        'weights, element 3: found -2; expected 0 or more.'
        """
        place = translate(self.argument) if self.argument in _ARGUMENTS_IN_WORDS else self.argument
        if self.element is not None:
            place = fill(N_("{argument}, element {element}"), {"argument": place, "element": self.element}, translate)
        expected = fill(self.expected, self.values, translate)
        parts = {"place": place, "found": describe(self.found, translate), "expected": expected}
        return fill(N_("{place}: found {found}; {expected}."), parts, translate)

    def __str__(self) -> str:
        return self.sentence()


class ValueProblem(InputProblem):
    """The wrong type: text in a numeric place, an unknown option word, a required blank."""

    code = "#VALUE!"


class NumProblem(InputProblem):
    """Out of the domain: a negative weight, min above max, bounds that cannot be met."""

    code = "#NUM!"


class DivZeroProblem(InputProblem):
    """A division by a target, baseline or price of zero."""

    code = "#DIV/0!"


class NotAvailable(InputProblem):
    """Not enough data, or no band that matches."""

    code = "#N/A"


class MissingExtra(ValueProblem):
    """A method that needs an optional library which is not installed."""


class ErrorInInput(InputProblem):
    """An error value in the input, which is also the result."""

    def __init__(self, argument: str, found: CellError, *, element: int | None = None) -> None:
        """Carry the error on."""
        super().__init__(argument, found, N_("expected a value, so mend that cell first"), element=element)
        self.code = found.code  # type: ignore[misc]  # one instance, one code


def describe(found: object, translate: Translate = in_english) -> str:
    """A value as a manager would read it: numbers without a tail of zeros, text in quotes, blanks by name."""
    if isinstance(found, (Message, InputProblem)):
        return found.sentence(translate)
    if found is None:
        return translate(N_("a blank"))
    if isinstance(found, bool):
        return "TRUE" if found else "FALSE"
    if isinstance(found, str):
        shown = found if len(found) <= 40 else found[:39] + "…"
        return fill(_QUOTED, {"text": shown}, translate)
    if isinstance(found, (int, float)):
        return plain(found)
    return str(found)


DIGITS = 10
"""More of a fraction are what a computer leaves, not what anybody typed."""
_WHOLE_DIGITS = 15


def plain(number: float) -> str:
    """A number for a sentence: whole ones in full, others to ten digits, as a cell has room for.

    >>> plain(0.1 + 0.2), plain(2 / 3), plain(1234567890123.0)
    ('0.3', '0.6666666667', '1234567890123')
    """
    return f"{number:.{_WHOLE_DIGITS if number == number // 1 else DIGITS}g}"


class Phrase(Message):
    """Something found that is not a value but a fact in words, translated when it is shown."""

    __slots__ = ("message", "values")

    def __init__(self, message: str, /, **values: object) -> None:
        """Take an untranslated message and what to fill in."""
        self.message = message
        self.values = values

    def __repr__(self) -> str:
        return f"Phrase({self.message!r}, {self.values!r})"


_OF_THE_SYSTEM = (
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File exists"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("File name too long"),
)
"""What systems say most often where a file cannot be read or written; they say it in English."""


def system_reason(problem: OSError) -> Phrase | str:
    """Why the system could not read or write a file, translated when it is shown where its words are known.

    >>> system_reason(PermissionError(13, "Permission denied"))
    Phrase('Permission denied', {})
    """
    said = problem.strerror or str(problem)
    return Phrase(said) if said in _OF_THE_SYSTEM else said
