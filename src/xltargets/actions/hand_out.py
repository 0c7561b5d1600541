"""The open company plan handed out into a folder of units' workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.files.handing_out import AS_IT_WAS, hand_out
from xltargets.actions.registry import Outcome, Request
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.rollup.extraction import extract_view
from xltargets.views.view import View
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.actions.files.lying import Handed
    from xltargets.errors import Translate
    from xltargets.workbooks.contents import Contents


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: what was saved is handed out, so that anybody can see later what it was."""
    assert contents is not None
    if request.folder is None:
        raise ValueProblem("folder", None, N_("expected a folder for the units' workbooks"))
    plan = request.path
    if plan is None or not plan.exists():
        raise ValueProblem("workbook", contents.path.name, N_("expected a company plan that is saved on this computer"))
    if _typed(contents) != _typed(read(plan)):
        raise ValueProblem("workbook", plan.name, N_("expected a company plan without unsaved changes; save it first"))
    handed = list(hand_out(plan, request.folder, request.clock, request.language))
    changed = [one for one in handed if getattr(one.message, "message", None) != AS_IT_WAS]
    waiting = [one for one in changed if one.needs_somebody]
    message = N_(
        "{count} {count:workbook is|workbooks are} in {folder} as the company plan says; {changed} of them "
        "{changed:was|were} written now."
    )
    if waiting:
        message = N_("{count} {count:workbook is|workbooks are} in {folder}; somebody has to see to {waiting} of them.")
    first = [*waiting, *(one for one in changed if not one.needs_somebody)]
    details = tuple(line for one in first for line in _lines(one, request.translate))
    return Outcome(
        Phrase(message, count=len(handed), folder=request.folder, changed=len(changed), waiting=len(waiting)),
        details=details,
    )


def _typed(contents: Contents) -> dict[object, object]:
    found = extract_view(View.of(contents), contents.path.name).typed
    return {key: value for key, (value, _cell) in found.items() if value not in (None, "")}


def _lines(one: Handed, translate: Translate) -> Iterator[str]:
    yield one.message.sentence(translate)
    for detail in one.details:
        yield f"  {detail.sentence(translate)}"
