"""A worksheet function's docstring, taken apart: the one text from which every host's help is made."""

from __future__ import annotations

import inspect
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

HEADINGS = ("Args", "Returns", "Errors", "Formula", "Example", "Source", "Checked with", "See also")


@dataclass(frozen=True, slots=True)
class Example:
    """A formula and what it gives, both as a spreadsheet writes them."""

    formula: str
    result: str


@dataclass(frozen=True, slots=True)
class Documentation:
    """What a function's docstring says, by heading."""

    summary: str
    description: str
    arguments: dict[str, str]
    returns: str
    errors: dict[str, str]
    formula: str
    examples: tuple[Example, ...]
    source: str
    checked_with: str
    see_also: tuple[str, ...]


def documentation_of(function: Callable[..., Any]) -> Documentation:
    """Read the docstring of a worksheet function."""
    text = inspect.getdoc(function) or ""
    head, sections = _sections(text)
    summary, _, description = head.partition("\n\n")
    example = sections.get("Example", "")
    return Documentation(
        summary=_flowing(summary),
        description=description.strip(),
        arguments=_arguments(function, sections.get("Args", "")),
        returns=_flowing(sections.get("Returns", "")),
        errors={key: _flowing(value) for key, value in _entries(sections.get("Errors", "")).items()},
        formula=_flowing(sections.get("Formula", "")),
        examples=tuple(
            Example(formula, result.strip())
            for formula, result in re.findall(r"^(=.+?) → (.+)$", example, re.MULTILINE)
        ),
        source=_flowing(sections.get("Source", "")),
        checked_with=_flowing(sections.get("Checked with", "")),
        see_also=tuple(
            name.strip() for name in sections.get("See also", "").replace("\n", " ").split(",") if name.strip()
        ),
    )


def shown_in_wizards(docstring: str) -> list[str]:
    """What function wizards show, and so is translated: the summary, and the help of the arguments it names itself.

    >>> shown_in_wizards("Half of it.\\n\\nArgs:\\n    whole: What to halve,\\n        all of it.")
    ['Half of it.', 'What to halve, all of it.']
    """
    head, sections = _sections(inspect.cleandoc(docstring))
    helps = _entries(_AS_FOR.sub("", sections.get("Args", "")))
    return [_flowing(text) for text in (head.partition("\n\n")[0], *helps.values())]


_AS_FOR = re.compile(r"As for (\w+)(?:\.|, and:)$", re.MULTILINE)


def _arguments(function: Callable[..., Any], section: str) -> dict[str, str]:
    """The help of each argument; `As for smart_check, and:` takes those of another function of the module first."""
    other = _AS_FOR.search(section)
    shared = documentation_of(getattr(sys.modules[function.__module__], other[1])).arguments if other else {}
    own = _entries(_AS_FOR.sub("", section))
    return shared | {key: _flowing(value) for key, value in own.items()}


def _sections(text: str) -> tuple[str, dict[str, str]]:
    pattern = re.compile(rf"^({'|'.join(HEADINGS)}):$", re.MULTILINE)
    pieces = pattern.split(text)
    return pieces[0].strip(), {
        heading: inspect.cleandoc("\n" + body) for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }


def _entries(section: str) -> dict[str, str]:
    """`name: text` entries whose continuation lines are indented."""
    entries: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        match = re.match(r"([#\w][\w/!?]*): (.*)", line)
        if match:
            name = match[1]
            entries[name] = match[2]
        elif name:
            entries[name] += " " + line.strip()
    return entries


def _flowing(text: str) -> str:
    return " ".join(text.split())
