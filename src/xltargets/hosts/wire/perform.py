"""A button pressed, in whichever program: the copy is read, the action runs, and what is to be done comes as a plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.files.writes import Writes, plan
from xltargets.errors import N_, Phrase
from xltargets.hosts.wire.problems import is_bug, sentence
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.actions.registry import Action, Outcome, Request
    from xltargets.workbooks.contents import Contents

LINES = 12
"""Details that fit on a message; a pane and the command line show all."""
MORE = N_("… and {count} more.")


@dataclass(frozen=True, slots=True)
class Performed:
    """What an action came to, in the person's language: a sentence, and what a host is to write, open and show."""

    message: str
    details: tuple[str, ...] = ()
    writes: Writes = field(default_factory=Writes)
    files: tuple[Path, ...] = ()
    """Files that were written, to be opened for the person."""
    show: tuple[str, str] | None = None
    """Sheet and cell to go to, after all is written."""
    sheets: tuple[str, ...] = ()
    """The sheets of the workbook, for details that name their cells."""
    outcome: Outcome | None = None
    """What the action said, for a host that writes into a file; None if there is a problem."""
    problem: bool = False
    """Whether nothing was done, and the message says why."""
    bug: Exception | None = None
    """The mistake of ours that kept it from being done."""

    def text(self, translate: Callable[[str], str]) -> str:
        """The message with as many details as fit on it."""
        lines = [self.message, *([""] if self.details else []), *self.details[:LINES]]
        if len(self.details) > LINES:
            lines.append(translate(MORE).format(count=len(self.details) - LINES))
        return "\n".join(lines)

    def plain(self) -> dict[str, Any]:
        """As JSON, for hosts in another program; files are theirs to send."""
        return {
            "message": self.message,
            "problem": self.problem,
            "details": list(self.details),
            **self.writes.plain(),
            "show": None if self.show is None else list(self.show),
        }


def perform(
    action: Action, request: Request, copy: Path | Contents | None = None, *, private: bool = False
) -> Performed:
    """Run an action on a copy of the open workbook, which an action that needs none is not given.

    The copy is a file, or what a host without one has read itself.

    Never raises for what an action does: what a person can mend, and what only we can, comes as the message of a
    problem. With `private` the answer goes to another computer, and has nothing of this one's folders.
    """
    contents: Contents | None = None
    try:
        if action.needs == "book":
            assert copy is not None, "the action needs the open workbook"
            contents = read(copy) if isinstance(copy, Path) else copy
        outcome = action.run(contents, request)
        writes = Writes() if contents is None else plan(contents, outcome, request.translate)
    except Exception as problem:  # noqa: BLE001  (nothing catches it after this)
        return replace(refused(problem, request.translate, private=private), sheets=_sheets(contents))
    said = _message(outcome, request, private=private)
    return Performed(said, outcome.details, writes, outcome.files, outcome.show, _sheets(contents), outcome)


def _sheets(contents: Contents | None) -> tuple[str, ...]:
    return () if contents is None else tuple(contents.sheets)


def refused(problem: Exception, translate: Callable[[str], str], *, private: bool = False) -> Performed:
    """The answer for a problem, also for one that a host itself runs into."""
    said = sentence(problem, translate, private=private)
    return Performed(said, problem=True, bug=problem if is_bug(problem) else None)


def _message(outcome: Outcome, request: Request, *, private: bool) -> str:
    values = outcome.message.values
    if private:
        values = {key: value.name if isinstance(value, Path) else value for key, value in values.items()}
    return Phrase(outcome.message.message, **values).sentence(request.translate)
