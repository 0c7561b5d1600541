"""XL1 and XL2: what hides or misrepresents cells, and how the workbook counts days and calculates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.schema import Kind
from xltargets.units.days import day_of, is_serial
from xltargets.validation.comparing.covering import crossing, hidden_columns, hidden_rows, shown_as_another, uncovered
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location
from xltargets.views.reading import NUMERIC
from xltargets.views.year_kinds import pattern_in
from xltargets.workbooks.contents import Area, address, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot

_BETWEEN_SYSTEMS = 1462
"""Days between the two origins, 1 January 1904 and that of 1900."""


@rule("XL118", "date-system-changed", Severity.ERROR)
def date_system_changed(submission: Submission) -> Iterator[Fault]:
    """The date system was set or unset after the dates had been entered.

    What it does
        Looks at the dates that are the first of a month in the template, such as the first day of the year. Where the
        workbook's date system makes them another day, and the other system the first of a month, it was changed. A
        workbook whose dates are right is read by its own system, whichever that is.

    Why it matters
        All dates are four years and a day off: a year of 2026 becomes one of 2030, and no actual falls in it.

    Example
        "Use 1904 date system" was ticked in a plan with dates of 2026.

    How to repair
        Choose File, Options, Advanced, and tick or clear "Use 1904 date system", so that the dates are right again.

    Safe repair
        None: dates that were entered since would be moved.
    """
    first = submission.view.fields.get("settings.year_start")
    if first is None or not isinstance(first.value, float) or not is_serial(first.value):
        return
    shift = -_BETWEEN_SYSTEMS if submission.view.contents.date1904 else _BETWEEN_SYSTEMS
    meant = first.value + shift
    if (
        pattern_in(submission.view) is None
        and day_of(first.value).day != 1
        and is_serial(meant)
        and day_of(meant).day == 1
    ):
        yield Fault(
            first.at,
            N_("All dates are four years off: {label} is {found}; expected {expected}."),
            N_("Under File, Options, Advanced, change the setting of the 1904 date system back."),
            day_of(first.value).isoformat(),
            day_of(meant).isoformat(),
            {"label": first.label},
        )


@rule("XL119", "calculates-otherwise", Severity.WARNING)
def calculates_otherwise(submission: Submission) -> Iterator[Fault]:
    """The workbook calculates in another way than the template.

    What it does
        Looks whether it calculates only on demand, goes round circular references, or takes the digits that are shown
        for the figures.

    Why it matters
        On demand, what people see may be old. Round circles, a mistake is not told any more. By the digits shown,
        amounts lose their cents for good.

    Example
        Calculation is set to manual.

    How to repair
        Under Formulas, Calculation Options, choose Automatic; the others are under File, Options.

    Safe repair
        Yes: the template's settings are known.
    """
    surface = submission.surface
    for is_set, word in (
        (surface is not None and surface.is_manual, N_("only when it is told to")),
        (surface is not None and surface.is_iterative, N_("round circular references")),
        (surface is not None and surface.is_as_displayed, N_("with the digits that are shown")),
    ):
        if is_set:
            yield Fault(
                Location(row_key=word),
                N_("It calculates {how}; the template does not."),
                N_("Set calculation to automatic, and the options under File, Options, back."),
                values={"how": Phrase(word)},
            )


@rule("XL241", "template-sheet-hidden", Severity.ERROR)
def template_sheet_hidden(submission: Submission) -> Iterator[Fault]:
    """A sheet of the template is hidden.

    What it does
        Looks at the state of each sheet that the template has.

    Why it matters
        Whoever reviews the workbook does not see what stands on it, and what it holds counts all the same.

    Example
        The sheet Sales history is hidden.

    How to repair
        Click a tab with the right button, choose Unhide, and the sheet. One that is not offered was hidden by a
        program; take the workbook from an earlier version.

    Safe repair
        Yes: showing it changes nothing else.
    """
    for name in submission.expected.sheets:
        state = submission.view.contents.sheets[name].state
        if state != "visible":
            yield Fault(
                Location(sheet=name),
                N_("The sheet {sheet} is hidden, and what it holds counts.")
                if state == "hidden"
                else N_("The sheet {sheet} is hidden so that no menu shows it, and what it holds counts."),
                N_("Show it: Unhide, with the right button on a tab."),
                values={"sheet": name},
            )


@rule("XL242", "cells-hidden", Severity.ERROR)
def cells_hidden(submission: Submission) -> Iterator[Fault]:
    """Rows or columns of the template are hidden.

    What it does
        Looks for hidden rows and columns in which the template or its tables have anything. Rows that a filter hides
        are told by XL243.

    Why it matters
        They are in every sum, and nobody who looks at the sheet sees them.

    Example
        The rows of three months of Actuals are hidden.

    How to repair
        Select the rows or columns around them, click with the right button, and choose Unhide.

    Safe repair
        Yes: showing them changes nothing else.
    """
    for sheet, rows in hidden_rows(submission):
        for first, last in rows:
            yield _hidden(sheet, N_("Rows {which} are hidden, and count in every sum."), first, last, f"{first}:{last}")
    for sheet, columns in hidden_columns(submission):
        first_letters, last_letters = column_letters(columns[0]), column_letters(columns[-1])
        which = f"{first_letters}:{last_letters}"
        area = Area(1, columns[0], 1, columns[-1])
        yield Fault(
            Location(sheet, row_key=which, cell=str(area)),
            N_("Columns {which} are hidden, and formulas read them."),
            N_("Select the cells around them, and choose Unhide."),
            values={"which": which},
        )


def _hidden(sheet: str, message: str, first: int, last: int, which: str) -> Fault:
    return Fault(
        Location(sheet, row_key=which, cell=str(Area(first, 1, last, 1))),
        message,
        N_("Select the cells around them, and choose Unhide."),
        values={"which": which},
    )


@rule("XL243", "filter-on", Severity.WARNING)
def filter_on(submission: Submission) -> Iterator[Fault]:
    """A filter hides rows of the template.

    What it does
        Looks for filters that are on. Values are judged as if none were; a total that follows the filter is no finding.

    Why it matters
        Totals below a table show what the filter lets through, and look like the whole.

    Example
        History is filtered by one person.

    How to repair
        Choose Data, Clear.

    Safe repair
        Yes: clearing it changes nothing else.
    """
    for name in submission.expected.sheets:
        found = submission.surface.sheets.get(name) if submission.surface else None
        if found is not None and found.is_filtered:
            yield Fault(
                Location(sheet=name, row_key="filter"),
                N_("A filter is on, so that totals on this sheet show a part only."),
                N_("Choose Data, Clear before you hand it in."),
            )


@rule("XL244", "protection-off", Severity.ERROR)
def protection_off(submission: Submission) -> Iterator[Fault]:
    """A sheet that the template protects is not protected.

    What it does
        Compares the protection of each sheet with the template's. It has no password: it is there against slips.

    Why it matters
        On an unprotected sheet a key pressed by mistake replaces a formula.

    Example
        Periods is not protected any more.

    How to repair
        Choose Review, Protect Sheet, and leave the password empty.

    Safe repair
        Yes: the protection is known.
    """
    for name, drawn in submission.expected.sheets.items():
        sheet = submission.view.contents.sheets[name]
        if drawn.is_protected and not sheet.protected:
            yield Fault(
                Location(sheet=name, row_key="protection"),
                N_("The sheet {sheet} is not protected against slips any more."),
                N_("Choose Review, Protect Sheet, without a password, before you hand it in."),
                values={"sheet": name},
            )


@rule("XL245", "cells-covered", Severity.ERROR)
def cells_covered(submission: Submission) -> Iterator[Fault]:
    """A text box, shape or picture lies over cells of the template.

    What it does
        Compares where shapes, text boxes and pictures lie with the cells of tables, totals, checks and tiles. Charts
        and comments are no finding.

    Why it matters
        A box can show another figure than the cell below it.

    Example
        A text box with 100 % lies over the tile of the attainment.

    How to repair
        Move it beside the cells, or delete it.

    Safe repair
        None.
    """
    for name, area in crossing(submission):
        yield Fault(
            Location(sheet=name, row_key=str(area), cell=str(area)),
            N_("A shape or picture lies over cells of the template."),
            N_("Move it beside them, or delete it."),
        )


@rule("XL246", "shown-otherwise", Severity.ERROR)
def shown_otherwise(submission: Submission) -> Iterator[Fault]:
    """A number is shown as a date, or a date as a number.

    What it does
        Compares the number format of each filled cell with the type of its column: a date must look like one, and an
        amount, a ratio or a count must not.

    Why it matters
        People read and type what they see. 45 shown as a date is 14 February 1900.

    Example
        The share of a month is shown as a date.

    How to repair
        Select the cells, and choose the number format of the cells above or below.

    Safe repair
        Yes: the format is known.
    """
    if submission.surface is None:
        return  # not from a file, so nothing is shown
    for slot in shown_as_another(submission):
        if slot.column.kind in NUMERIC:
            yield _shown(slot, N_("{label} is shown as a date; it is {found}."))
        else:
            yield _shown(slot, N_("{label} is shown as a number, {found}; it is a date."))


def _shown(slot: Slot, message: str) -> Fault:
    kind = Phrase(N_("a date")) if slot.column.kind in (Kind.DATE, Kind.MONTH) else Phrase(N_("a number"))
    repair = N_("Give it the number format of the cells above or below.")
    return Fault(slot.at, message, repair, slot.value, kind, {"label": slot.label})


@rule("XL247", "drop-down-missing", Severity.INFO)
def drop_down_missing(submission: Submission) -> Iterator[Fault]:
    """The cells of a column lost their drop-down or their limits.

    What it does
        Looks whether any data validation of the sheet still reaches a column that has one in the template.

    Why it matters
        Wrong entries are not stopped any more where they are made. What is wrong is found by the other rules.

    Example
        A column was pasted over from another workbook, and its drop-down is gone.

    How to repair
        Copy a cell of a fresh template, and paste it with Paste Special, Validation.

    Safe repair
        Yes: the validation is known.
    """
    yield from _lost(
        submission,
        "validated",
        N_("{label} has lost its drop-down or its limits for entries; nothing is wrong by that."),
    )


@rule("XL248", "colours-missing", Severity.INFO)
def colours_missing(submission: Submission) -> Iterator[Fault]:
    """The cells of a column lost the colours that follow their values.

    What it does
        Looks whether any conditional format of the sheet still reaches a column that has one in the template.

    Why it matters
        A red status is not red any more; the word in the cell is right.

    Example
        The conditional formats of Review were cleared.

    How to repair
        Copy the formats from a fresh template with the Format Painter.

    Safe repair
        Yes: the formats are known.
    """
    yield from _lost(submission, "conditional", N_("{label} has lost the colours that follow its values."))


def _lost(submission: Submission, kind: str, message: str) -> Iterator[Fault]:
    for table, column in uncovered(submission, kind):
        number = table.column_index[column.identifier]
        yield Fault(
            Location(table.sheet.name, column.table, None, column.identifier, address(table.area.top, number)),
            message,
            N_("Copy it from a fresh template, if you like."),
            values={"label": table.heading(column).label},
        )
