"""`xltargets profiles`: the systems whose exports are recognised by themselves."""

from __future__ import annotations

import click

from xltargets.cli.options import refuse
from xltargets.cli.wording import said, spoken
from xltargets.errors import N_

_OR = N_(" or ")


@click.command
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the systems whose exports are recognised, or show how the one of NAME is.

    A company adds its own to xltargets.toml, under [profiles.<name>]; `new --save-mapping` writes one.

    Example: xltargets profiles salesforce
    """
    from xltargets.importing.profiles import ProfileProblem, known

    try:
        layouts = known()
    except ProfileProblem as problem:
        raise refuse(problem.sentence(spoken())) from None
    if name is None:
        titles = {layout.system: layout.title for layout in layouts}
        for system, title in titles.items():
            names = ", ".join(layout.name for layout in layouts if layout.system == system)
            click.echo(f"{system:<14} {title}: {names}")
        return
    wanted = [layout for layout in layouts if layout.system == name]
    if not wanted:
        raise refuse(
            N_("There is no profile {name}; there is {known}."),
            name=repr(name),
            known=tuple(sorted({one.system for one in layouts})),
        )
    for layout in wanted:
        click.echo(f"{layout.title}: {layout.name}")
        click.echo("  " + said(N_("known by: {headers}"), headers=tuple(layout.signs)))
        for key, labels in layout.labels.items():
            click.echo(f"  {key} = {said(_OR).join(labels)}")
        for outcome, words in layout.stages.items():
            click.echo(f"  {outcome}: {', '.join(words)}")
        if layout.decides_nothing:
            click.echo("  " + said(N_("decides nothing: {headers}"), headers=tuple(layout.decides_nothing)))
