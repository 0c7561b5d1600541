"""The command line: one file in this folder for each command, loaded when it is called."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
import sys
from typing import TYPE_CHECKING, Any

import click

import xltargets
from xltargets.cli.own_process import one_thread_for_numpy
from xltargets.cli.speech import in_this_language, speaking
from xltargets.cli.wording import LanguageName, with_language

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARED = {
    "copies",
    "fleet_options",
    "help_words",
    "importing",
    "ledger_options",
    "limits",
    "options",
    "own_process",
    "speech",
    "waiting",
    "wording",
    "year_options",
}


def _first_paragraph(source: str) -> str:
    """What the docstring of a command begins with; a pattern for it would take longer to prepare than all it reads."""
    docstring = source.partition("\ndef command(")[2].partition('\n    """')[2].partition('"""')[0]
    return inspect.cleandoc(docstring.partition("\n\n")[0])


class Commands(click.Group):
    """The commands are the modules of a folder, this one if none is named; each has a `command`."""

    package = __name__

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All command names."""
        modules = pkgutil.iter_modules(importlib.import_module(self.package).__path__)
        return sorted(
            module.name.replace("_", "-") for module in modules if not module.ispkg and module.name not in SHARED
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{self.package}.{cmd_name.replace('-', '_')}")
        found: click.Command = module.command
        return in_this_language(with_language(found), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As usual, of commands that are not imported: the list says only what their docstrings begin with."""
        listed = {name: self._described(ctx, name) for name in self.list_commands(ctx)}
        click.Group(commands=listed).format_commands(ctx, formatter)

    def _described(self, ctx: click.Context, name: str) -> click.Command:
        module = f"{self.package}.{name.replace('-', '_')}"
        spec = importlib.util.find_spec(module)
        source = getattr(spec and spec.loader, "get_source", lambda _module: None)(module)
        if not (paragraph := _first_paragraph(source or "")):
            command = self.get_command(ctx, name)
            assert command is not None
            return command
        return in_this_language(click.Command(name, help=paragraph), ctx)

    def main(self, args: Sequence[str] | None = None, *further: Any, **options: Any) -> Any:
        """As usual, in the language that the arguments or the system name."""
        one_thread_for_numpy()
        with speaking(sys.argv[1:] if args is None else args):
            return click.Group.main(in_this_language(self), args, *further, **options)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As usual, but with the commands that are not loaded yet among the suggestions."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as problem:
            known = self.list_commands(ctx)
            raise click.NoSuchCommand(problem.command_name, possibilities=known, ctx=ctx) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(
    xltargets.__version__,
    "-V",
    "--version",
    prog_name="xltargets",
    help="Show the version and exit.",
)
@click.option(
    "--language",
    type=LanguageName(),
    expose_value=False,
    help="Language of what is told, before or after the command's name. The system's own if left out.",
)
def main() -> None:
    """Sales targets in spreadsheets: set, split, reward, watch, guard and adjust them.

    \b
    Start here:
      xltargets demo                        a sample company, validated
      xltargets new target-plan -o plan.xlsx
      xltargets validate submissions/
    """
