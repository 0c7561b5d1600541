"""`xltargets addin uninstall`: the add-in out of Excel on Windows."""

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
    help="Where it is, if not where Excel loads add-ins from (XLSTART).",
)
def command(folder: Path | None) -> None:
    """Remove xltargets.xlam and its configuration. Workbooks stay as they are.

    Example: xltargets addin uninstall
    """
    from xltargets.addin.excel.install import CannotInstall, listed, uninstall
    from xltargets.addin.excel.windows import surroundings

    try:
        removed = uninstall(surroundings(), folder)
    except CannotInstall as problem:
        raise refuse(problem.sentence(spoken())) from None
    click.echo(said(N_("Removed:")) + "\n" + listed(removed) if removed else said(N_("The add-in was not installed.")))
