"""`xltargets addin install`: the add-in into Excel on Windows."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.options import refuse
from xltargets.cli.wording import said, spoken
from xltargets.errors import N_


@click.command
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put it, if not where Excel loads add-ins from (XLSTART).",
)
def command(folder: Path | None) -> None:
    """Put xltargets.xlam where Excel loads it, and tell it to start this Python.

    Example: xltargets addin install
    """
    from xltargets.addin.excel.install import CannotInstall, install, listed
    from xltargets.addin.excel.windows import surroundings

    try:
        written = install(surroundings(), folder)
    except CannotInstall as problem:
        raise refuse(problem.sentence(spoken())) from None
    click.echo(said(N_("Installed:")) + "\n" + listed(written))
    click.echo(said(N_("Start Excel anew; `xltargets doctor` says if anything is missing.")))
