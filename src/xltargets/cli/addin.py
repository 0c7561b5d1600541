"""`xltargets addin`: what puts xlTargets into a spreadsheet program."""

from __future__ import annotations

import click

from xltargets.cli import Commands


class _AddinCommands(Commands):
    package = "xltargets.cli.addin_commands"


@click.group(cls=_AddinCommands)
def command() -> None:
    """Build the add-in, and put it where a spreadsheet program loads it.

    Example: xltargets addin install
    """
