"""One page for a manager's meeting: attainment and pace, who needs help, risks, pipeline, proposals."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xltargets
from xltargets.actions.registry import Outcome, Request
from xltargets.actions.replan import propose
from xltargets.errors import N_, InputProblem, Phrase, ValueProblem
from xltargets.reporting.meeting import amount, ratio, render, trend
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.meeting import Meeting, meeting
from xltargets.units.days import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xltargets.workbooks.contents import Contents


def write_report(
    files: Sequence[Path],
    output: Path,
    as_of: float,
    *,
    title: str | None = None,
    language: str = "en",
    translate: Callable[[str], str] = lambda message: message,
    jobs: int | None = None,
) -> Meeting:
    """Read the files, and write the page of what is accepted; the page appears whole or not at all."""
    company = Company(collect(files, as_of, jobs=jobs))
    found = meeting(company)
    if not found.teams and not found.risks and not found.slipping:
        raise ValueProblem(
            N_("files"),
            Phrase(N_("none that is accepted")),
            N_("expected a target plan or a team scorecard at least; xltargets validate tells more"),
        )
    facts = _facts(found, _proposals(files, company, as_of, translate), as_of, title, language, translate)
    facts["left_out"] = [row for row in company.sources(translate) if row["reason"]]
    _write(output, render(facts, translate))
    return found


def _facts(
    found: Meeting,
    proposals: list[tuple[str, str, list[Any]]],
    as_of: float,
    title: str | None,
    language: str,
    translate: Callable[[str], str],
) -> dict[str, Any]:
    _ = translate
    whole, day = found.whole, day_of(as_of)
    subtitle = _(N_("{day} · {count} workbooks · amounts in {currency}"))
    footer = _(
        N_("Made by xltargets {version}. Each figure names the file, the sheet and the cell that it comes from.")
    )
    return {
        "language": language,
        "title": title or _(N_("Sales meeting")),
        "subtitle": subtitle.format(day=day, count=found.files, currency=found.currency or "–"),
        "footer": footer.format(version=xltargets.__version__),
        "tiles": [
            (_(N_("Attainment so far")), ratio(whole.attainment)),
            (_(N_("Actual so far")), amount(whole.actual)),
            (_(N_("Forecast at finish")), amount(whole.forecast)),
            (_(N_("Target of the year")), amount(whole.target)),
            (_(N_("Coverage")), ratio(whole.coverage)),
            (_(N_("Expected loss")), amount(found.expected_loss) if found.risks else "–"),
        ],
        "trend": trend(found.months),
        "teams": sorted(found.teams, key=lambda one: -(one.attainment or 0.0)),
        "in_need": found.in_need,
        "risks": found.risks[:10],
        "alerts": found.alerts,
        "slipping": found.slipping[:10],
        "proposals": proposals,
    }


def _proposals(
    files: Sequence[Path], company: Company, as_of: float, translate: Callable[[str], str]
) -> list[tuple[str, str, list[Any]]]:
    """What each accepted plan's open months must bring now."""
    from xltargets.workbooks.reader import read

    plans = {extract.file: extract for extract in company.of("target-plan").values()}
    found = []
    for one, path in zip(company.collected, files, strict=True):
        if one.file not in plans:
            continue
        try:
            replan = propose(read(path), as_of)
        except InputProblem:
            continue  # no actual yet: there is nothing to propose
        message = replan.message.sentence(translate)
        found.append((plans[one.file].text("settings.unit"), message, replan.proposals))
    return found


def _write(output: Path, page: str) -> None:
    handle, name = tempfile.mkstemp(prefix=".xltargets-", suffix=output.suffix, dir=output.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
        temporary.chmod(0o644)
        temporary.replace(output)
    finally:
        temporary.unlink(missing_ok=True)


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: the page of the open workbook, or of the folder that was chosen, beside it."""
    from xltargets.validation.paths import expand

    assert contents is not None
    files = expand([str(request.folder)]).files if request.folder else [contents.path]
    beside = request.path or contents.path
    output = Path(request.options.get("output") or beside.with_suffix(".html"))
    write_report(files, output, request.clock(), language=request.language, translate=request.translate)
    return Outcome(Phrase(N_("{output} is ready."), output=output), files=(output,))
