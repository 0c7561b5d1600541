"""XL2: sheets, tables and columns, held against the template that the workbook was made from."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission


@rule("XL201", "sheet-missing", Severity.ERROR)
def sheet_missing(submission: Submission) -> Iterator[Fault]:
    """A sheet of the template is not there.

    What it does
        Looks for each sheet of the template by its name, and by the tables that stand on it.

    Why it matters
        What was planned on it is lost, and formulas on other sheets that read from it give #REF!.

    Example
        The sheet Sales history was deleted.

    How to repair
        Bring the sheet back from an earlier version, or copy the inputs into a fresh template.

    Safe repair
        None.
    """
    for sheet in submission.view.layout.missing_sheets:
        near = difflib.get_close_matches(sheet, submission.view.layout.added_sheets, 1)
        yield Fault(
            Location(sheet=sheet),
            N_("The sheet {sheet} is missing."),
            N_("If {near} is that sheet, give it its name back.")
            if near
            else N_("Take it from an earlier version, or copy your inputs into a fresh template."),
            values={"sheet": sheet, "near": near[0] if near else ""},
        )


@rule("XL202", "sheet-renamed", Severity.INFO)
def sheet_renamed(submission: Submission) -> Iterator[Fault]:
    """A sheet has another name than in the template.

    What it does
        Finds sheets whose tables are those of a sheet of the template, under another name.

    Why it matters
        Nothing breaks, for tables are known by their own names, but colleagues and links look for the old name.

    Example
        The sheet Periods was renamed to "2026".

    How to repair
        Give the sheet its name back.

    Safe repair
        None: formulas of other workbooks may use the new name.
    """
    for name, expected in submission.view.layout.renamed_sheets.items():
        yield Fault(
            Location(sheet=name),
            N_("The sheet {expected} is named {found} here."),
            N_("Nothing is lost; rename it back if others look for it."),
            name,
            expected,
        )


@rule("XL203", "sheet-added", Severity.INFO)
def sheet_added(submission: Submission) -> Iterator[Fault]:
    """A sheet was added to the template.

    What it does
        Lists sheets that the template does not have.

    Why it matters
        Notes and calculations of one's own are welcome, but nothing on them is checked or rolled up.

    Example
        A sheet "My notes".

    How to repair
        Nothing need be done.

    Safe repair
        None.
    """
    for sheet in submission.view.layout.added_sheets:
        yield Fault(
            Location(sheet=sheet),
            N_("The sheet {sheet} is not part of the template, so nothing on it is checked."),
            values={"sheet": sheet},
        )


@rule("XL204", "table-missing", Severity.ERROR)
def table_missing(submission: Submission) -> Iterator[Fault]:
    """A table of the template is not there.

    What it does
        Looks for each table of the template by its stable name. A table whose whole sheet is missing is told with the
        sheet.

    Why it matters
        Formulas and checks know a table by its name. A range that looks like one, but was converted to plain cells, is
        read by none of them.

    Example
        The table holidays was converted to a range.

    How to repair
        Select the range with its headers, choose Insert, Table, and give it its name under Table Design.

    Safe repair
        None.
    """
    layout = submission.view.layout
    for name in layout.missing_tables:
        sheet = layout.sheet_of(name)
        if submission.without_tables or sheet is None or name in layout.renamed_tables.values():
            continue
        yield Fault(
            Location(sheet=sheet, table=name),
            N_("The table {table} is missing from this sheet."),
            N_("Select its cells with the headers, choose Insert, Table, and name it {name} under Table Design."),
            values={"table": submission.view.heading_of(name), "name": name},
        )


@rule("XL205", "table-renamed", Severity.ERROR)
def table_renamed(submission: Submission) -> Iterator[Fault]:
    """A table has another name than in the template.

    What it does
        Finds tables that have the columns of a missing table of the template, under another name.

    Why it matters
        Formulas, checks and roll-ups know a table by its name.

    Example
        The table holidays was renamed to Table1.

    How to repair
        Click into the table and give it its name back under Table Design.

    Safe repair
        Yes, where no other table has that name.
    """
    for found, expected in submission.view.layout.renamed_tables.items():
        table = submission.view.contents.tables[found.lower()]
        yield Fault(
            Location(sheet=table.sheet, table=expected, cell=str(table.area)),
            N_("The table {table} is named {found} here; expected {expected}."),
            N_("Click into it and give it its name back under Table Design."),
            found,
            expected,
            {"table": submission.view.heading_of(expected)},
        )


@rule("XL206", "table-duplicated", Severity.WARNING)
def table_duplicated(submission: Submission) -> Iterator[Fault]:
    """A table of the template stands in the workbook twice.

    What it does
        Finds tables that have the columns of a table that is there as well, as after copying a sheet.

    Why it matters
        Only one of them is read. Whoever fills in the copy plans for nobody.

    Example
        The sheet Periods was copied, and the copy has the table periods_2.

    How to repair
        Put all inputs in the table of the template and delete the copy.

    Safe repair
        None.
    """
    for found, original in submission.view.layout.copied_tables.items():
        table = submission.view.contents.tables[found.lower()]
        yield Fault(
            Location(sheet=table.sheet, table=original, row_key=found, cell=str(table.area)),
            N_("This table, {found}, has the columns of {original} on the sheet {sheet}, and only that one is read."),
            N_("Move what you filled in to {original}, and delete the copy."),
            found,
            values={
                "original": submission.view.heading_of(original),
                "sheet": submission.view.contents.tables[original.lower()].sheet,
            },
        )


@rule("XL207", "table-moved", Severity.INFO)
def table_moved(submission: Submission) -> Iterator[Fault]:
    """A table stands on another sheet than in the template.

    What it does
        Compares the sheet of each table with that of the template.

    Why it matters
        Nothing breaks, but the Guide and colleagues look for it elsewhere.

    Example
        The table goals was cut from Strategy and pasted on the Guide.

    How to repair
        Move it back if others look for it.

    Safe repair
        None.
    """
    for name, sheet in submission.view.layout.moved_tables.items():
        yield Fault(
            Location(sheet=submission.view.tables[name].sheet.name, table=name),
            N_("The table {table} stands on this sheet; in the template it is on {sheet}."),
            N_("Nothing is lost; move it back if others look for it."),
            values={"table": submission.view.heading_of(name), "sheet": sheet},
        )


@rule("XL211", "column-missing", Severity.ERROR)
def column_missing(submission: Submission) -> Iterator[Fault]:
    """A column of a table is not there.

    What it does
        Looks for each column of a table by its header.

    Why it matters
        What it held is lost, and every formula that reads it gives #REF!.

    Example
        The column Occasion of Holidays was deleted.

    How to repair
        Take the table from an earlier version, or copy the inputs into a fresh template.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        for column in table.missing:
            label = submission.view.translate(column.label)
            yield Fault(
                Location(table.sheet.name, table.declared.name, None, column.identifier, str(table.header_area)),
                N_("The column {label} is missing from the table {table}."),
                N_("Bring it back with its header, or copy your inputs into a fresh template."),
                values={"label": label, "table": submission.view.heading_of(table.declared.name)},
            )


@rule("XL212", "header-changed", Severity.ERROR)
def header_changed(submission: Submission) -> Iterator[Fault]:
    """A column has another header than in the template.

    What it does
        Finds columns in the place of one of the template whose header is another.

    Why it matters
        Formulas, checks and roll-ups know a column by its header. The new one may also say that the column was put to
        another use.

    Example
        The header Weight was changed to "Share of the year".

    How to repair
        Type the old header again. A column of one's own may be added at the right of the table.

    Safe repair
        Yes, where the place of the column leaves no doubt.
    """
    for table in submission.view.tables.values():
        for column, (found, cell) in table.renamed.items():
            yield Fault(
                Location(table.sheet.name, table.declared.name, None, column, cell),
                N_("The header {expected} was changed to {found}."),
                N_("Type the old header again; your own columns may stand at the right of the table."),
                found,
                submission.view.translate(table.declared[column].label),
            )


@rule("XL213", "column-moved", Severity.INFO)
def column_moved(submission: Submission) -> Iterator[Fault]:
    """The columns of a table are in another order than in the template.

    What it does
        Compares the order of the columns with that of the template.

    Why it matters
        Nothing breaks, for columns are known by their headers, but whoever pastes rows from another team mixes them up.

    Example
        Amount was moved in front of Weight.

    How to repair
        Nothing need be done.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        numbers = [table.column_index[column.identifier] for column in table.columns]
        if numbers != sorted(numbers):
            yield Fault(
                Location(table.sheet.name, table.declared.name, cell=str(table.header_area)),
                N_("The columns of {table} are in another order than in the template."),
                N_("Nothing is lost; take care when you paste rows from another workbook."),
                values={"table": submission.view.heading_of(table.declared.name)},
            )


@rule("XL214", "column-added", Severity.INFO)
def column_added(submission: Submission) -> Iterator[Fault]:
    """A column was added to a table.

    What it does
        Lists columns that the template does not have.

    Why it matters
        Columns of one's own are welcome, but nothing in them is checked or rolled up.

    Example
        A column "Remark" at the right of Periods.

    How to repair
        Nothing need be done.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        for found, cell in table.added:
            yield Fault(
                Location(table.sheet.name, table.declared.name, found, None, cell),
                N_("The column {found} is not part of the template, so nothing in it is checked."),
                found=found,
            )
