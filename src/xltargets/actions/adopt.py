"""Approval of open changes of a target plan, by one of the approvers that it lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.actions.registry import Changes, Outcome, Request
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.units.names import name_key
from xltargets.views.rows import is_empty
from xltargets.views.view import View
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Collection

    from xltargets.errors import Translate
    from xltargets.views.slots import BoundTable
    from xltargets.workbooks.contents import Contents

KEY = "target-plan"
SINCE = 2
"""The version of the plan that has approvers."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is approved."""

    approver: str
    changes: Changes
    rows: list[str] = field(default_factory=list)
    """Each change that is approved, by its cell, with what it is about."""
    own: list[str] = field(default_factory=list)
    """Changes that the approver made, which somebody else has to approve."""

    @property
    def message(self) -> Phrase:
        """What to tell."""
        message = N_("{count} {count:change is|changes are} approved by {name}.")
        if self.own:
            message = N_(
                "{count} {count:change is|changes are} approved by {name}; {own} {own:is|are} theirs and "
                "{own:waits|wait} for somebody else."
            )
        return Phrase(message, count=len(self.rows), name=self.approver, own=len(self.own))

    def outcome(self, translate: Translate) -> Outcome:
        """The cells to write, and what to tell."""
        waiting = Phrase(N_("waits for another approver"))
        details = [*self.rows, *(f"{one}: {waiting.sentence(translate)}" for one in self.own)]
        return Outcome(self.message, changes=self.changes, details=tuple(details))


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: all open changes, approved by whom the person named."""
    assert contents is not None
    by, day = str(request.options.get("by") or ""), float(int(request.clock()))
    asked = request.translate(N_("Who approves"))
    return adopt(contents, by, day, asked=asked).outcome(request.translate)


def adopt(contents: Contents, by: str, day: float, only: Collection[int] = (), *, asked: str = "--by") -> Adoption:
    """Fill in who approved the open changes of a plan, and when.

    Args:
        contents: A target plan.
        by: The Person ID or the name of an approver that the plan lists.
        day: The day of the approval.
        only: Rows of the sheet Changes that are meant; all open ones if none is named.
        asked: What a message calls the name of the approver.
    """
    view = View.of(contents, day)
    if view.template is None or view.template.key != KEY:
        raise ValueProblem("workbook", view.kind, N_("expected a target plan"))
    changes, approvers = view.tables.get("changes"), view.tables.get("approvers")
    if (
        changes is None
        or approvers is None
        or not {"kind", "by", "approved", "approved_on"} <= set(changes.column_index)
    ):
        raise ValueProblem(
            "workbook",
            Phrase(N_("a plan without approvers")),
            N_("expected a plan of version {version} or later; xltargets upgrade makes it one"),
            version=SINCE,
        )
    name = _approver(approvers, by, asked)
    cells: Changes = {}
    found = Adoption(name, cells)
    rows = _open_rows(changes)
    for row in rows if not only else _named(changes, rows, only):
        scope, author = (changes.slot(changes.declared[key], row) for key in ("scope", "by"))
        what = f"{changes.sheet.name}!{address(row, scope.column_index)} {scope.shown}"
        if name_key(author.value) == name_key(name):
            found.own.append(what)
            continue
        found.rows.append(what)
        own = cells.setdefault(changes.sheet.name, {})
        own[row, changes.column_index["approved"]] = name
        own[row, changes.column_index["approved_on"]] = day
    if not found.rows:
        _refuse(view, changes, found, asked)
    return found


def _approver(approvers: BoundTable, by: str, asked: str) -> str:
    """The name of an approver, by id before name."""
    listed = {}
    for key in ("approver", "person_id"):
        for row in approvers.rows_in_use:
            value = approvers.slot(approvers.declared[key], row).value if key in approvers.column_index else None
            if value not in (None, ""):
                listed[name_key(value)] = approvers.slot(approvers.declared["approver"], row).value
    name = listed.get(name_key(by))
    if not isinstance(name, str) or not name.strip():
        known = tuple(dict.fromkeys(str(one) for one in listed.values())) or Phrase(N_("nobody"))
        raise ValueProblem(
            asked,
            by or None,
            N_("expected an approver of the sheet {sheet}, which lists {names}"),
            sheet=approvers.sheet.name,
            names=known,
        )
    return name.strip()


def _open_rows(changes: BoundTable) -> list[int]:
    """Rows of a kind that nobody has approved; one without a kind acts on nothing."""
    return [
        row
        for row in changes.rows_in_use
        if not is_empty(changes.slot(changes.declared["kind"], row))
        and is_empty(changes.slot(changes.declared["approved"], row))
    ]


def _named(changes: BoundTable, rows: list[int], only: Collection[int]) -> list[int]:
    wrong = sorted(set(only) - set(rows))
    if wrong:
        raise ValueProblem(
            "--row",
            ", ".join(map(str, wrong)),
            N_("expected rows of the sheet {sheet} that wait for approval: {rows}"),
            sheet=changes.sheet.name,
            rows=", ".join(map(str, rows)) or Phrase(N_("there are none")),
        )
    return [row for row in rows if row in only]


def _refuse(view: View, changes: BoundTable, found: Adoption, asked: str) -> None:
    """Say why there is nothing to approve."""
    if found.own:
        raise ValueProblem(
            asked,
            found.approver,
            N_("expected another approver than the one who made the changes: {rows}"),
            rows=", ".join(found.own),
        )
    raise ValueProblem(
        view.translate("Changes"),
        Phrase(N_("no change that waits for approval")),
        N_("expected one with a kind and without an approval in the sheet {sheet}"),
        sheet=changes.sheet.name,
    )
