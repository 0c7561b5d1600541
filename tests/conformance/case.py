"""One line of the conformance table: a formula, what it gives, and where that comes from."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from typing import Any

from xltargets.errors import CellError


@dataclass(frozen=True)
class Case:
    """A formula of array literals (and of `cells` where a literal cannot say it, as with blanks) and its value."""

    formula: str
    expected: Any
    """A scalar, a list of rows, or `error(code)`, which may stand inside the rows too."""
    why: str
    """How the expected value was found."""
    as_of: str | None = None
    """The host's today, as 2026-01-15."""
    cells: dict[str, Any] = field(default_factory=dict)


def error(code: str) -> CellError:
    """An expected error value."""
    return CellError(code)


def all_cases() -> list[Case]:
    """The whole table, from the files in `cases`."""
    from tests.conformance import cases

    found: list[Case] = []
    for module in sorted(pkgutil.iter_modules(cases.__path__), key=lambda module: module.name):
        found += importlib.import_module(f"tests.conformance.cases.{module.name}").CASES
    return found
