"""A period closed in the ledger from the scorecards of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.registry import Outcome, Request
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.ledger.file import put, read_ledger
from xltargets.rollup.admission import PLAN
from xltargets.rollup.closing.close import KEEP, close
from xltargets.rollup.collecting import collect, content_of
from xltargets.rollup.terms import Terms
from xltargets.units.days import day_of
from xltargets.validation.paths import expand

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents

NOTHING = N_("{period} is not closed, and nothing was entered. To be mended first:")


def run(_contents: Contents | None, request: Request) -> Outcome:
    """The button. It goes on with a ledger that is there: a name that was mistyped must not begin another one."""
    folder, say = request.folder, request.translate
    if folder is None:
        raise ValueProblem("folder", None, N_("expected a folder with the teams' workbooks"))
    company = _typed(request, "company")
    for key, label, expected in (
        ("period", N_("Period"), N_("expected a month as 2026-03")),
        ("ledger", N_("Ledger"), N_("expected the name of the ledger, a CSV file")),
        ("by", N_("Who closes"), N_("expected a name or Person ID, which the ledger keeps")),
    ):
        if not _typed(request, key):
            raise ValueProblem(say(label), None, expected)
    period, path = _typed(request, "period"), folder / _typed(request, "ledger")
    before, terms = read_ledger(path), Terms.of(request.clock())
    plan = None if not company else content_of(collect([folder / company], terms.now, jobs=1)[0], PLAN)
    files = [file for file in expand([str(folder)]).files if not company or file != folder / company]
    day = day_of(terms.now).isoformat()
    done = close(collect(files, terms.now), before, period, terms, by=_typed(request, "by"), day=day, company=plan)
    put(path, done.ledger, before)
    notes = [note.sentence(say) for note in done.notes]
    if done.message is None:
        refusals = [one.sentence(say) for one in done.refusals]
        return Outcome(Phrase(NOTHING, period=period), details=(*refusals, *notes))
    return Outcome(done.message, details=(say(KEEP), *notes))


def _typed(request: Request, key: str) -> str:
    return str(request.options.get(key) or "").strip()
