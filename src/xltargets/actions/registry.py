"""The actions: what stands on a button, the function behind it, and all that a host must know to run it.

An action takes a workbook as it was read and says what is to change; a host applies that to its open book. So the
ribbon of Excel, the tool bar of LibreOffice and the command line run the same code. An action that is added here is on
every button bar and in every script: no host keeps facts about actions of its own.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from xltargets.errors import N_

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.errors import Phrase
    from xltargets.workbooks.contents import CellValue, Contents

UNFINISHED = N_("xlTargets could not finish this ({problem}). Please report it.")
"""What every host says when the mistake is ours."""

LONGEST_ANSWER = 200
"""Signs of what a person types when a button asks."""

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
    """Where the workbook is stored, or what is written beside it is to go; None if neither is known."""
    folder: Path | None = None
    """Where other workbooks are to be read from, or new ones written to."""
    sheet: str | None = None
    """The active sheet."""
    selection: str | None = None
    """The selected cells, such as `B5:B16`."""
    options: dict[str, Any] = field(default_factory=dict)
    """Of this action alone, such as the template of a new workbook; see `Action.options`."""
    known_as: str | None = None
    """The spelling that the host gives to every function of ours that it knows; None if a formula does not show it."""


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


class OptionKind(Enum):
    """What an option holds."""

    CHOICE = "choice"
    """One word of those that it offers; a button with such an option is a menu of them."""
    AMOUNT = "amount"
    """A finite number, or one of its words."""
    TEXT = "text"
    """What a person types when the button asks for it; the label is the question."""
    PATH = "path"
    """A file on this computer. No script can give it."""
    DATA = "data"
    """What the command line has read already. No script can give it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word that an option can be, and how it stands in a menu. Label and tip are untranslated messages."""

    key: str
    label: str
    tip: str = ""


def _nothing() -> tuple[Choice, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be said besides pressing the button."""

    key: str
    label: str
    """An untranslated message."""
    kind: OptionKind
    choices: Callable[[], tuple[Choice, ...]] = _nothing
    """Asked for when they are needed, as they may come from rooms that take time to load."""
    words: tuple[str, ...] = ()
    """What may stand in place of an amount."""

    def accepts(self, value: object) -> bool:
        """Whether a script may give this value.

        >>> rate = Option("rate", "Rate", OptionKind.AMOUNT, words=("usual",))
        >>> [rate.accepts(value) for value in (2, "usual", "2", True, float("inf"))]
        [True, True, False, False, False]
        """
        if self.kind is OptionKind.CHOICE:
            return value in [choice.key for choice in self.choices()]
        if self.kind is OptionKind.AMOUNT:
            number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
            return number or value in self.words
        if self.kind is OptionKind.TEXT:
            return isinstance(value, str) and len(value) <= LONGEST_ANSWER
        return False


Needs = Literal["book", "folder"] | None
"""What an action cannot begin without: the open workbook, a folder of workbooks that a person chooses, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    needs: Needs = "book"
    reads_others: bool = False
    """Whether an open workbook is not enough: it reads the workbooks of a folder, which it finds by itself."""
    into_folder: bool = False
    """Whether it writes files in a folder that a person chooses, which a server does for nobody."""
    options: tuple[Option, ...] = ()
    by_values: bool = False
    """Whether the values of cells are enough for it, and values are all that it writes: for hosts that have no file."""
    makes: tuple[str, ...] = ()
    """Templates that it builds from other workbooks, and that are therefore not begun empty."""
    command: str = ""
    """The command that runs it headless, where its name is not the key."""

    @property
    def module(self) -> str:
        """The module of this package whose `run(contents, request)` does it."""
        return self.key.replace("-", "_")

    @property
    def reads_folder(self) -> bool:
        """Whether it reads workbooks of a folder, which a server allows in its own folder only."""
        return self.needs == "folder" or self.reads_others

    @property
    def asks_folder(self) -> bool:
        """Whether a person chooses a folder first."""
        return self.needs == "folder" or self.into_folder

    @property
    def asks(self) -> tuple[Option, ...]:
        """The options that a person types."""
        return tuple(option for option in self.options if option.kind is OptionKind.TEXT)

    @property
    def menu(self) -> Option | None:
        """The option that its button offers a menu of."""
        return next((option for option in self.options if option.kind is OptionKind.CHOICE), None)

    def option(self, key: str) -> Option | None:
        """The option of this name."""
        return next((option for option in self.options if option.key == key), None)

    def load(self) -> Any:
        """Its module, loaded when it is needed."""
        return importlib.import_module(f"xltargets.actions.{self.module}")

    def run(self, contents: Contents | None, request: Request) -> Outcome:
        """Do it. What a person can mend comes as an `errors.InputProblem` or a problem with a `sentence`."""
        outcome: Outcome = self.load().run(contents, request)
        return outcome


def by_group(*, served: bool = False) -> dict[str, list[Action]]:
    """The actions by group, each in the order of first mention: the actions of a group need not be neighbours.

    With `served` only those that a server offers.
    """
    groups: dict[str, list[Action]] = {}
    for action in ACTIONS.values():
        if not (served and action.into_folder):
            groups.setdefault(action.group, []).append(action)
    return groups


def served() -> list[Action]:
    """The actions that a server offers, group by group."""
    return [action for actions in by_group(served=True).values() for action in actions]


def pressed(tag: str) -> tuple[Action, dict[str, Any]]:
    """The action and its options that a button's tag names, such as `new:target-plan`.

    >>> action, options = pressed("new:crm-log")
    >>> action.key, options
    ('new', {'template': 'crm-log'})
    """
    key, _colon, choice = tag.partition(":")
    action = ACTIONS[key]
    return action, {action.menu.key: choice} if choice and action.menu is not None else {}


def _templates() -> tuple[Choice, ...]:
    """The templates that are begun empty."""
    from xltargets.templates import TEMPLATES

    made = {key for action in ACTIONS.values() for key in action.makes}
    return tuple(Choice(key, one.title, one.purpose) for key, one in TEMPLATES.items() if key not in made)


_PLAN, _TEAM, _COMPANY, _MORE = N_("Plan"), N_("Team"), N_("Company"), N_("More")
_OUTPUT = Option("output", N_("File to write"), OptionKind.PATH)

ACTIONS: dict[str, Action] = {
    action.key: action
    for action in (
        Action(
            key="new",
            label=N_("New from template"),
            tip=N_("Writes a new target plan, team scorecard, CRM log or risk register, and opens it."),
            group=_PLAN,
            icon="FileNew",
            key_tip="N",
            needs=None,
            options=(Option("template", N_("New workbook"), OptionKind.CHOICE, _templates),),
        ),
        Action(
            key="check-smart",
            label=N_("Check SMART"),
            tip=N_(
                "Says which objectives are specific, measurable, achievable, relevant and time-bound, and what to mend."
            ),
            group=_PLAN,
            icon="ReviewAcceptChange",
            key_tip="M",
            by_values=True,
        ),
        Action(
            key="split",
            label=N_("Split target"),
            tip=N_("Splits the year's target by the selected weights, and writes the exact parts beside them."),
            group=_PLAN,
            icon="TableSplitTable",
            key_tip="S",
            by_values=True,
            options=(Option("total", N_("Total"), OptionKind.AMOUNT),),
        ),
        Action(
            key="replan",
            label=N_("Re-plan"),
            tip=N_("Proposes what the open months must bring after the actuals so far, with reasons, for Changes."),
            group=_PLAN,
            icon="RecurrenceEdit",
            key_tip="R",
            options=(
                Option("target", N_("Target"), OptionKind.AMOUNT, words=("forecast",)),
                Option("won_by_person", N_("Actual"), OptionKind.DATA),
            ),
        ),
        Action(
            key="adopt",
            label=N_("Approve changes"),
            tip=N_("Approves the open changes of this plan in the name of an approver that it lists; never their own."),
            group=_PLAN,
            icon="SignatureLineInsert",
            key_tip="A",
            options=(Option("by", N_("Who approves: the Person ID or name of an approver"), OptionKind.TEXT),),
        ),
        Action(
            key="refresh",
            label=N_("Refresh"),
            tip=N_("Renews this workbook from the others of its unit in the same folder. What you typed stays."),
            group=_TEAM,
            icon="RefreshAll",
            key_tip="F",
            reads_others=True,
        ),
        Action(
            key="validate",
            label=N_("Validate"),
            tip=N_("Checks this workbook: what is missing, wrong or was typed over, and how to mend it."),
            group=_TEAM,
            icon="ReviewTrackChanges",
            key_tip="V",
        ),
        Action(
            key="statements",
            label=N_("Statements"),
            tip=N_("Writes a page for each member of this scorecard, from the sales to the payout, into a folder."),
            group=_TEAM,
            icon="FilePrintQuick",
            key_tip="Y",
            into_folder=True,
        ),
        Action(
            key="hand-out",
            label=N_("Hand out"),
            tip=N_(
                "Writes each unit's workbooks from this company plan into a folder, or renews those that are there."
            ),
            group=_COMPANY,
            icon="ReviewShareWorkbook",
            key_tip="D",
            into_folder=True,
        ),
        Action(
            key="consolidate",
            label=N_("Consolidate"),
            tip=N_("Puts the workbooks of a folder together into one company scorecard, and lists what was left out."),
            group=_COMPANY,
            icon="ConsolidateData",
            key_tip="C",
            needs="folder",
            options=(_OUTPUT, Option("settings", N_("Settings"), OptionKind.DATA)),
            makes=("company-scorecard",),
        ),
        Action(
            key="close",
            label=N_("Close period"),
            tip=N_("Enters in the ledger what everybody earned and is paid, from the scorecards of a folder."),
            group=_COMPANY,
            icon="SheetProtect",
            key_tip="L",
            needs="folder",
            into_folder=True,
            options=(
                Option("period", N_("Period to close, as 2026-03"), OptionKind.TEXT),
                Option("ledger", N_("Ledger: a CSV file in that folder, or its whole path"), OptionKind.TEXT),
                Option("company", N_("Company plan, for its actual rates; blank for none"), OptionKind.TEXT),
                Option("by", N_("Who closes it: a name or Person ID"), OptionKind.TEXT),
            ),
        ),
        Action(
            key="report",
            label=N_("Report"),
            tip=N_("Writes a page for the meeting: attainment and pace, who needs help, risks and proposals."),
            group=_COMPANY,
            icon="FilePrintPreview",
            key_tip="P",
            options=(_OUTPUT,),
        ),
        Action(
            key="reconnect",
            label=N_("Reconnect formulas"),
            tip=N_("Enters the formulas of xlTargets again where they show #NAME?."),
            group=_MORE,
            icon="CalculateNow",
            key_tip="E",
            command="convert",
        ),
        Action(
            key="upgrade",
            label=N_("Upgrade workbook"),
            tip=N_("Writes a copy of this workbook in the newest version of its template, with all that you typed."),
            group=_MORE,
            icon="FileSaveAsExcelXlsx",
            key_tip="U",
        ),
        Action(
            key="help",
            label=N_("Help"),
            tip=N_("Says what xlTargets can do here, and which version it is."),
            group=_MORE,
            icon="Help",
            key_tip="H",
            needs=None,
            by_values=True,
            command="--help",
        ),
    )
}
"""By key, in the order in which they stand on the ribbon; the command of the same name runs it headless."""
