"""What keeps a file from being read as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import Message

if TYPE_CHECKING:
    from pathlib import Path


class PackageProblem(Message, Exception):  # noqa: N818  (a problem of the file, not of the program)
    """A file that cannot be read as a workbook, and why.

    `kind` is one of `missing`, `unreadable`, `not-a-workbook`, `damaged`, `encrypted`, `legacy`, `too-large` and
    `doctype`; `message` is untranslated, with `values` to fill in.
    """

    def __init__(self, kind: str, path: Path, message: str, **values: object) -> None:
        """Keep the parts; the sentence is put together in the reader's language."""
        super().__init__(kind, path, message)
        self.kind = kind
        self.path = path
        self.message = message
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        # Problems travel between processes.
        return _problem_again, (self.kind, self.path, self.message, self.values)

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence()}"


def _problem_again(kind: str, path: Path, message: str, values: dict[str, object]) -> PackageProblem:
    return PackageProblem(kind, path, message, **values)
