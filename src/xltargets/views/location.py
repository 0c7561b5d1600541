"""Where in a workbook something is, as a person names it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """Where in a workbook. Whatever does not apply is None; a finding about the whole file has no part set."""

    sheet: str | None = None
    table: str | None = None
    """The table's stable name, the same in every language."""
    row_key: str | None = None
    """What the row's key columns hold, or what else tells this from its like (the target of a link)."""
    column: str | None = None
    """The column's stable key, the same in every language."""
    cell: str | None = None
    """An address such as `C7`, or `C7:C18`."""

    @property
    def place(self) -> str:
        """As a spreadsheet writes it, the sheet quoted where it must be.

        >>> Location(sheet="Periods", cell="C7").place
        'Periods!C7'
        >>> Location(sheet="My plan").place
        "'My plan'"
        """
        if self.sheet is None:
            return self.cell or ""
        plain = re.fullmatch(r"[^\W\d]\w*", self.sheet) is not None
        sheet = self.sheet if plain else "'" + self.sheet.replace("'", "''") + "'"
        return f"{sheet}!{self.cell}" if self.cell else sheet
