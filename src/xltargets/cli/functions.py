"""`xltargets functions`: the catalogue of worksheet functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xltargets.cli.options import refuse
from xltargets.cli.wording import language_option
from xltargets.errors import N_, in_english
from xltargets.locale import SOURCE, translator

if TYPE_CHECKING:
    from xltargets.errors import Translate
    from xltargets.functions import Function


@click.command
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="The catalogue as JSON, in English.")
@language_option("Language of summaries and arguments.")
def command(name: str | None, as_json: bool, language: str) -> None:
    """Show the worksheet functions, or all about one of them.

    Example: xltargets functions TARGET_SPLIT
    """
    from xltargets.functions import FUNCTIONS

    translate = in_english if language == SOURCE else translator(language)
    if name is None:
        chosen = list(FUNCTIONS.values())
    elif (function := FUNCTIONS.get(name.upper())) is not None:
        chosen = [function]
    else:
        from difflib import get_close_matches

        near = get_close_matches(name.upper(), FUNCTIONS, n=1)
        if near:
            raise refuse(N_("There is no function {name}. Did you mean {near}?"), name=name.upper(), near=near[0])
        raise refuse(N_("There is no function {name}. `xltargets functions` lists them all."), name=name.upper())
    if as_json:
        import json

        from xltargets.functions.catalogue import entry

        click.echo(json.dumps([entry(function) for function in chosen], ensure_ascii=False, indent=2))
    elif name is None:
        _show_all(chosen, translate)
    else:
        from xltargets.functions.catalogue import page

        click.echo(page(chosen[0], translate))


def _show_all(functions: list[Function], translate: Translate) -> None:
    from itertools import groupby

    for area, members in groupby(functions, key=lambda function: function.area):
        click.secho(f"\n{translate(area)}", bold=True)
        for function in members:
            click.echo(f"  {function.signature}")
            click.echo(f"      {translate(function.documentation.summary)}")
