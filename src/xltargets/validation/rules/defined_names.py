"""XL22: defined names, held against the template that the workbook was made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission


@rule("XL221", "name-missing", Severity.ERROR)
def name_missing(submission: Submission) -> Iterator[Fault]:
    """A defined name of the template is not there.

    What it does
        Looks for the name that each setting has. Names of a form that is missing altogether are told with it.

    Why it matters
        Formulas read a setting by its name; without it they give #NAME?.

    Example
        The name settings_organisation was deleted.

    How to repair
        Under Formulas, Name Manager, define it again for the cell of the setting.

    Safe repair
        Yes, where the setting's row is still there.
    """
    for form, name in submission.view.layout.missing_names:
        yield Fault(
            Location(sheet=submission.view.layout.sheet_of(form), table=form, column=name.partition("_")[2]),
            N_("The name {name} is missing, by which formulas read {label}."),
            N_("Define it again under Formulas, Name Manager, for the cell beside {label}."),
            values={"name": name, "label": _label(submission, form, name)},
        )


def _label(submission: Submission, form: str, name: str) -> str:
    """The label of the setting that a defined name stands for."""
    template = submission.view.template
    assert template is not None
    identifier = name.removeprefix(f"{form}_")
    return submission.view.translate(template.tables[form][identifier].label)


@rule("XL222", "name-broken", Severity.ERROR)
def name_broken(submission: Submission) -> Iterator[Fault]:
    """A defined name points nowhere.

    What it does
        Finds names whose cell was deleted, so that they refer to #REF!.

    Why it matters
        Each formula that uses the name gives #REF!.

    Example
        The row of a setting was deleted.

    How to repair
        Under Formulas, Name Manager, let the name point at its cell again, or delete the name if it is your own.

    Safe repair
        None.
    """
    for name in submission.view.contents.names:
        if "#REF!" in name.refers_to and not name.hidden:
            yield Fault(
                Location(row_key=name.name),
                N_("The name {name} points to a cell that was deleted."),
                N_("Let it point at its cell again under Formulas, Name Manager."),
                values={"name": name.name},
            )
