"""What the validator has to say of itself: a file it gave up on, a rule that failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission


@rule("XL117", "given-up", Severity.ERROR, scope=Scope.FILE)
def given_up(submission: Submission) -> Iterator[Fault]:
    """The check of the file took too long or too much memory, and was broken off.

    What it does
        Each file is checked in a process of its own with a limit on time and memory. When it reaches one, or dies, the
        file is refused and the others go on.

    Why it matters
        A file that nobody can read in two minutes is damaged, far too large, or made to do harm.

    Example
        A workbook of a few kilobytes that unfolds to gigabytes in a way that no other rule knows.

    How to repair
        Start again from a fresh template and copy the inputs over. Send the file to the people who keep xltargets.

    Safe repair
        None.
    """
    if submission.given_up is not None:
        yield Fault(
            Location(),
            N_("The check was broken off: {reason}."),
            N_("Copy the inputs into a fresh template, and hand that in."),
            values={"reason": submission.given_up},
        )


@rule("XL900", "internal-error", Severity.ERROR, scope=Scope.FILE)
def internal_error(submission: Submission) -> Iterator[Fault]:
    """A rule failed by a mistake of xltargets, not of the workbook.

    What it does
        Catches whatever a rule raises. The other rules and files go on, and the command ends with exit status 2, since
        nobody can say that the file was checked.

    Why it matters
        A check that failed silently would look like a check that was passed.

    Example
        A rule meets a form of workbook that its author did not think of.

    How to repair
        Please report it, with the message and if possible the workbook. Until it is mended, --ignore with the code of
        the rule leaves that rule out.

    Safe repair
        None.
    """
    for crash in submission.crashes:
        yield Fault(
            Location(row_key=crash.rule),
            N_("{rule} could not be checked: {problem} at {place}. The mistake is in xltargets, not in the workbook."),
            N_("Please report it with this line."),
            values={"rule": crash.rule, "problem": crash.problem, "place": crash.place},
        )
