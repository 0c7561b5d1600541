"""All that differs by language besides the wording, which is in the language's catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One language that people read."""

    code: str
    """By which people know it, such as `zh-TW`; its catalogue is the folder of that name with an underscore."""
    name: str
    """In its own words, as a person looks for it in a list."""
    font: str
    """Of the workbooks: one that Excel has on every system where the language is read."""
    tags: tuple[str, ...]
    """Where a spreadsheet program's own language begins with one of these, its user reads this language."""
    slants: bool = True
    """Whether what is said in passing is in italics, which Chinese letters have not: programs only slant them."""
    lcids: tuple[int, ...] = ()
    """The numbers by which Excel on Windows calls them (MsoLanguageID)."""
    office_locales: tuple[str, ...] = ()
    large: tuple[tuple[float, str], ...] = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
    """Large units as the axis of a chart names them, the largest first."""
    months: tuple[str, ...] = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    """The months as the axis of a chart names them."""
    day: str = "{0:%Y-%m-%d}"
    """How a day is written in a sentence."""
    """The names by which the manifest of an Office add-in calls them."""

    @property
    def catalogue(self) -> str:
        """The folder of its catalogue.

        >>> Language("pt-BR", "Português", "Calibri", ("pt",)).catalogue
        'pt_BR'
        """
        return self.code.replace("-", "_")
