"""A workbook that came back from a program which keeps less than Excel: one finding for all that went the same way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission


@rule("XL413", "results-only", Severity.ERROR)
def results_only(submission: Submission) -> Iterator[Fault]:
    """All formulas with functions of xltargets were replaced by their results.

    What it does
        Looks whether no formula with a function of xltargets is left in a workbook whose template has some. Then it is
        one finding, not one for each of the cells. Where such formulas are left, XL401 tells of those that are gone. A
        copy by xltargets convert --for values keeps its formulas apart, and is judged by them (XL409).

    Why it matters
        The results are right as they stand, and follow no input any more.

    Example
        A plan was opened in Numbers, which knows none of these functions, and exported to Excel.

    How to repair
        Copy the inputs into the workbook as it was before.

    Safe repair
        None: the formulas are gone.
    """
    lost = submission.results_only
    if not lost:
        return
    sheet, row, column = min(lost)
    yield Fault(
        Location(sheet, cell=address(row, column)),
        N_("The formulas with functions of xltargets were replaced by their results (such cells: {count})."),
        N_("Copy the inputs into the workbook as it was before it was opened in another program."),
        submission.view.contents.sheets[sheet].value(row, column),
        values={"count": len(lost)},
    )


@rule("XL208", "no-tables", Severity.ERROR)
def no_tables(submission: Submission) -> Iterator[Fault]:
    """No table is left in the workbook.

    What it does
        Looks whether the workbook has tables at all where its template has several. Then it is one finding, not one for
        each table; and stored results are not compared, because formulas name the tables.

    Why it matters
        Formulas, checks and roll-ups know everything by the names of tables.

    Example
        A plan was uploaded to a program on the web, filled in there, and downloaded as an Excel workbook.

    How to repair
        Copy the inputs into the workbook as it was before, or into a fresh template, and save it in Excel, LibreOffice,
        ONLYOFFICE or WPS.

    Safe repair
        None: where a table began and ended is not known.
    """
    if submission.without_tables:
        tables = submission.view.template.tables if submission.view.template else {}
        yield Fault(
            Location(),
            N_("None of the template's {count} tables is left: a program saved it that keeps no tables."),
            N_("Copy the inputs into a fresh template, and save that in Excel, LibreOffice, ONLYOFFICE or WPS."),
            values={"count": len(tables)},
        )
