"""`xltargets demo`: a sample company from end to end."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from xltargets.cli.options import refuse

FOLDER = "xltargets-demo"


@click.command
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path | None) -> None:
    """Make up a company in FOLDER: its teams' plans with some mistakes validated, then all of it in one scorecard.

    Example: xltargets demo
    """
    from xltargets.samples.accepted import write_accepted
    from xltargets.samples.company import TEAMS, people
    from xltargets.samples.submissions import AS_OF, write_submissions

    folder = _folder(folder)
    first, second = folder / "first-round", folder / "accepted"
    try:
        first.mkdir(parents=True, exist_ok=True)
        second.mkdir()
    except OSError as problem:
        raise refuse(f"Cannot make the folder {problem.filename}: {problem.strerror}.") from None
    regions = len({region for region, _names in TEAMS.values()})
    click.secho(
        f"Contoso Trading: {regions} regions, {len(TEAMS)} teams, {len(people())} people, 3 years of sales.", bold=True
    )
    click.echo("Each team fills in its target plan and hands it in:\n")
    submitted = []
    for one in write_submissions(first):
        note = f"with {one.mistake.words}" if one.mistake else "as it should be"
        click.echo(f"  {one.path.name:22} {note}")
        submitted.append(one)
    as_of = ("--as-of", str(AS_OF))
    _run("validate", first, *as_of, hidden=("--isolated",))
    click.secho("\nThe mistakes are mended; scorecards, a CRM log and a risk register come in too:\n", bold=True)
    click.echo(f"  {sum(1 for _path in write_accepted(second))} workbooks in {second}")
    for name in ("target-plan", "team-scorecard"):
        _run("refresh", second / f"north-harbour-{name}.xlsx")
    company, page, earlier = folder / "company.xlsx", folder / "meeting.html", folder / "meeting-in-april.html"
    _run("consolidate", second, "-o", company, *as_of, hidden=("--organisation", "Contoso Trading", "--owner", "Sales"))
    _run("report", second, "-o", earlier, "--as-of", "2026-04-30")
    _run("report", second, "-o", page, "--since", earlier, *as_of)
    click.secho("\nWhat to do next", bold=True)
    click.echo(f"  Open {page} in a browser: where the company stands, who needs help, what changed.")
    click.echo(f"  Open {company}: the same in Excel, every figure with its file, sheet and row.")
    click.echo(f"  Open {submitted[1].path}, sheet Units: the cell that the validator names was typed over.")
    click.echo("  Make your own: xltargets new target-plan -o plan.xlsx")
    click.echo("  Ask what a rule means: xltargets rules XL401")


def _folder(folder: Path | None) -> Path:
    """The folder to write to; never one with somebody's files in it."""
    if folder is not None:
        if folder.is_dir() and any(folder.iterdir()):
            raise refuse(f"{folder} is not empty. Name a new folder.")
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
