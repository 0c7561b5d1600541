"""What the validator has to say of itself: a file it gave up on, a rule that failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location

if TYPE_CHECKING:
    from datetime import date

    from xltargets.validation.finding import Finding
    from xltargets.validation.submission import Submission
    from xltargets.validation.waivers import Waiver


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


@rule("XL901", "waiver-stale", Severity.WARNING, scope=Scope.PROGRAM)
def waiver_stale(_submission: Submission) -> Iterator[Fault]:
    """A waiver accepts a finding that is not there any more, or whose time is over.

    What it does
        Compares each waiver of the file that --waivers names with what was found in the workbooks that it means.

    Why it matters
        A waiver that stays behind would accept the same mistake the next time, without anybody having agreed to it.

    Example
        A waiver for a missing sales history, which has been filled in since.

    How to repair
        Delete the entry, or agree on a new one.

    Safe repair
        None.
    """
    return iter(())


def stale_faults(waivers: Iterable[Waiver], found: list[Finding], day: date) -> Iterator[Fault]:
    """What is to be said of waivers that no finding of a workbook needs."""
    there = {one.fingerprint for one in found}
    for waiver in waivers:
        if waiver.until is not None and day > waiver.until and waiver.finding in there:
            message = N_("The waiver of {finding} ({reason}) was for the time until {until}.")
        elif waiver.finding not in there:
            message = N_("The waiver of {finding} ({reason}) is not needed any more.")
        else:
            continue
        values = {"finding": waiver.finding, "reason": waiver.reason, "until": waiver.until}
        yield Fault(Location(row_key=waiver.finding), message, N_("Delete it from the file of waivers."), values=values)


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
