"""`xltargets doctor`: what keeps the add-in from working here."""

from __future__ import annotations

from pathlib import Path

import click


@click.command
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the add-in is, if not in Excel's own folder (XLSTART).",
)
def command(folder: Path | None) -> None:
    """Say in a sentence each what is missing or wrong for the add-ins, and what to do. Exit 1 if anything is.

    Example: xltargets doctor
    """
    from xltargets.addin.doctor import problems
    from xltargets.addin.excel.windows import surroundings
    from xltargets.addin.libreoffice import install as install_libreoffice

    place = surroundings()
    found = [*problems(place, folder), *install_libreoffice.problems()]
    for sentence in found:
        click.echo(sentence)
    if found:
        raise SystemExit(1)
    if place.windows or folder is not None:
        click.echo("Everything that the add-in needs is there. Start Excel: the tab xlTargets is on its ribbon.")
    else:
        click.echo(
            "This is not Windows, so there is no Excel for the add-in to run in; everything else of xltargets works."
        )
