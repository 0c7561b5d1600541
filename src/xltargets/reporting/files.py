"""Reports that go to files."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from xltargets.workbooks.temporary import whole_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that appears, or replaces the old one, only when it is complete. Raises OSError where it cannot."""
    with whole_text(path, newline="\n") as out:
        yield out
