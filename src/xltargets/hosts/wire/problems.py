"""What a problem says to the person who pressed a button: the one place that knows what a person can mend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.actions.registry import UNFINISHED
from xltargets.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable

NO_MEMORY = N_("This needs more memory than there is. Nothing was changed.")


def is_bug(problem: Exception) -> bool:
    """Whether it is a mistake of the program, which nobody at a workbook can mend."""
    mendable = callable(getattr(problem, "sentence", None)) or isinstance(problem, MemoryError)
    return not mendable and not _names_a_file(problem)


def sentence(problem: Exception, translate: Callable[[str], str], *, private: bool = False) -> str:
    """The problem in one sentence, never a traceback.

    With `private` it goes to another computer: nothing of this one's folders is in it, and of a mistake of ours only
    the kind, because its text could hold cells.

    >>> sentence(KeyError("North"), str)
    "xlTargets could not finish this (KeyError: 'North'). Please report it."
    >>> sentence(FileNotFoundError(2, "No such file or directory", "/teams/north.xlsx"), str, private=True)
    'north.xlsx: No such file or directory.'
    """
    said = getattr(problem, "sentence", None)
    if callable(said):
        return str(said(translate))
    if isinstance(problem, MemoryError):
        return translate(NO_MEMORY)
    if isinstance(problem, OSError) and _names_a_file(problem):
        file = Path(problem.filename).name if private else problem.filename
        return f"{file}: {problem.strerror}."
    kind = type(problem).__name__
    return unfinished(kind if private else f"{kind}: {problem}", translate)


def unfinished(problem: str, translate: Callable[[str], str]) -> str:
    """What to say of a mistake of ours."""
    return translate(UNFINISHED).format(problem=problem)


def _names_a_file(problem: Exception) -> bool:
    """Whether it is of a file that a person could close, move or give free."""
    return isinstance(problem, OSError) and isinstance(problem.filename, (str, Path)) and bool(problem.filename)
