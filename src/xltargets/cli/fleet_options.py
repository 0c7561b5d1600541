"""Options for many workbooks: where they are, a store of results, and other computers that check them."""

from __future__ import annotations

import functools
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.options import NO_MATCH, NONE_FOUND, refuse
from xltargets.errors import N_, Problem
from xltargets.locale import translator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xltargets.errors import Translate
    from xltargets.fleets.store import Store
    from xltargets.validation.paths import Found
    from xltargets.validation.report import FileReport
    from xltargets.validation.runner import Validator

STOPPED = N_("Stopped. The same command goes on with what is left.")
BY_CTRL_C = 130
"""The exit status, as shells have it: 1 would say that workbooks are refused."""

store_option = click.option(
    "--store",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="STATE",
    help="A file that keeps the results: unchanged workbooks are not checked again, a cut run goes on.",
)
watch_option = click.option(
    "--watch",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Check each workbook of a folder once it is complete and closed, until stopped (Ctrl-C); needs --store.",
)
_engine = click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="What checks the files: this computer's processors (local), or a Dask cluster.",
)
_scheduler = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The scheduler of the Dask cluster, as tcp://host:8786; a cluster is started here if left out.",
)


def files_of(paths: tuple[str, ...], translate: Translate) -> Found:
    """The workbooks that arguments name, also by addresses; `-` is a list on standard input."""
    from xltargets.validation.paths import expand

    try:
        return expand(paths, sys.stdin if "-" in paths else (), addresses=True)
    except Problem as problem:
        raise refuse(problem.sentence(translate)) from None


def workbooks_of(paths: tuple[str, ...], translate: Translate) -> list[Path]:
    """The same, all of them there; a command that makes one thing of all has no use for a part."""
    found = files_of(paths, translate)
    if found.missing:
        raise refuse(NO_MATCH, path=found.missing[0])
    if not found.files:
        raise refuse(NONE_FOUND)
    return found.files


def is_one_file(paths: tuple[str, ...]) -> bool:
    """Whether arguments name one workbook of this computer, there or not, and neither a folder nor a pattern."""
    from glob import has_magic

    from xltargets.validation.remote import is_address
    from xltargets.validation.zips import ZIP

    if len(paths) != 1 or paths[0] == "-":
        return False
    path = Path(paths[0])
    if path.exists():
        return path.is_file() and path.suffix.lower() != ZIP
    return not has_magic(paths[0]) and not is_address(paths[0])


def on_engine(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what checks the files, for a command with `--jobs` and `--language`."""

    @functools.wraps(command)
    def run(*arguments: Any, engine: str, scheduler: str | None, **options: Any) -> Any:
        if engine == "local":
            if scheduler is not None:
                raise refuse(N_("--scheduler goes with --engine dask."))
            return command(*arguments, **options)
        from xltargets.fleets.dasked import cluster
        from xltargets.validation.fleet import ENGINE

        translate = translator(options["language"])
        try:
            with cluster(scheduler, options["jobs"], telling(translate)) as found:
                before = ENGINE.set(found)
                try:
                    return command(*arguments, **options)
                finally:
                    ENGINE.reset(before)
        except Problem as problem:
            raise refuse(problem.sentence(translate)) from None

    return _engine(_scheduler(run))


def telling(translate: Translate) -> Callable[[Problem], None]:
    """What says something on standard error while the work goes on."""
    return lambda said: click.echo(said.sentence(translate), err=True)


def until_stopped(folder: Path, validator: Validator, store: Store, jobs: int) -> Iterator[FileReport]:
    """The reports of what comes into a folder; the system's wish to end is as good as Ctrl-C."""
    import signal

    from xltargets.fleets.watching import watched

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    yield from watched(folder, validator, store, jobs)


@contextmanager
def store_of(path: Path | None, translate: Translate) -> Iterator[Store | None]:
    """The store of a run, None where none is asked for. What keeps it from being used is told in a sentence."""
    if path is None:
        yield None
        return
    from xltargets.fleets.store import opened

    try:
        with opened(path, telling(translate)) as store:
            yield store
    except Problem as problem:
        raise refuse(problem.sentence(translate)) from None
    except KeyboardInterrupt:
        click.echo(translate(STOPPED), err=True)
        sys.exit(BY_CTRL_C)
