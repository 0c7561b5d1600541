"""XL1: whether the file is a workbook that can be read, and read without danger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission


def _refused(submission: Submission, kind: str, repair: str) -> Iterator[Fault]:
    """The reader's own sentence, if it refused the file for this reason."""
    problem = submission.problem
    if problem is not None and problem.kind == kind:
        yield Fault(Location(), problem.message, repair, values=problem.values)


@rule("XL101", "not-a-workbook", Severity.ERROR, scope=Scope.FILE)
def not_a_workbook(submission: Submission) -> Iterator[Fault]:
    """The file is not an Excel workbook.

    What it does
        Looks into the file, whatever its name says: an empty file, a text, a picture or another kind of package.

    Why it matters
        Nothing in it can be read. Often an export was given a new name instead of being saved as a workbook.

    Example
        A CSV file that was renamed to plan.xlsx.

    How to repair
        Open the file in the program that it belongs to and save it as an Excel workbook (.xlsx).

    Safe repair
        None.
    """
    yield from _refused(submission, "not-a-workbook", N_("Save it as an Excel workbook (.xlsx) and hand that in."))


@rule("XL102", "damaged", Severity.ERROR, scope=Scope.FILE)
def damaged(submission: Submission) -> Iterator[Fault]:
    """The workbook is damaged.

    What it does
        Reads every part that is needed, and finds packages cut short, parts missing, checksums and XML that are wrong.

    Why it matters
        What can still be read may be half of what was meant.

    Example
        A download that broke off.

    How to repair
        Send the file again. If it does not open on your side either, let Excel repair it (Open, Open and Repair) and
        look through it before you hand it in.

    Safe repair
        None.
    """
    yield from _refused(submission, "damaged", N_("Send it again, or let Excel repair it with Open and Repair."))


@rule("XL103", "password-protected", Severity.ERROR, scope=Scope.FILE)
def password_protected(submission: Submission) -> Iterator[Fault]:
    """The workbook is encrypted with a password to open it.

    What it does
        Recognises the container in which Office keeps encrypted files. Protected sheets are no finding: they can be
        read.

    Why it matters
        Nothing in it can be read without the password, and a password has no place in a submission.

    Example
        The workbook asks for a password when it is opened.

    How to repair
        Open it, choose File, Info, Protect Workbook, Encrypt with Password, clear the password, and save.

    Safe repair
        None.
    """
    yield from _refused(
        submission,
        "encrypted",
        N_("Clear the password under File, Info, Protect Workbook, and save it again."),
    )


@rule("XL104", "legacy-format", Severity.ERROR, scope=Scope.FILE)
def legacy_format(submission: Submission) -> Iterator[Fault]:
    """The workbook is in another format than .xlsx.

    What it does
        Recognises the old binary format (.xls), the binary one (.xlsb) and OpenDocument (.ods), whatever the name says.

    Why it matters
        Tables, structured references and spilled results, on which the templates rest, are not kept in these formats.

    Example
        plan.xls, saved as "Excel 97-2003 Workbook".

    How to repair
        Copy your inputs into a fresh template, or save as .xlsx if the tables are still there.

    Safe repair
        None.
    """
    yield from _refused(submission, "legacy", N_("Save it as an Excel workbook (.xlsx) and hand that in."))


@rule("XL106", "suspicious-size", Severity.ERROR, scope=Scope.FILE)
def suspicious_size(submission: Submission) -> Iterator[Fault]:
    """The file unfolds to far more than a plan can hold.

    What it does
        Checks the declared and the real size of every part, how far it is compressed, how many cells there are, how far
        they are apart, and how large merged areas are, before anything is built from it.

    Why it matters
        A few kilobytes can be made to fill the memory of the computer that reads them.

    Example
        A package of 1 MB with a part of 1 GB, or a cell far down at XFD1048576.

    How to repair
        Delete empty rows and columns that carry formats, and remove pictures. Otherwise copy the inputs into a fresh
        template.

    Safe repair
        None.
    """
    yield from _refused(submission, "too-large", N_("Copy your inputs into a fresh template, and hand that in."))


@rule("XL107", "document-type", Severity.ERROR, scope=Scope.FILE)
def document_type(submission: Submission) -> Iterator[Fault]:
    """A part of the workbook declares an XML document type.

    What it does
        Refuses XML with a DOCTYPE before it is read.

    Why it matters
        No spreadsheet program writes one. Attacks that unfold a text to gigabytes or read other files begin
        with one.

    Example
        A sheet with "<!DOCTYPE" and ten entities that contain each other.

    How to repair
        Copy your inputs into a fresh template. Ask where the file came from.

    Safe repair
        None.
    """
    yield from _refused(submission, "doctype", N_("Copy your inputs into a fresh template; ask where it came from."))


@rule("XL116", "unreadable", Severity.ERROR, scope=Scope.FILE)
def unreadable(submission: Submission) -> Iterator[Fault]:
    """The file cannot be opened on this computer.

    What it does
        Tells what the operating system said: no permission, a broken link, a drive that is gone.

    Why it matters
        A file that was not read was not checked.

    Example
        A workbook in another user's private folder.

    How to repair
        Ask for permission to read it, or copy it to a place where you may.

    Safe repair
        None.
    """
    yield from _refused(submission, "unreadable", N_("Copy it to a place where you may read it."))
