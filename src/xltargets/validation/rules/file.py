"""XL1: whether the file is a workbook that can be read, and read without danger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Location, Severity
from xltargets.validation.registry import Scope, rule

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


@rule("XL105", "wrong-extension", Severity.WARNING, scope=Scope.FILE)
def wrong_extension(submission: Submission) -> Iterator[Fault]:
    """The name of the file does not say what it is.

    What it does
        Compares the ending of the file's name with what the workbook declares itself to be.

    Why it matters
        Excel refuses to open a workbook whose name says another format, and mail filters stop it.

    Example
        A workbook with macros named plan.xlsx, or a workbook named plan.zip.

    How to repair
        Save it again from Excel as an Excel workbook (.xlsx).

    Safe repair
        Yes: the ending can be corrected.
    """
    if submission.contents is not None:
        suffix = submission.path.suffix.lower()
        expected = submission.proper_suffixes
        if suffix not in expected:
            yield Fault(
                Location(),
                N_("The name ends in {found}; a workbook of this kind ends in {expected}."),
                N_("Save it again from Excel as an Excel workbook (.xlsx)."),
                suffix,
                expected[0],
            )


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


@rule("XL108", "macros", Severity.ERROR, scope=Scope.WORKBOOK)
def macros(submission: Submission) -> Iterator[Fault]:
    """The workbook contains macros.

    What it does
        Looks for parts with VBA code, old macro sheets and dialog sheets. Nothing is ever executed.

    Why it matters
        The templates have none, and whoever opens the workbook is asked to trust code of unknown origin.

    Example
        A recorded macro, and the workbook saved as .xlsm.

    How to repair
        Save it as an Excel workbook (.xlsx); that leaves the macros out.

    Safe repair
        None.
    """
    for part in submission.parts_like(r"vbaProject|vbaData|macrosheets/|dialogsheets/"):
        yield Fault(
            Location(row_key=part),
            N_("It contains macros ({part})."),
            N_("Save it as an Excel workbook (.xlsx), which leaves them out."),
            values={"part": part},
        )


@rule("XL109", "embedded-object", Severity.WARNING, scope=Scope.WORKBOOK)
def embedded_object(submission: Submission) -> Iterator[Fault]:
    """Another file or a control is embedded in the workbook.

    What it does
        Looks for embedded objects, packages and ActiveX controls. Pictures and charts are no finding.

    Why it matters
        An embedded file can be opened with a double click and is checked by nobody.

    Example
        A Word document dropped on the Guide.

    How to repair
        Delete the object and send the file beside the workbook.

    Safe repair
        None.
    """
    for part in submission.parts_like(r"/embeddings/|/activeX/"):
        yield Fault(
            Location(row_key=part),
            N_("Another file or a control is embedded ({part})."),
            N_("Delete it, and send the file beside the workbook."),
            values={"part": part},
        )


@rule("XL110", "external-link", Severity.WARNING, scope=Scope.WORKBOOK)
def external_link(submission: Submission) -> Iterator[Fault]:
    """Formulas or names link to another workbook.

    What it does
        Lists the other files that the workbook links to. A link to the add-in itself is no finding.

    Why it matters
        The other file is not there for whoever reads the workbook, so the figures cannot be followed and may be old.

    Example
        ='C:\\Plans\\[budget.xlsx]Total'!B2 in a cell of Settings.

    How to repair
        Choose Data, Edit Links, Break Link, or paste the values.

    Safe repair
        None.
    """
    for target in submission.foreign_links:
        yield Fault(
            Location(row_key=target),
            N_("It links to another file: {found}."),
            N_("Break the link under Data, Edit Links, or paste the values."),
            target,
        )


@rule("XL111", "data-connection", Severity.ERROR, scope=Scope.WORKBOOK)
def data_connection(submission: Submission) -> Iterator[Fault]:
    """The workbook fetches data from elsewhere: a query, a web page, a database, DDE.

    What it does
        Looks for the parts that describe connections, query tables and DDE or OLE links.

    Why it matters
        Opening the workbook may call another computer or start a program, and the figures depend on it.

    Example
        A web query that was set up to fetch exchange rates.

    How to repair
        Choose Data, Queries & Connections, and delete them; the values stay.

    Safe repair
        None.
    """
    for part in submission.parts_like(r"^xl/connections\.xml$|/queryTables/"):
        yield Fault(
            Location(row_key=part),
            N_("It fetches data from elsewhere ({part})."),
            N_("Delete the connection under Data, Queries & Connections; the values stay."),
            values={"part": part},
        )


@rule("XL112", "hidden-sheet", Severity.WARNING, scope=Scope.WORKBOOK)
def hidden_sheet(submission: Submission) -> Iterator[Fault]:
    """A sheet is hidden that the template does not have.

    What it does
        Lists hidden sheets, also those that Excel's own dialog cannot show, which only a program makes.

    Why it matters
        What cannot be seen cannot be agreed to.

    Example
        A sheet "old figures" that was hidden instead of deleted.

    How to repair
        Right-click any sheet's tab, choose Unhide, then delete what is not needed.

    Safe repair
        None.
    """
    template = submission.named_template
    known = {submission.translate(sheet.title) for sheet in template.sheets} if template else set()
    for sheet in submission.read_contents.sheets.values():
        if sheet.state != "visible" and sheet.name not in known:
            yield Fault(
                Location(sheet=sheet.name),
                N_("The sheet {sheet} is hidden so that Excel's dialog cannot show it.")
                if sheet.state == "veryHidden"
                else N_("The sheet {sheet} is hidden."),
                N_("Show it with Unhide in the menu of the tabs, or delete it."),
                values={"sheet": sheet.name},
            )


@rule("XL113", "unknown-template", Severity.ERROR, scope=Scope.WORKBOOK)
def unknown_template(submission: Submission) -> Iterator[Fault]:
    """The workbook was not made from a template of xltargets.

    What it does
        Reads the document property in which each template writes its name.

    Why it matters
        Only against its template can a workbook be checked. The file rules were run, and nothing else.

    Example
        A workbook that somebody drew up by hand, or one whose properties were removed with the Document Inspector.

    How to repair
        Copy the inputs into a fresh template: xltargets new target-plan -o plan.xlsx.

    Safe repair
        None.
    """
    if submission.named_template is None:
        yield Fault(
            Location(),
            N_("It was not made from a template that is known here."),
            N_("Copy your inputs into a fresh template (xltargets new target-plan -o plan.xlsx)."),
        )


@rule("XL114", "older-template", Severity.ERROR, scope=Scope.WORKBOOK)
def older_template(submission: Submission) -> Iterator[Fault]:
    """The workbook was made from an older version of the template.

    What it does
        Compares the version in the document properties with the one known here.

    Why it matters
        Columns and checks that came since are missing from it, so it cannot be checked against the new one.

    Example
        Last year's workbook, filled in again.

    How to repair
        Copy the inputs into a fresh template.

    Safe repair
        None.
    """
    yield from _version(submission, older=True)


@rule("XL115", "newer-template", Severity.ERROR, scope=Scope.WORKBOOK)
def newer_template(submission: Submission) -> Iterator[Fault]:
    """The workbook was made from a newer version of the template than is known here.

    What it does
        Compares the version in the document properties with the one known here.

    Why it matters
        This program does not know what the newer template needs, so it could accept what is wrong.

    Example
        A colleague already has the new xltargets.

    How to repair
        Update xltargets: pip install --upgrade xltargets.

    Safe repair
        None.
    """
    yield from _version(submission, older=False)


def _version(submission: Submission, *, older: bool) -> Iterator[Fault]:
    template = submission.named_template
    if template is None:
        return
    found, known = submission.version or 0, template.version
    if found != known and (found < known) is older:
        yield Fault(
            Location(),
            N_("It was made from version {found} of the template; version {expected} is known here."),
            N_("Copy your inputs into a fresh template.") if older else N_("Update xltargets on this computer."),
            found,
            known,
        )


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
