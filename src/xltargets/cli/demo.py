"""`xltargets demo`: a sample company from end to end."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltargets.cli.options import NOT_EMPTY, refuse
from xltargets.cli.speech import own_language
from xltargets.cli.wording import language_option
from xltargets.errors import N_, fill, system_reason

if TYPE_CHECKING:
    from xltargets.samples.companies import Company
    from xltargets.samples.submissions import Submission

FOLDER = "xltargets-demo"
_COMPANY = N_(
    "{organisation}: {regions} {regions:region|regions}, {teams} {teams:team|teams}, {people} people, 3 years of sales."
)
_NEXT = (
    N_("Open {page} in a browser: where the company stands, who needs help, what changed."),
    N_("Open {company}: the same in Excel, every figure with its file, sheet and row."),
    N_("Open {plan}, sheet {sheet}: the cell that the validator names was typed over."),
    N_("Make your own: {command}"),
    N_("Ask what a rule means: {rule}"),
)


@click.command
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@language_option("Language of the demo, and whose company it is.")
def command(folder: Path | None, language: str) -> None:
    """Make up a company in FOLDER: its teams' plans with some mistakes validated, then all of it in one scorecard.

    Example: xltargets demo
    """
    from xltargets.samples.accepted import write_accepted
    from xltargets.samples.companies import of_language
    from xltargets.samples.company import TEAMS
    from xltargets.samples.submissions import AS_OF, file_name

    company, folder = of_language(language), _folder(folder)
    first, second = folder / "first-round", folder / "accepted"
    try:
        first.mkdir(parents=True, exist_ok=True)
        second.mkdir()
    except OSError as problem:
        message = N_("Cannot make the folder {folder}: {reason}.")
        raise refuse(message, folder=str(problem.filename), reason=system_reason(problem)) from None
    submitted = _first_round(first, company)
    as_of = ("--as-of", str(AS_OF))
    spoken = () if language == own_language() else ("--language", language)
    _run("validate", first, *as_of, *spoken, hidden=("--isolated",))
    click.secho(
        "\n"
        + company.say(N_("The mistakes are mended; scorecards, a CRM log and a risk register come in too:"))
        + "\n",
        bold=True,
    )
    count = sum(1 for _path in write_accepted(second, company))
    click.echo(
        "  "
        + fill(
            N_("{count} {count:workbook|workbooks} in {folder}"), {"count": count, "folder": str(second)}, company.say
        )
    )
    for name in ("target-plan", "team-scorecard"):
        _run("refresh", second / f"{file_name(next(iter(TEAMS)), company)}-{name}.xlsx", *spoken)
    whole, page, earlier = folder / "company.xlsx", folder / "meeting.html", folder / "meeting-in-april.html"
    owner = ("--organisation", company.name("Contoso Trading"), "--owner", company.name("Hanna Weiss"))
    _run("consolidate", second, "-o", whole, *as_of, *spoken, hidden=owner)
    _run("report", second, "-o", earlier, "--as-of", "2026-04-30", *spoken)
    _run("report", second, "-o", page, "--since", earlier, *as_of, *spoken)
    click.secho("\n" + company.say(N_("What to do next")), bold=True)
    paths = {"page": page, "company": whole, "plan": submitted[1].path}
    named = {key: str(path) for key, path in paths.items()} | {"sheet": company.say("Units")}
    named |= {"command": "xltargets new target-plan -o plan.xlsx", "rule": "xltargets rules XL401"}
    for step in _NEXT:
        click.echo("  " + fill(step, named, company.say))


def _first_round(folder: Path, company: Company) -> list[Submission]:
    """Write what the teams hand in, and tell who they are."""
    from xltargets.samples.company import TEAMS, people
    from xltargets.samples.submissions import write_submissions

    counts = {"regions": len({region for region, _names in TEAMS.values()}), "teams": len(TEAMS)}
    counts["people"] = len(people())
    click.secho(fill(_COMPANY, {"organisation": company.name("Contoso Trading"), **counts}, company.say), bold=True)
    click.echo(company.say(N_("Each team fills in its target plan and hands it in:")) + "\n")
    submitted = []
    for one in write_submissions(folder, company):
        told = company.say(N_("as it should be"))
        if one.mistake is not None:
            told = fill(N_("with {mistake}"), {"mistake": company.say(one.mistake.words)}, company.say)
        click.echo(f"  {one.path.name:22} {told}")
        submitted.append(one)
    return submitted


def _folder(folder: Path | None) -> Path:
    """The folder to write to; never one with somebody's files in it."""
    if folder is not None:
        if folder.is_dir() and any(folder.iterdir()):
            raise refuse(NOT_EMPTY, folder=str(folder))
        return folder
    folder = Path(FOLDER)
    number = 1
    while folder.exists():
        number += 1
        folder = Path(f"{FOLDER}-{number}")
    return folder


def _run(name: str, *arguments: object, hidden: tuple[str, ...] = ()) -> None:
    """The very command that its user would type, shown and run; what is hidden belongs to the sample only."""
    typed = [str(one) for one in arguments]
    click.secho(f"\n$ xltargets {name} {' '.join(typed)}\n", bold=True)
    command = importlib.import_module(f"xltargets.cli.{name}").command
    try:
        command.main([*typed, *hidden], prog_name=f"xltargets {name}", standalone_mode=False)
    except SystemExit:
        # Some are refused, as planted; the demo itself went well.
        return
