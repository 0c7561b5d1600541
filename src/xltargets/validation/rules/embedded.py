"""XL1: what a workbook has with it that a plan does not need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location
from xltargets.workbooks.formula_record import SHEET

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission


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
        expected = submission.view.proper_suffixes
        if suffix not in expected:
            yield Fault(
                Location(),
                N_("The name ends in {found}; a workbook of this kind ends in {expected}."),
                N_("Save it again from Excel as an Excel workbook (.xlsx)."),
                suffix,
                expected[0],
            )


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
    for part in submission.view.parts_like(r"vbaProject|vbaData|macrosheets/|dialogsheets/"):
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
    for part in submission.view.parts_like(r"/embeddings/|/activeX/"):
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
    for target in submission.view.foreign_links:
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
    for part in submission.view.parts_like(r"^xl/connections\.xml$|/queryTables/"):
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
    template = submission.view.named_template
    known = {submission.view.translate(sheet.title) for sheet in template.sheets} if template else set()
    for sheet in submission.view.contents.sheets.values():
        # Where `convert --for values` keeps the formulas; XL409 tells of it.
        if sheet.state != "visible" and sheet.name not in known and sheet.name != SHEET:
            yield Fault(
                Location(sheet=sheet.name),
                N_("The sheet {sheet} is hidden so that Excel's dialog cannot show it.")
                if sheet.state == "veryHidden"
                else N_("The sheet {sheet} is hidden."),
                N_("Show it with Unhide in the menu of the tabs, or delete it."),
                values={"sheet": sheet.name},
            )
