"""The footnotes of the page for a meeting: for every figure the file, the sheet and the cells that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.rollup.tracing import Origin

Part = tuple[str, "Iterable[Origin]"]
"""What a figure is called, and where it comes from."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, by its number."""

    number: int
    label: str
    files: list[tuple[str, list[tuple[str, str]]]]
    """Each file with the figures that come from it, and their cells."""


@dataclass(slots=True)
class Notes:
    """All footnotes, in the order of the page."""

    all: list[Note] = field(default_factory=list)

    def add(self, label: str, parts: Iterable[Part]) -> int:
        """A further footnote; 0 where nothing can be named."""
        files: dict[str, dict[str, list[str]]] = {}
        for what, origins in parts:
            for origin in origins:
                files.setdefault(origin.file, {}).setdefault(what, []).append(origin.place)
        if not files:
            return 0
        told = [
            (file, [(what, ", ".join(dict.fromkeys(places))) for what, places in figures.items()])
            for file, figures in files.items()
        ]
        self.all.append(Note(len(self.all) + 1, label, told))
        return len(self.all)
