"""XL3: values that are right and written wrong, so that a spreadsheet takes them for something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.reading import NUMERIC, Verdict

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission


@rule("XL303", "number-as-text", Severity.ERROR, root=True)
def number_as_text(submission: Submission) -> Iterator[Fault]:
    """A number is stored as text.

    What it does
        Finds texts in columns of numbers that spell a number: pasted from a web page, imported from a CSV file, or
        typed after an apostrophe.

    Why it matters
        Spreadsheet functions skip it: SUM gives a total without it, and TARGET_SPLIT refuses the whole range.

    Example
        A month's weight is the text "12".

    How to repair
        Select the cell, choose "Convert to Number" at its green corner, or type the number again.

    Safe repair
        Yes: the text spells exactly one number.
    """
    for slot in submission.view.at_fault.get(Verdict.NUMBER_AS_TEXT, ()):
        meant = slot.reading.meant
        yield fault(
            slot,
            N_("{label} is the text {found}; expected the number {expected}."),
            N_("Type the number again, or choose Convert to Number at the cell's green corner."),
            meant,
        )


@rule("XL309", "date-as-text", Severity.ERROR, root=True)
def date_as_text(submission: Submission) -> Iterator[Fault]:
    """A date is stored as text.

    What it does
        Finds texts in columns of dates that spell a day or a month.

    Why it matters
        A text has no place on the calendar: it sorts behind every date, and no period finds it.

    Example
        The month of a row in Sales history is the text "2025-01-01".

    How to repair
        Type the date again in the usual form of your country. If it stays at the left edge of the cell it is still
        text: set the cell's format to Date first.

    Safe repair
        Yes, where day and month cannot be swapped.
    """
    for slot in submission.view.at_fault.get(Verdict.DATE_AS_TEXT, ()):
        yield fault(
            slot,
            N_("{label} is the text {found}; expected the date {expected}."),
            N_("Set the cell's format to Date, then type the date again."),
            slot.reading.meant,
        )


@rule("XL310", "stray-spaces", Severity.WARNING, root=True)
def stray_spaces(submission: Submission) -> Iterator[Fault]:
    """A text has spaces that cannot be seen.

    What it does
        Finds spaces before, after and doubled inside names and words, no-break spaces, and characters without width.

    Why it matters
        "North " and "North" look the same and are two names to a spreadsheet.

    Example
        A person in Units is "Ann Lee " with a space at the end.

    How to repair
        Type the text again without them.

    Safe repair
        Yes.
    """
    for slot in submission.view.at_fault.get(Verdict.STRAY_SPACE, ()):
        yield fault(
            slot,
            N_("{label} is {found}, with spaces that do not belong; expected {expected}."),
            N_("Type it again without them."),
            slot.reading.meant,
        )


@rule("XL311", "full-width", Severity.ERROR, root=True)
def full_width(submission: Submission) -> Iterator[Fault]:
    """Digits or letters of double width, as a Chinese or Japanese keyboard writes them.

    What it does
        Finds full-width digits and Latin letters in inputs. Full-width punctuation in Chinese text is right, and
        is left alone.

    Why it matters
        "１２" is text, not the number 12, and "Ｎorth" is another name than "North".

    Example
        A month's weight is "１２".

    How to repair
        Switch the keyboard to half width and type it again.

    Safe repair
        Yes.
    """
    for slot in submission.view.at_fault.get(Verdict.FULL_WIDTH, ()):
        yield fault(
            slot,
            N_("{label} is {found}, in characters of double width; expected {expected}."),
            N_("Type it again with the keyboard set to half width."),
            slot.reading.meant,
        )


@rule("XL312", "look-alike", Severity.ERROR, root=True)
def look_alike(submission: Submission) -> Iterator[Fault]:
    """Characters that look like others: the letter O for a zero, a Cyrillic letter in a Latin name.

    What it does
        Finds numbers with O, l or I for 0 and 1, and words that mix Latin letters with Cyrillic or Greek ones that
        look the same.

    Why it matters
        Nobody sees the difference, and no look-up finds the name.

    Example
        A month's weight is "1O" with a letter O.

    How to repair
        Type it again.

    Safe repair
        None.
    """
    for slot in submission.view.at_fault.get(Verdict.LOOK_ALIKE, ()):
        if slot.column.kind in NUMERIC:
            yield fault(
                slot,
                N_("{label} is {found}, with letters in place of digits; expected {expected}."),
                N_("Type the number again."),
                slot.reading.meant,
            )
        else:
            yield fault(
                slot,
                N_("{label} is {found}, in which letters of two alphabets that look alike are mixed."),
                N_("Type it again, or copy it from where it is spelt right."),
            )
