"""`xltargets demo`: a sample company from end to end."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.options import refuse

FOLDER = "xltargets-demo"


@click.command
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path | None) -> None:
    """Make up a company in FOLDER, hand in its teams' target plans with some mistakes, and validate them.

    Example: xltargets demo
    """
    from xltargets.samples.company import TEAMS, people
    from xltargets.samples.submissions import AS_OF, write_submissions

    folder = _folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise refuse(f"Cannot make the folder {folder}: {problem.strerror}.") from None
    regions = len({region for region, _names in TEAMS.values()})
    click.secho(
        f"Contoso Trading: {regions} regions, {len(TEAMS)} teams, {len(people())} people, 3 years of sales.", bold=True
    )
    click.echo("Each team fills in its target plan and hands it in:\n")
    submitted = []
    for one in write_submissions(folder):
        note = f"with {one.mistake.words}" if one.mistake else "as it should be"
        click.echo(f"  {one.path.name:22} {note}")
        submitted.append(one)
    click.secho(f"\n$ xltargets validate {folder} --as-of {AS_OF}\n", bold=True)
    _validate(folder, str(AS_OF))
    click.secho("\nWhat to do next", bold=True)
    click.echo(f"  Open {submitted[0].path}, sheet Review: where a team stands, and what the open months must bring.")
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


def _validate(folder: Path, as_of: str) -> None:
    """The very command that its user would type."""
    from xltargets.cli.validate import command as validate

    arguments = [str(folder), "--as-of", as_of, "--isolated"]
    try:
        validate.main(arguments, prog_name="xltargets validate", standalone_mode=False)
    except SystemExit:
        # Some are refused, as planted; the demo itself went well.
        return
