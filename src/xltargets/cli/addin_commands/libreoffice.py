"""`xltargets addin libreoffice`: the extension for LibreOffice Calc."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.options import MUST_END, refuse, unwritten
from xltargets.cli.wording import said, spoken
from xltargets.errors import N_


@click.command
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("xltargets.oxt"),
    show_default=True,
    help="The extension to write.",
)
@click.option("--install", is_flag=True, help="Add it to LibreOffice, and tell it to start this Python.")
def command(output: Path, install: bool) -> None:
    """Write the extension with every function as one of LibreOffice Calc's own, on any system.

    LibreOffice must be closed while it is installed. Without --install, open the file in LibreOffice yourself.

    Example: xltargets addin libreoffice --install
    """
    from xltargets.addin.libreoffice import oxt
    from xltargets.addin.libreoffice.install import CannotInstall, add, configure

    if output.suffix.lower() != ".oxt":
        raise refuse(MUST_END, file=str(output), ending=".oxt")
    try:
        oxt.build(output)
        configuration = configure()
        message = N_("{output} is ready; {configuration} tells LibreOffice which Python to start.")
        click.echo(said(message, output=str(output), configuration=str(configuration)))
        if install:
            add(output)
            message = N_("Installed. Start LibreOffice, and type {formula} as an array formula.")
            click.echo(said(message, formula="=TARGET_SPLIT(100;{1|1|1})"))
    except (oxt.NoTypes, CannotInstall) as problem:
        raise refuse(problem.sentence(spoken())) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
