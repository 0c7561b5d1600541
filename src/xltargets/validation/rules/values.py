"""XL3: what people typed, held against the declaration of its column."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_, CellError, Phrase
from xltargets.templates.schema import Kind
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.reading import Verdict
from xltargets.views.showing import share_shown, shown

if TYPE_CHECKING:
    from xltargets.templates.schema import Column
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.views.view import View

_KINDS = {
    Kind.TEXT: N_("a text"),
    Kind.NUMBER: N_("a number"),
    Kind.AMOUNT: N_("an amount"),
    Kind.RATIO: N_("a ratio, such as 0.45 or 45 %"),
    Kind.COUNT: N_("a whole number, 0 or more"),
    Kind.DATE: N_("a date"),
    Kind.MONTH: N_("the first day of a month, as a date"),
    Kind.CHOICE: N_("a word of the list"),
    Kind.FLAG: N_("TRUE or FALSE"),
}


def fault(slot: Slot, message: str, repair: str, expected: object = None, **values: object) -> Fault:
    """A fault of one cell; the column's own help stands at hand for the repair."""
    values = {"label": slot.label, "help": slot.heading.help, **values}
    return Fault(slot.at, message, repair, slot.value, expected, values)


@rule("XL301", "required-empty", Severity.ERROR, root=True)
def required_empty(submission: Submission) -> Iterator[Fault]:
    """A required cell is empty.

    What it does
        Looks, in every row that is in use and in every form, for an empty cell that the template needs. A row that is
        empty altogether is room for growth and no finding.

    Why it matters
        A blank is not zero: whatever is calculated from it would be a guess.

    Example
        Settings has no unit, so nobody can tell whose plan it is.

    How to repair
        Fill in the cell. Its input message, and the Guide, say what belongs there.

    Safe repair
        None: only the person who owns the figure knows it.
    """
    for slot in submission.view.lacking:
        yield fault(
            slot,
            N_("{label} is empty; expected {expected}."),
            N_("Fill it in: {help}") if slot.heading.help else N_("Fill it in."),
            _kind(slot.column),
        )


@rule("XL302", "wrong-type", Severity.ERROR, root=True)
def wrong_type(submission: Submission) -> Iterator[Fault]:
    """A cell holds something of another type than its column.

    What it does
        Compares each input with the type that its column declares: number, date, text, a word of a list.

    Why it matters
        Spreadsheet functions skip text among numbers without a word, so a total is too low and looks right.

    Example
        A month's weight is "high".

    How to repair
        Type a value of the type that is named.

    Safe repair
        None.
    """
    for slot in submission.view.at_fault.get(Verdict.WRONG_TYPE, ()):
        yield fault(
            slot,
            N_("{label} is {found}; expected {expected}."),
            N_("Enter it anew: {help}") if slot.heading.help else N_("Enter it anew."),
            _kind(slot.column),
        )


@rule("XL304", "out-of-range", Severity.ERROR, root=True)
def out_of_range(submission: Submission) -> Iterator[Fault]:
    """A number lies outside the limits of its column.

    What it does
        Compares each number with the least and the greatest value that its column declares.

    Why it matters
        A negative weight or a share above the whole makes parts that nobody can reach, and other parts too small.

    Example
        A month's weight is -2.

    How to repair
        Enter a value within the limits that are named.

    Safe repair
        None.
    """
    for slot in submission.view.at_fault.get(Verdict.OUT_OF_RANGE, ()):
        yield fault(
            slot,
            N_("{label} is {found}; expected {expected}."),
            N_("Correct it: {help}") if slot.heading.help else N_("Correct it."),
            _range(slot.column),
        )


@rule("XL305", "not-in-list", Severity.ERROR, root=True)
def not_in_list(submission: Submission) -> Iterator[Fault]:
    """A word is not one of those that its column offers.

    What it does
        Compares each cell of a column with a drop-down list with the words of that list, in all the languages of the
        templates.

    Why it matters
        A status that nobody else uses is counted nowhere, so the row drops out of every summary.

    Example
        The language in Settings is a word that the list does not have.

    How to repair
        Choose a word from the drop-down list of the cell.

    Safe repair
        None: a similar word is proposed, the choice is yours.
    """
    for slot in submission.view.at_fault.get(Verdict.NOT_IN_LIST, ()):
        near = difflib.get_close_matches(str(slot.value), slot.heading.offered, 1)
        yield fault(
            slot,
            N_("{label} is {found}; expected {expected}."),
            N_("Choose from the cell's list; {near} is near it.") if near else N_("Choose from the cell's list."),
            Phrase(N_("one of: {words}"), words=tuple(slot.heading.offered)),
            near=near[0] if near else "",
        )


@rule("XL306", "duplicate-key", Severity.ERROR, root=True)
def duplicate_key(submission: Submission) -> Iterator[Fault]:
    """Two rows of a table have the same key.

    What it does
        Compares the key columns of a table, and each column declared unique, row by row, without regard to case and
        stray spaces. Rows of two people of one name, told apart by their Person IDs, are no repetition.

    Why it matters
        A look-up finds the first of them only, and a roll-up adds both: two totals that both look right.

    Example
        The same month of the same person stands in two rows of Sales history.

    How to repair
        Delete or rename one of the two, or put their figures together in one row.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        keys = [column for column in table.columns if column.key]
        alone = [(column,) for column in table.columns if column.unique and not (column.key and len(keys) == 1)]
        for columns in (tuple(keys), *alone):
            held = [table.column(column.identifier) for column in columns]
            if columns == tuple(keys) and table.declared.repeats:
                continue
            if not held or not held[0].has_repeats(held[1:], table.in_use):
                continue
            first: dict[tuple[str, ...], list[tuple[Slot, str]]] = {}
            for row in table.rows_in_use:
                slots = [table.slot(column, row) for column in columns]
                key = tuple(slot.normal for slot in slots)
                if "" in key or any(isinstance(slot.value, CellError) for slot in slots):
                    continue
                person = _person_id(table, columns, row)
                held_before = first.setdefault(key, [])
                same = next((slot for slot, other in held_before if not person or not other or person == other), None)
                if same is None:
                    held_before.append((slots[0], person))
                else:
                    yield fault(
                        slots[0],
                        N_("{label} is {key}, the same as in {other}; expected each only once."),
                        N_("Delete or rename one of the two rows."),
                        key=" / ".join(slot.shown for slot in slots),
                        other=same.at.cell,
                    )


def _person_id(table: BoundTable, columns: tuple[Column, ...], row: int) -> str:
    """The Person ID beside a name that refers to people of another table, where namesakes have one each."""
    refers = any(column.identifier == "person" and (column.references or column.offered) for column in columns)
    known = refers and "person_id" in table.column_index
    return table.slot(table.declared["person_id"], row).normal if known else ""


@rule("XL307", "unknown-reference", Severity.ERROR, root=True)
def unknown_reference(submission: Submission) -> Iterator[Fault]:
    """A cell names a row that is not there.

    What it does
        Looks each name up in the column that it must come from, as a unit in the table of units.

    Why it matters
        Amounts of a name that is nowhere listed are in no total.

    Example
        An indicator belongs to risk R99, and the register has no such risk.

    How to repair
        Correct the spelling, or add the missing row to the table that is named.

    Safe repair
        None: a similar name is proposed.
    """
    view = submission.view
    for slot, reference in _naming_nothing(view):
        known = view.known(reference)
        near = difflib.get_close_matches(slot.normal, known, 1, 0.7)
        yield fault(
            slot,
            N_("{label} is {found}; expected {expected}."),
            N_("Correct it; {near} is near it.") if near else N_("Correct it, or add it there."),
            Phrase(N_("a name that stands in {source}"), source=view.title_of(reference)),
            near=known[near[0]] if near else "",
        )


def _naming_nothing(view: View) -> Iterator[tuple[Slot, str]]:
    """The inputs that name a row which is not there, and the column that they must come from; forms first."""
    for slot in view.fields.values():
        reference = slot.column.references
        if reference is None or not slot.column.is_input or slot.reading.verdict is Verdict.EMPTY:
            continue
        if view.source(reference) is not None and slot.normal not in view.known(reference):
            yield slot, reference
    for table in view.tables.values():
        for column in table.columns:
            if column.references is None or not column.is_input:
                continue
            held, source = table.column(column.identifier), view.source(column.references)
            strange = [] if source is None else held.rows(~(held.is_empty | held.within(source)))
            yield from ((table.slot(column, row), column.references) for row in strange)


@rule("XL308", "wrong-unit", Severity.ERROR, root=True)
def wrong_unit(submission: Submission) -> Iterator[Fault]:
    """A percentage was entered without its sign: 45 where 0.45 is meant.

    What it does
        Finds numbers in columns of ratios that are too large for a ratio and sensible as a percentage.

    Why it matters
        45 is 4,500 %: a growth or a share a hundred times too large.

    Example
        The growth of the target is 10 where 10 % is meant.

    How to repair
        Type the percent sign with it (45%), or the fraction (0.45).

    Safe repair
        None: a growth of 4,500 % is unusual, but only you can exclude it.
    """
    for slot in submission.view.at_fault.get(Verdict.WRONG_UNIT, ()):
        yield fault(
            slot,
            N_("{label} is {found}, which is {percent}; {expected} may be meant."),
            N_("Type it with its percent sign, or as a fraction."),
            slot.reading.meant,
            percent=share_shown(float(str(slot.value))),
        )


def _kind(column: Column) -> Phrase:
    return Phrase(_KINDS[column.kind])


def _range(column: Column) -> Phrase:
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return Phrase(N_("{low} to {high}"), low=shown(column.kind, low), high=shown(column.kind, high))
    if high is not None:
        return Phrase(N_("{high} or less"), high=shown(column.kind, high))
    if column.kind is Kind.COUNT and low is None:
        return _kind(column)
    return Phrase(N_("{low} or more"), low=shown(column.kind, low))
