"""One page for a manager's meeting: attainment and pace, who needs help, risks, pipeline, proposals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.consolidate import refuse_unknown
from xltargets.actions.meeting_page import Page
from xltargets.actions.registry import Outcome, Request
from xltargets.actions.replan import Basis, propose
from xltargets.errors import N_, InputProblem, Phrase, ValueProblem
from xltargets.reporting.meeting import render
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.meeting import Meeting, meeting
from xltargets.rollup.since import compare
from xltargets.rollup.snapshot import data_of, read_snapshot
from xltargets.rollup.terms import Terms
from xltargets.rollup.tracing import of_months

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xltargets.workbooks.contents import Contents


def write_report(
    files: Sequence[Path],
    output: Path,
    terms: Terms,
    *,
    title: str | None = None,
    language: str = "en",
    translate: Callable[[str], str] = lambda message: message,
    jobs: int | None = None,
    since: Path | None = None,
) -> Meeting:
    """Read the files, and write the page of what is accepted; the page appears whole or not at all.

    `since` is an earlier page or company scorecard, to tell what changed.
    """
    files = [file for file in files if since is None or file.resolve() != since.resolve()]
    refuse_unknown(terms, files)
    company = Company(collect(files, terms.now, jobs=jobs), terms=terms)
    return write_page(company, output, title=title, language=language, translate=translate, since=since)


def write_page(
    company: Company,
    output: Path,
    *,
    title: str | None = None,
    language: str = "en",
    translate: Callable[[str], str] = lambda message: message,
    since: Path | None = None,
) -> Meeting:
    """The page of workbooks that were read."""
    earlier = None if since is None else read_snapshot(since)
    found = meeting(company)
    if not company.lines and not found.risks and not found.slipping:
        raise ValueProblem(
            N_("files"),
            Phrase(N_("none that is accepted")),
            N_("expected a target plan or a team scorecard at least; xltargets validate tells more"),
        )
    data = data_of(found)
    changes = None if earlier is None else compare(found, earlier)
    page = Page(found, changes, language, translate)
    facts = page.facts()
    facts["title"] = title or translate(N_("Sales meeting"))
    facts["proposals"] = _proposals(company, page)
    sources = company.sources(translate)
    facts["left_out"] = [row for row in sources if row["reason"]]
    facts["questions"] = [row for row in sources if row["note"]]
    _write(output, render(facts, data, translate))
    return found


def _proposals(company: Company, page: Page) -> list[tuple[str, str, list[Any], int]]:
    """What each plan's open periods must bring now, after the same actuals as all of the page; with its footnote."""
    from xltargets.workbooks.reader import read

    paths = {one.file: one.path for one in company.collected}
    found = []
    for team in company.lines:
        if team.plan is None or team.standing.actual is None or company.day is None:
            continue
        try:
            account, standing, currency = company.in_own_currency(team)
            basis = Basis(account, standing, company.day)
            replan = propose(read(paths[team.plan.file]), company.day, basis=basis)
        except InputProblem:
            continue  # no actual yet: there is nothing to propose
        name = f"{team.name} ({currency})" if currency != company.currency else team.name
        note = page.notes.add(
            f"{page.translate(N_('Proposals for the open months'))} · {name}", [("", of_months(team))]
        )
        found.append((name, replan.message.sentence(page.translate), replan.proposals, note))
    return found


def _write(output: Path, page: str) -> None:
    from xltargets.workbooks.temporary import file_beside

    with file_beside(output) as temporary:
        temporary.write_bytes(page.encode("utf-8", errors="replace"))
        temporary.chmod(0o644)
        temporary.replace(output)


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: the page of the open workbook, or of the folder that was chosen, beside it."""
    from xltargets.validation.paths import expand

    assert contents is not None
    files = expand([str(request.folder)]).files if request.folder else [contents.path]
    beside = request.path or contents.path
    output = Path(request.options.get("output") or beside.with_suffix(".html"))
    terms = Terms.of(request.clock())
    write_report(files, output, terms, language=request.language, translate=request.translate)
    return Outcome(Phrase(N_("{output} is ready."), output=output), files=(output,))
