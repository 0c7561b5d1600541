"""Options for many workbooks: a store of results, and other computers that check them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltargets.cli.options import refuse
from xltargets.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.errors import Translate
    from xltargets.fleets.store import Store

store_option = click.option(
    "--store",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="STATE",
    help="A file that keeps the results: unchanged workbooks are not checked again, a cut run goes on.",
)


@contextmanager
def store_of(path: Path | None, translate: Translate) -> Iterator[Store | None]:
    """The store of a run, None where none is asked for. What keeps it from being used is told in a sentence."""
    if path is None:
        yield None
        return
    from xltargets.fleets.store import opened

    try:
        with opened(path, lambda said: click.echo(said.sentence(translate), err=True)) as store:
            yield store
    except Problem as problem:
        raise refuse(problem.sentence(translate)) from None
