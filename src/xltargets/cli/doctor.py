"""`xltargets doctor`: what keeps the add-in from working here."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.wording import said, spoken
from xltargets.errors import N_


@click.command
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the add-in is, if not in Excel's own folder (XLSTART).",
)
@click.option("--server", metavar="URL", help="Look at a server of the Office add-in instead, from outside.")
@click.option("--token", envvar="XLTARGETS_TOKEN", help="The server's token; better set as XLTARGETS_TOKEN.")
@click.option(
    "--ca",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Certificates to trust for the server besides this computer's own, as PEM.",
)
def command(folder: Path | None, server: str | None, token: str | None, ca: Path | None) -> None:
    """Say in a sentence each what is missing or wrong for the add-ins, and what to do. Exit 1 if anything is.

    With --server its certificate, manifest, files, versions and who may ask are looked at, as Excel would.

    Example: xltargets doctor --server https://xltargets.example.com
    """
    if server is not None:
        _look_at(server, token, ca)
        return
    from xltargets.addin.doctor import problems
    from xltargets.addin.excel.windows import surroundings
    from xltargets.addin.libreoffice import install as install_libreoffice

    place = surroundings()
    found = [*problems(place, folder), *install_libreoffice.problems()]
    for one in found:
        click.echo(one.sentence(spoken()))
    if found:
        raise SystemExit(1)
    if place.windows or folder is not None:
        message = N_("Everything that the add-in needs is there. Start Excel: the tab xlTargets is on its ribbon.")
        click.echo(said(message))
    else:
        message = N_("This is not Windows, so no Excel is here for the add-in to run in; all else of xltargets works.")
        click.echo(said(message))


def _look_at(url: str, token: str | None, ca: Path | None) -> None:
    from xltargets.addin.officejs.outside import Server, problems

    found = problems(Server(url, token, ca))
    for one in found:
        click.echo(one.sentence(spoken()))
    if found:
        raise SystemExit(1)
    message = N_("{url} has all that Excel needs: certificate, manifest, files and functions of this version.")
    click.echo(said(message, url=url))
