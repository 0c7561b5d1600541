"""The actions: what stands on a button, and the function behind it.

An action takes a workbook as it was read and says what is to change; a host applies that to its open book. So the
ribbon of Excel, the tool bar of LibreOffice and the command line run the same code.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.errors import Phrase
    from xltargets.workbooks.contents import CellValue, Contents

Changes = dict[str, dict[tuple[int, int], "CellValue"]]
"""New values by sheet, then row and column (from 1)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a host tells an action besides the workbook."""

    clock: Callable[[], float]
    """Today, as a serial number."""
    language: str = "en"
    translate: Callable[[str], str] = lambda message: message
    path: Path | None = None
    """Where the workbook is stored, None if it never was."""
    folder: Path | None = None
    """Where other workbooks are to be read from, or new ones written to."""
    sheet: str | None = None
    """The active sheet."""
    selection: str | None = None
    """The selected cells, such as `B5:B16`."""
    options: dict[str, Any] = field(default_factory=dict)
    """Of this action alone, such as the template of a new workbook."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action found out, and what is to be done to the book."""

    message: Phrase
    """One sentence for the person who pressed the button."""
    changes: Changes = field(default_factory=dict)
    rows: dict[str, list[dict[str, CellValue]]] = field(default_factory=dict)
    """New rows of whole tables, by name and header; the table takes their number, other columns keep their formulas."""
    formulas: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    """Formulas to enter again, as a person types them, without the equals sign; a file only respells those it has."""
    files: tuple[Path, ...] = ()
    """Files that were written, to be opened for the person."""
    show: tuple[str, str] | None = None
    """Sheet and cell to go to."""
    details: tuple[str, ...] = ()
    """More lines, such as findings, in the person's language."""


@dataclass(frozen=True, slots=True)
class Action:
    """One button. Labels are untranslated messages."""

    key: str
    label: str
    tip: str
    group: str
    icon: str
    """The name of one of Office's own pictures (imageMso)."""
    key_tip: str
    """The letters that press it after Alt, unique among the actions."""
    module: str
    """The module of this package whose `run(contents, request)` does it."""
    needs_book: bool = True

    def run(self, contents: Contents | None, request: Request) -> Outcome:
        """Do it. What a person can mend comes as an `errors.InputProblem` or a problem with a `sentence`."""
        found: Callable[[Contents | None, Request], Outcome]
        found = importlib.import_module(f"xltargets.actions.{self.module}").run
        return found(contents, request)


_PLAN, _TEAM, _COMPANY, _MORE = N_("Plan"), N_("Team"), N_("Company"), N_("More")

ACTIONS: dict[str, Action] = {
    action.key: action
    for action in (
        Action(
            "new",
            N_("New from template"),
            N_("Writes a new target plan, team scorecard, CRM log or risk register, and opens it."),
            _PLAN,
            "FileNew",
            "N",
            "new",
            needs_book=False,
        ),
        Action(
            "check-smart",
            N_("Check SMART"),
            N_(
                "Says which objectives are specific, measurable, achievable, relevant and time-bound, and what to mend."
            ),
            _PLAN,
            "ReviewAcceptChange",
            "M",
            "check_smart",
        ),
        Action(
            "split",
            N_("Split target"),
            N_("Splits the year's target by the selected weights, and writes the exact parts beside them."),
            _PLAN,
            "TableSplitTable",
            "S",
            "split",
        ),
        Action(
            "replan",
            N_("Re-plan"),
            N_("Proposes what the open months must bring after the actuals so far, with reasons, for Changes."),
            _PLAN,
            "RecurrenceEdit",
            "R",
            "replan",
        ),
        Action(
            "refresh",
            N_("Refresh scorecard"),
            N_("Reads the teams' workbooks again and renews this scorecard's own tables. What you typed stays."),
            _TEAM,
            "RefreshAll",
            "F",
            "refresh",
        ),
        Action(
            "validate",
            N_("Validate"),
            N_("Checks this workbook: what is missing, wrong or was typed over, and how to mend it."),
            _TEAM,
            "ReviewTrackChanges",
            "V",
            "validate",
        ),
        Action(
            "consolidate",
            N_("Consolidate"),
            N_("Puts the workbooks of a folder together into one company scorecard, and lists what was left out."),
            _COMPANY,
            "ConsolidateData",
            "C",
            "consolidate",
            needs_book=False,
        ),
        Action(
            "report",
            N_("Report"),
            N_("Writes a page for the meeting: attainment and pace, who needs help, risks and proposals."),
            _COMPANY,
            "FilePrintPreview",
            "P",
            "report",
        ),
        Action(
            "reconnect",
            N_("Reconnect formulas"),
            N_("Enters the formulas of xlTargets again where they show #NAME?."),
            _MORE,
            "CalculateNow",
            "E",
            "reconnect",
        ),
        Action(
            "help",
            N_("Help"),
            N_("Says what xlTargets can do here, and which version it is."),
            _MORE,
            "Help",
            "H",
            "help",
            needs_book=False,
        ),
    )
}
"""By key, in the order in which they stand on the ribbon; the command of the same name runs it headless."""
