"""`xltargets addin lite`: what a workbook's xlwings Lite needs."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.options import refuse, unwritten
from xltargets.cli.wording import language_option, said
from xltargets.errors import N_


@click.command
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write both files to. Shown here if left out.",
)
@language_option("Of the scripts.")
@click.option("--force", is_flag=True, help="Overwrite the files if they exist.")
def command(output: Path | None, language: str, force: bool) -> None:
    """Show or write main.py and requirements.txt for xlwings Lite, Excel's free add-in that runs Python inside Excel.

    Paste each into the tab of the same name. Nothing need be installed on the computer, and no server runs.

    Example: xltargets addin lite --language zh-CN
    """
    from xltargets.addin.lite import files

    made = files(language)
    if output is None:
        for name, text in made.items():
            click.echo(f"----- {name}\n{text}")
        return
    there = [output / name for name in made if (output / name).exists()]
    if there and not force:
        raise refuse(
            N_("{file} is already there. Choose another folder, or add --force to overwrite it."), file=str(there[0])
        )
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (output / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise unwritten(problem, output) from None
    message = N_("{files} are in {folder}: paste each into the tab of that name in xlwings Lite.")
    click.echo(said(message, files=tuple(made), folder=str(output)))
