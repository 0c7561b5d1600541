"""XL1: whether the workbook was made from a template, and from which version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission


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
    if submission.view.named_template is None:
        yield Fault(
            Location(),
            N_("It was not made from a template that is known here."),
            N_("Copy your inputs into a fresh template (xltargets new target-plan -o plan.xlsx)."),
        )


@rule("XL114", "older-template", Severity.ERROR, scope=Scope.WORKBOOK)
def older_template(submission: Submission) -> Iterator[Fault]:
    """The workbook was made from a version of the template that is older than all that are known here.

    What it does
        Compares the version in the document properties with those known here. A workbook of any released version is
        checked against that version, and is no finding.

    Why it matters
        Nobody can say what such a workbook should hold, so it cannot be checked.

    Example
        A workbook whose document property xltargets.schema was changed to 0.

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
    template = submission.view.named_template
    if template is None:
        return
    found, known = submission.view.version or 0, template.version
    if submission.view.template is None and (found < known) is older:
        yield Fault(
            Location(),
            N_("It was made from version {found} of the template; version {expected} is known here."),
            N_("Copy your inputs into a fresh template.") if older else N_("Update xltargets on this computer."),
            found,
            known,
        )
