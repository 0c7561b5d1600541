"""One page for a manager's meeting: attainment and pace, who needs help, risks, pipeline, proposals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import xltargets
from xltargets.actions.consolidate import refuse_unknown
from xltargets.actions.registry import Outcome, Request
from xltargets.actions.replan import Basis, propose
from xltargets.errors import N_, InputProblem, Phrase, ValueProblem
from xltargets.reporting.meeting import amount, attained, ratio, render, trend
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.meeting import Meeting, meeting
from xltargets.rollup.terms import Terms
from xltargets.units.days import day_of

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
) -> Meeting:
    """Read the files, and write the page of what is accepted; the page appears whole or not at all."""
    refuse_unknown(terms, files)
    company = Company(collect(files, terms.now, jobs=jobs), terms=terms)
    found = meeting(company)
    if not company.lines and not found.risks and not found.slipping:
        raise ValueProblem(
            N_("files"),
            Phrase(N_("none that is accepted")),
            N_("expected a target plan or a team scorecard at least; xltargets validate tells more"),
        )
    facts = _facts(found, _proposals(company, translate), terms, title, language, translate)
    sources = company.sources(translate)
    facts["left_out"] = [row for row in sources if row["reason"]]
    facts["questions"] = [row for row in sources if row["note"]]
    _write(output, render(facts, translate))
    return found


def _facts(
    found: Meeting,
    proposals: list[tuple[str, str, list[Any]]],
    terms: Terms,
    title: str | None,
    language: str,
    translate: Callable[[str], str],
) -> dict[str, Any]:
    _ = translate
    whole, teams = found.whole, len(found.teams)
    day = day_of(terms.now if found.day is None else found.day)
    subtitle = _(N_("{day} · {count} workbooks · amounts in {currency}"))
    if found.day is not None:
        subtitle = _(N_("Data of {day} · {count} workbooks · amounts in {currency}"))
    footer = _(
        N_("Made by xltargets {version}. Each figure names the file, the sheet and the cell that it comes from.")
    )
    of = _(N_("{count} of {all} teams"))
    counted = of.format(count=found.counted, all=teams)
    logged = of.format(count=len(found.logged), all=teams)
    gross = found.covered("gross")
    times = "" if gross is None else " · " + _(N_("{multiple} × in full")).format(multiple=f"{gross:.1f}")
    return {
        "language": language,
        "title": title or _(N_("Sales meeting")),
        "subtitle": subtitle.format(day=day, count=found.files, currency=found.currency or "–"),
        "footer": footer.format(version=xltargets.__version__),
        "tiles": [
            (_(N_("Attainment so far")), attained(whole), counted),
            (_(N_("Actual so far")), amount(whole.actual), counted),
            (
                _(N_("Forecast at finish")),
                amount(found.forecast),
                of.format(count=sum(one.standing.forecast is not None for one in found.teams), all=teams),
            ),
            (
                _(N_("Target of the year")),
                amount(whole.target),
                of.format(count=sum(one.standing.target is not None for one in found.teams), all=teams),
            ),
            (_(N_("Coverage")), ratio(found.covered()), logged + times),
            (_(N_("Expected loss")), amount(found.expected_loss) if found.risks else "–", ""),
        ],
        "trend": trend(found.months),
        "teams": sorted(found.teams, key=lambda one: (one.attainment is None, -(one.attainment or 0.0))),
        "in_need": found.in_need,
        "risks": found.risks[:10],
        "alerts": found.alerts,
        "slipping": found.slipping[:10],
        "proposals": proposals,
    }


def _proposals(company: Company, translate: Callable[[str], str]) -> list[tuple[str, str, list[Any]]]:
    """What each plan's open periods must bring now, after the same actuals as all of the page."""
    from xltargets.workbooks.reader import read

    paths = {one.file: one.path for one in company.collected}
    found = []
    for team in company.lines:
        if team.plan is None or team.standing.actual is None or company.day is None:
            continue
        try:
            basis = Basis(team.account, team.standing, company.day)
            replan = propose(read(paths[team.plan.file]), company.day, basis=basis)
        except InputProblem:
            continue  # no actual yet: there is nothing to propose
        message = replan.message.sentence(translate)
        found.append((team.name, message, replan.proposals))
    return found


def _write(output: Path, page: str) -> None:
    from xltargets.workbooks.temporary import file_beside

    with file_beside(output) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")
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
