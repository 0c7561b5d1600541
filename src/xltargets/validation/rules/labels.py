"""XL2: headers, labels, totals and names, held against what the template writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xltargets.errors import N_, Phrase
from xltargets.templates.schema import Form
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location
from xltargets.views.slots import target
from xltargets.workbooks.contents import Area, address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission
    from xltargets.workbooks.contents import Table


@rule("XL215", "header-cell-differs", Severity.ERROR)
def header_cell_differs(submission: Submission) -> Iterator[Fault]:
    """The cell of a header shows another text than the table's column is named.

    What it does
        Compares each header cell of the template's tables and forms with the name that the table itself keeps for the
        column. A spreadsheet program keeps the two the same; only a change in the file makes them differ.

    Why it matters
        People read the cell, formulas the column. Excel offers to repair such a file, and then renames the column.

    Example
        The header cell of Target in Periods says Forecast, and the table's column is still named Target.

    How to repair
        Type the header again, as the template has it.

    Safe repair
        Yes: the name of the column is known.
    """
    contents = submission.view.contents
    for name in submission.view.template.tables if submission.view.template else ():
        table = contents.tables.get(name.lower())
        if table is None or not table.has_header or table.sheet not in contents.sheets:
            continue
        sheet = contents.sheets[table.sheet]
        bound = submission.view.tables.get(name)
        others = {cell for _header, cell in (*bound.added, *bound.renamed.values())} if bound is not None else set()
        for number, column in enumerate(table.columns, table.area.left):
            shown = sheet.value(table.area.top, number)
            if shown == column.name or name_key(shown) == name_key(column.name):
                continue
            if address(table.area.top, number) not in others:
                yield Fault(
                    Location(table.sheet, name, None, column.name, address(table.area.top, number)),
                    N_("The header shows {found}; the table's column is named {expected}."),
                    N_("Type the header again, as the table has it."),
                    shown,
                    column.name,
                )


@rule("XL216", "label-changed", Severity.WARNING)
def label_changed(submission: Submission) -> Iterator[Fault]:
    """A label says something else than in the template.

    What it does
        Compares the name beside each setting, above each tile, beside each glance of the Guide and around a grid with
        what the template writes there.

    Why it matters
        The figure is right, and what people take it for is not.

    Example
        In Settings, the label of Growth says Discount.

    How to repair
        Type the label again.

    Safe repair
        Yes: the label is known.
    """
    seen = set()
    for one in submission.expected.texts:
        sheet, row, number = one.place
        found = submission.view.contents.sheets[sheet].value(row, number)
        if name_key(found) != name_key(one.text) and one.place not in seen:
            seen.add(one.place)
            cell = address(row, number)
            yield Fault(
                Location(sheet, one.table, None if one.column else cell, one.column, cell),
                N_("The label {expected} was changed to {found}."),
                N_("Type the label again, so that everybody reads the figure as what it is."),
                found,
                one.text,
            )


@rule("XL217", "totals-missing", Severity.ERROR)
def totals_missing(submission: Submission) -> Iterator[Fault]:
    """The row of totals of a table is gone.

    What it does
        Looks for the totals row of each table that has one in the template.

    Why it matters
        Nobody sees what the rows come to, or takes a typed row below the table for it.

    Example
        The totals row of Periods was switched off.

    How to repair
        Click into the table, choose Table Design, and tick Total Row.

    Safe repair
        Yes: its formulas are known.
    """
    for table in submission.expected.without_totals:
        area = table.area
        below = Area(area.bottom + 1, area.left, area.bottom + 1, area.right)
        yield Fault(
            Location(table.sheet.name, table.declared.name, "total", None, str(below)),
            N_("The table {table} has no row of totals."),
            N_("Click into the table, choose Table Design, and tick Total Row."),
            values={"table": submission.view.heading_of(table.declared.name)},
        )


@rule("XL223", "name-moved", Severity.ERROR, root=True)
def name_moved(submission: Submission) -> Iterator[Fault]:
    """A defined name of the template points to another cell than its setting.

    What it does
        Compares where the name of each setting points with the row of that setting in its form, and that of a grid's
        sums with them. A name that holds for one sheet only, and hides the template's from the formulas there, is told
        as well.

    Why it matters
        Every formula reads the setting by its name, and gets another figure than the one that people see beside the
        label.

    Example
        The name settings_total points to the cell of the agreed target.

    How to repair
        Under Formulas, Name Manager, let it point to the cell beside its label.

    Safe repair
        Yes, where the setting's row is still there.
    """
    homes = _homes(submission)
    for name in submission.view.contents.names:
        home = homes.get(name.name.lower())
        if home is None or "#REF!" in name.refers_to:
            continue
        place = target(name, submission.view.contents)
        if name.sheet is not None or place is None or (place[0].name, place[1]) != (home.sheet, home.area):
            yield Fault(
                Location(home.sheet, home.table, name.sheet, home.column, str(home.area)),
                N_("The name {name} points to {found}; expected {expected}, where {label} is.")
                if name.sheet is None
                else N_("The name {name} has another meaning on the sheet {sheet}: {found}; expected only {expected}."),
                N_("Correct it under Formulas, Name Manager."),
                name.refers_to.removeprefix("="),
                Location(home.sheet, cell=str(home.area)).place,
                {"name": name.name, "sheet": name.sheet or "", "label": home.label},
            )


class _Home(NamedTuple):
    """Where a name of the template belongs."""

    sheet: str
    area: Area
    table: str
    column: str | None
    label: str | Phrase


def _homes(submission: Submission) -> dict[str, _Home]:
    """The cell of each setting and the sums of each grid, by the name in lower case."""
    view, found = submission.view, {}
    for form in view.template.tables.values() if view.template else ():
        table = view.contents.tables.get(form.name.lower())
        if issubclass(form, Form) and table is not None and table.sheet in view.contents.sheets:
            for index, column in enumerate(form.columns):
                label = view.translate(column.label)
                row, number = _row(submission, table, label, index), table.area.left + 1
                home = _Home(table.sheet, Area(row, number, row, number), form.name, column.identifier, label)
                found[f"{form.name}_{column.identifier}".lower()] = home
    for matrix in view.template.matrices.values() if view.template else ():
        if matrix.name in submission.expected.sums:
            sheet, area = submission.expected.sums[matrix.name]
            told = Phrase(N_("the sum of each row of {grid}"), grid=view.translate(matrix.title))
            found[matrix.name_of_sums.lower()] = _Home(sheet, area, matrix.name, None, told)
    return found


def _row(submission: Submission, table: Table, label: str, index: int) -> int:
    """The row of a form in which a setting stands: that of its label, or else the one it has in the template."""
    sheet = submission.view.contents.sheets[table.sheet]
    rows = range(table.area.top + 1, table.area.bottom + 1)
    at_home = table.area.top + 1 + index
    if at_home in rows and sheet.value(at_home, table.area.left) == label:
        return at_home
    wanted = name_key(label)
    if at_home in rows and name_key(sheet.value(at_home, table.area.left)) == wanted:
        return at_home
    return next((row for row in rows if name_key(sheet.value(row, table.area.left)) == wanted), at_home)
