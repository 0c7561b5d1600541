"""`xltargets refresh`: a company scorecard renewed from the teams' workbooks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from xltargets.cli.limits import for_files
from xltargets.cli.options import refuse, terms_of, terms_options


@click.command
@click.argument("scorecard", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("paths", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to another file, and leave this one.")
@terms_options
@for_files
def command(scorecard: Path, paths: tuple[str, ...], output: Path | None, **options: Any) -> None:
    """Renew SCORECARD from the workbooks of PATHS, or of the folder that its Settings name.

    Only its own tables are renewed. What you typed, your own columns, sheets and formats stay. A copy of the file as it
    was is kept in .xltargets/backup.

    Example: xltargets refresh company.xlsx submissions/
    """
    from xltargets.actions.refresh import folder_of, renew
    from xltargets.actions.registry import Outcome
    from xltargets.errors import InputProblem
    from xltargets.hosts.wire.headless import apply
    from xltargets.validation.paths import expand
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    target = output or scorecard
    if target.suffix.lower() != ".xlsx":
        raise refuse(f"{target} must end in .xlsx.")
    try:
        contents = read(scorecard)
        folder = folder_of(contents)
        named = paths or ((str(folder),) if folder else ())
        if not named:
            raise refuse("Name the folder with the teams' workbooks; Settings of the scorecard name none.")
        found = expand(named, sys.stdin if "-" in named else ())
        if found.missing or not found.files:
            raise refuse(f"{(found.missing or list(named))[0]}: there is no workbook.")
        terms = terms_of(options)
        renewal = renew(contents, found.files, terms)
        backup = apply(Outcome(renewal.message, rows=renewal.rows), scorecard, target, lambda: terms.now)
    except (InputProblem, PackageProblem) as problem:
        raise refuse(problem.sentence()) from None
    except OSError as problem:
        raise refuse(f"Cannot write {problem.filename or target}: {problem.strerror or problem}.") from None
    click.echo(renewal.message.sentence())
    if backup is not None:
        click.echo(f"As it was before: {backup}")
    sys.exit(1 if renewal.left_out else 0)
