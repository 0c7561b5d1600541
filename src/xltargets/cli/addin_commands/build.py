"""`xltargets addin build`: the add-in for Excel on Windows, and its readable sources."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.options import STALE, refuse, unwritten
from xltargets.cli.wording import said, spoken
from xltargets.errors import N_


@click.command
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("udfs"),
    show_default=True,
    help="The folder for the add-in and its sources.",
)
@click.option("--check", is_flag=True, help="Write nothing; say which files are not up to date, and exit with 1.")
def command(output: Path, check: bool) -> None:
    """Build xltargets.xlam from the registries of functions and actions, on any system.

    Example: xltargets addin build -o udfs
    """
    from xltargets.addin import products
    from xltargets.addin.excel.xlam import CannotBuild

    try:
        if check:
            stale = products.stale(output)
            for name in stale:
                click.echo(said(STALE, file=str(output / name), command=f"xltargets addin build -o {output}"))
            raise SystemExit(1 if stale else 0)
        written = products.write(output)
    except CannotBuild as problem:
        raise refuse(problem.sentence(spoken())) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    message = N_("{count} {count:file|files} in {folder}, {name} among them")
    click.echo(said(message, count=len(written), folder=str(output), name="xltargets.xlam"))
