"""A workbook renewed from the others of its unit and year, a company scorecard from those of its teams."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.actions.consolidate import refuse_unknown
from xltargets.actions.registry import Outcome, Request
from xltargets.errors import N_, Phrase, ValueProblem, in_english
from xltargets.rollup.admission import COMPANY
from xltargets.rollup.collecting import collect
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.loading.company_tables import renew_company
from xltargets.rollup.loading.others import others_of
from xltargets.rollup.loading.renewal import renew
from xltargets.rollup.terms import Terms
from xltargets.validation.paths import SUFFIXES, expand
from xltargets.views.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.errors import Message, Translate
    from xltargets.rollup.extraction import Collected
    from xltargets.workbooks.contents import Contents

UNCHANGED = N_("Nothing has changed.")


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh comes to."""

    message: Phrase
    outcome: Outcome
    left_out: int
    """How many workbooks were left out that somebody has to see to."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.outcome.rows and not self.outcome.changes


def refresh(
    contents: Contents,
    collected: Sequence[Collected],
    terms: Terms,
    *,
    path: Path | None = None,
    translate: Translate = in_english,
) -> Refresh:
    """Say what the workbook is to hold.

    Args:
        contents: The workbook that is to be renewed, as it was read.
        collected: What was read of the folder; the workbook itself may be among it.
        terms: What was decided about doubtful workbooks, and the day of the run.
        path: Where the workbook is stored, if `contents` are a copy's.
        translate: Into the language of the person who asked.
    """
    view = View.of(contents, terms.now)
    if view.template is None:
        raise ValueProblem("workbook", view.kind, N_("expected a workbook made from a template of xltargets"))
    own = (path or contents.path).resolve()
    others = [one for one in collected if one.path.resolve() != own]
    if view.template.key == COMPANY:
        return _company(view, others, terms, translate)
    return _unit(view, others, terms, own, translate)


def _company(view: View, collected: Sequence[Collected], terms: Terms, translate: Translate) -> Refresh:
    renewal = renew_company(view, collected, terms)
    message, details = renewal.message, []
    if not renewal.rows:
        message, details = Phrase(UNCHANGED), [renewal.message.sentence(translate)]
    return Refresh(message, Outcome(message, rows=renewal.rows, details=tuple(details)), renewal.left_out)


def _unit(view: View, collected: Sequence[Collected], terms: Terms, own: Path, translate: Translate) -> Refresh:
    extract = extract_view(view, own.name)
    others = others_of(extract, own, collected, terms)
    renewal = renew(view, extract, others.counted, terms.now, ledger=terms.ledger)
    message = Phrase(UNCHANGED)
    if not renewal.is_empty:
        files = tuple(renewal.files)
        message = Phrase(
            N_("{count} {count:figure was|figures were} renewed from {files}."), count=renewal.count, files=files
        )
        if not renewal.count:
            message = Phrase(
                N_("All figures are as they were; the sheet Loaded names the cells that they stand in now.")
            )
    told: list[Message] = [*others.notes, *renewal.details]
    details = tuple(dict.fromkeys(one.sentence(translate) for one in told))
    outcome = Outcome(message, changes=renewal.changes, rows=renewal.rows, details=details)
    return Refresh(message, outcome, others.left_out)


def folder_of(contents: Contents) -> Path | None:
    """The folder that a company scorecard's settings name."""
    name = next((one for one in contents.names if one.name.lower() == "settings_folder"), None)
    if name is None:
        return None
    from xltargets.views.slots import target

    place = target(name, contents)
    value = place[0].value(place[1].top, place[1].left) if place else None
    return Path(value) if isinstance(value, str) and value.strip() else None


def beside(path: Path) -> list[Path]:
    """The workbooks of the folder in which one lies, without those of folders below."""
    found = expand([str(path.parent)]).files
    return [file for file in found if file.parent == path.parent and file.suffix.lower() in SUFFIXES]


def sources_of(contents: Contents, path: Path | None, folder: Path | None) -> list[Path]:
    """The workbooks to read: of the folder that was chosen, that the Settings name, or in which the workbook lies."""
    named = folder or folder_of(contents)
    if named is not None:
        return expand([str(named)]).files if named.is_dir() else []
    return beside(path) if path is not None and path.exists() else []


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button."""
    assert contents is not None
    files = sources_of(contents, request.path, request.folder)
    if not files:
        # Without any, a company scorecard's tables would be emptied.
        folder = request.folder or folder_of(contents)
        raise ValueProblem("folder", str(folder or ""), _expected(contents))
    terms = Terms.of(request.clock())
    refuse_unknown(terms, files)
    collected = collect(_without(files, request.path), terms.now)
    return refresh(contents, collected, terms, path=request.path, translate=request.translate).outcome


def _expected(contents: Contents) -> str:
    view = View.of(contents)
    if view.named_template is not None and view.named_template.key == COMPANY:
        return N_("expected the folder with the teams' workbooks, in Settings")
    return N_("expected a workbook that is saved in the folder of its unit's other workbooks")


def _without(files: Sequence[Path], own: Path | None) -> list[Path]:
    """The workbook itself is none of its sources, and need not be read."""
    return [file for file in files if own is None or file.resolve() != own.resolve()]
