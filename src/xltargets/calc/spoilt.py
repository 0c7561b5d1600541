"""Lines of a list that cannot be worked out, while the others can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.errors import CellError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from xltargets.errors import InputProblem


class Spoilt:
    """Collects what is wrong with some of the lines, and puts the answer of the whole list together."""

    def __init__(self, count: int, lines: NDArray[np.intp]) -> None:
        """Take the length of the list, and which of its lines are worked out, in the order in which they are."""
        self.count = count
        self.lines = lines
        self.codes: dict[int, str] = {}
        self.first: InputProblem | None = None

    def add(self, bad: NDArray[np.bool_], problem: Callable[[int], InputProblem]) -> None:
        """Spoil the lines that `bad` marks; `problem` says what is wrong with the one at a position."""
        found = np.flatnonzero(bad)
        if not found.size:
            return
        at = int(found[np.argmin(self.lines[found])])
        what = problem(at)
        what.element = int(self.lines[at]) + 1
        for line in self.lines[found].tolist():
            self.codes.setdefault(line, what.code)
        if self.first is None or self.first.element is None or what.element < self.first.element:
            self.first = what

    def answer(self, results: NDArray[np.float64]) -> NDArray[Any]:
        """The results in the order of the list, blank lines empty; raises the first problem if there is one."""
        if self.first is None and len(self.lines) == self.count:
            whole = np.empty(self.count)
            whole[self.lines] = results
            return whole
        cells = np.full(self.count, "", dtype=object)
        cells[self.lines] = results
        for line, code in self.codes.items():
            cells[line] = CellError(code)
        if self.first is not None:
            self.first.where = np.isin(np.arange(self.count), list(self.codes))
            self.first.rest = cells
            raise self.first
        return cells
