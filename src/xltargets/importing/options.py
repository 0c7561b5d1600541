"""What the files do not say by themselves, and people say with options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

LISTS = ("team.", "products.", "customers.", "targets.", "satisfaction.", "feedback.")
"""What stands before the keys of lists in a mapping; the deals' own keys have nothing before them."""


class SourceProblem(Problem):
    """A file that cannot be used.

    `options` are what to add to the command so that it goes on, where something can decide.
    """

    def __init__(self, message: str, /, *, options: tuple[str, ...] = (), **values: object) -> None:
        """Keep the options beside the sentence."""
        super().__init__(message, **values)
        self.options = options


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How a file is to be opened, where it does not tell."""

    encoding: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    """The row of the headers, counted from 1 as a spreadsheet shows it."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the files do not say by themselves."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """The file's header for a key: `amount`; of lists `team.region`, `products.product`, `customers.segment`."""
    won: tuple[str, ...] = ()
    """Stages that mean won, besides the known words."""
    date_order: str | None = None
    """How 03/04/2025 is meant: `dmy` or `mdy`."""
    lost: tuple[str, ...] = ()
    """Stages that mean lost, besides the known words."""
    stages: Mapping[str, str] = field(default_factory=dict)
    """What a stage means: `won`, `lost` or `open`, or a stage of a CRM log."""
    all_won: bool = False
    """Whether each row is a sale, whatever its stage."""
    currency: str | None = None
    """The plan's currency; of several in the file the one that counts, or into which `rates` lead."""
    of_workbook: bool = False
    """Whether the currency is that of a workbook, so that no other can be chosen."""
    rates: Mapping[str, float] = field(default_factory=dict)
    """What one unit of a currency is in the plan's."""
    numbers: str | None = None
    """How 1.951 is meant: `eu` (1951) or `us` (1.951)."""
    duplicates: str | None = None
    """Which of the rows with the same number count, where they differ: `all`, `first` or `last`."""
    person: str | None = None
    """Who sold all that names nobody."""
    deals_file: FileOptions = FileOptions()
    """How the file of deals is to be opened; lists are opened as they tell."""

    def of(self, prefix: str) -> dict[str, str]:
        """The mapping of one file; the deals' keys have no prefix."""
        return {
            key.removeprefix(prefix): header
            for key, header in self.mapping.items()
            if (key.startswith(prefix) if prefix else not key.startswith(LISTS))
        }
