"""The sheets, tables and names of a submitted workbook beside those of its template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xltargets.errors import Translate
from xltargets.templates.schema import Form, Table, Template
from xltargets.units.names import name_key
from xltargets.views.slots import target
from xltargets.workbooks.contents import Area, Contents, Sheet

FINDINGS_NAME = "xltargets.findings"
"""The defined name of the sheet on which a copy that was sent back lists what was found."""


def findings_sheet_of(contents: Contents) -> str | None:
    """The sheet with what was found, of a copy that was sent back; None for any other workbook."""
    name = next((one for one in contents.names if one.name.lower() == FINDINGS_NAME), None)
    place = None if name is None else target(name, contents)
    return None if place is None else place[0].name


@dataclass
class Layout:
    """What is where, what is missing, and what has another name or place."""

    template: Template
    contents: Contents
    translate: Translate

    @cached_property
    def _home(self) -> dict[str, str]:
        """The title of the sheet on which each table and form stands in the template."""
        return {
            block.name: self.translate(sheet.title)
            for sheet in self.template.sheets
            for block in sheet.blocks
            if isinstance(block, type) and issubclass(block, (Table, Form))
        }

    def _here(self, table: str) -> str | None:
        """The sheet on which a table stands in the workbook."""
        found = self.contents.tables.get(table.lower())
        return found.sheet if found else None

    @cached_property
    def renamed_sheets(self) -> dict[str, str]:
        """Name here → name in the template, known by their tables."""
        renamed: dict[str, str] = {}
        for table, title in self._home.items():
            here = self._here(table)
            if here is not None and title not in self.contents.sheets and here not in self._titles:
                renamed.setdefault(here, title)
        return renamed

    @cached_property
    def _titles(self) -> list[str]:
        return [self.translate(sheet.title) for sheet in self.template.sheets]

    @property
    def own_titles(self) -> set[str]:
        """The names, in this workbook, of the template's sheets."""
        return {*self._titles, *self.renamed_sheets} & self.contents.sheets.keys()

    @property
    def missing_sheets(self) -> list[str]:
        """Titles of the template's sheets that are not there under any name."""
        renamed = set(self.renamed_sheets.values())
        return [title for title in self._titles if title not in self.contents.sheets and title not in renamed]

    @property
    def added_sheets(self) -> list[str]:
        """Visible sheets that neither the template has nor we put in. Hidden ones are told by another rule."""
        known = {*self._titles, *self.renamed_sheets, findings_sheet_of(self.contents)}
        return [name for name, sheet in self.contents.sheets.items() if name not in known and sheet.state == "visible"]

    def sheet_of(self, table: str) -> str | None:
        """The sheet, as named here, on which a table of the template belongs; None if that sheet is missing."""
        title = self._home[table]
        if title in self.contents.sheets:
            return title
        return next((here for here, expected in self.renamed_sheets.items() if expected == title), None)

    @property
    def missing_tables(self) -> list[str]:
        """The template's tables that are not there under their own name."""
        return [name for name in self._home if name.lower() not in self.contents.tables]

    @cached_property
    def _twins(self) -> dict[str, str]:
        """Tables that are not the template's but have all headers of one of its tables."""
        twins = {}
        declared = {name: block for name, block in self.template.tables.items() if issubclass(block, Table)}
        for found in self.contents.tables.values():
            if found.name.lower() in map(str.lower, self._home):
                continue
            headers = {name_key(column.name) for column in found.columns}
            for name, block in declared.items():
                if headers >= {name_key(self.translate(column.label)) for column in block.columns}:
                    twins[found.name] = name
        return twins

    @property
    def renamed_tables(self) -> dict[str, str]:
        """Name here → name in the template, known by their headers; the first only, if there are more."""
        renamed: dict[str, str] = {}
        for found, name in self._twins.items():
            if name in self.missing_tables and name not in renamed.values():
                renamed[found] = name
        return renamed

    @property
    def copied_tables(self) -> dict[str, str]:
        """Copies, and the table that each copies."""
        return {found: name for found, name in self._twins.items() if found not in self.renamed_tables}

    @property
    def moved_tables(self) -> dict[str, str]:
        """Tables that stand on another sheet of the template, and the title of their own."""
        moved = {}
        for table, title in self._home.items():
            here = self._here(table)
            if here is not None and here != self.sheet_of(table) and title not in self.missing_sheets:
                moved[table] = title
        return moved

    @property
    def missing_names(self) -> list[tuple[str, str]]:
        """Form and name of each setting whose defined name is not there, where the form itself is."""
        here = {name.name.lower() for name in self.contents.names}
        forms: list[Any] = [block for block in self.template.tables.values() if issubclass(block, Form)]
        return [
            (form.name, name)
            for form in forms
            if form.name.lower() in self.contents.tables
            for column in form.columns
            if (name := f"{form.name}_{column.identifier}").lower() not in here
        ]

    def own_areas(self, sheet: str) -> list[Area]:
        """What the template itself put on a sheet beside its tables: cells that have a name, and spilled results."""
        if sheet not in self._own_areas:
            areas = [place[1] for place in self._named if place and place[0].name == sheet]
            spills = [cell.spill for cell in self.contents.sheets[sheet].cells.values() if cell.spill]
            self._own_areas[sheet] = areas + spills
        return self._own_areas[sheet]

    @cached_property
    def _own_areas(self) -> dict[str, list[Area]]:
        return {}

    @cached_property
    def _named(self) -> list[tuple[Sheet, Area] | None]:
        # Not those of a sheet: they say what is printed or filtered, and may cover whole columns.
        return [target(name, self.contents) for name in self.contents.names if name.sheet is None]
