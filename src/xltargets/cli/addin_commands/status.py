"""`xltargets addin status`: whether the add-in is installed, and what it starts."""

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
    help="Where it would be, if not where Excel loads add-ins from (XLSTART).",
)
def command(folder: Path | None) -> None:
    """Say whether the add-in is installed, from which versions, and which Python it starts. Exit 1 if it is not.

    Example: xltargets addin status
    """
    from xltargets.addin.excel.files import ADD_IN, versions
    from xltargets.addin.excel.install import CannotInstall, configured_interpreter, target_folder
    from xltargets.addin.excel.windows import surroundings

    place = surroundings()
    try:
        path = target_folder(place, folder) / ADD_IN
    except CannotInstall as problem:
        raise refuse(problem.sentence(spoken())) from None
    built = versions(path)
    if built is None:
        click.echo(said(N_("Not installed: there is no add-in of ours at {path}"), path=str(path)))
        raise SystemExit(1)
    message = N_("Installed: {path}, of xltargets {version}, for xlwings {other}")
    click.echo(said(message, path=str(path), version=built[0], other=built[1]))
    python = configured_interpreter(place) or said(N_("no Python, see `xltargets doctor`"))
    click.echo(said(N_("Starts: {python}"), python=str(python)))
