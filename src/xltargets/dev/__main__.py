"""The commands `build` and `check`."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.dev.generated import MADE, CannotMake, apply, made

_root = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The top folder of the repository; the current folder if left out.",
)


class Refusal(click.ClickException):
    """The command could not run: one sentence, and exit status 2."""

    exit_code = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """Commands for those who work on xltargets itself, on a checkout of its repository."""


@main.command
@_root
@click.option("--check", is_flag=True, help="Write nothing; say which files are not up to date, and exit with 1.")
@click.option("--only", type=click.Choice(list(MADE)), multiple=True, help="Only this part; may be repeated.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Workbooks built at a time; one per processor.")
def build(root: Path, check: bool, only: tuple[str, ...], jobs: int | None) -> None:
    """Make all that is generated: catalogues, pages, add-ins, workbooks to download, pictures, the hook's declaration.

    Everything is made in a temporary folder first. So a program that is missing changes nothing.

    Example: python -m xltargets.dev build
    """
    try:
        with made(root, only, draw=not check, jobs=jobs) as result:
            for note in result.notes:
                click.echo(note, err=True)
            if check:
                for name in result.changed:
                    click.echo(f"{name} is not up to date.")
                if result.changed:
                    click.echo("Make what is not up to date with: python -m xltargets.dev build", err=True)
                raise SystemExit(1 if result.changed else 0)
            apply(result)
            for name in result.changed:
                click.echo(name)
            click.echo(f"{len(result.changed)} files changed, of {result.count}")
    except CannotMake as problem:
        raise Refusal(str(problem)) from None
    except OSError as problem:
        raise Refusal(f"Cannot write {problem.filename or root}: {problem.strerror or problem}.") from None


@main.command
@_root
@click.option("--keep-going", is_flag=True, help="Go on after a check that failed, and list all that did.")
def check(root: Path, keep_going: bool) -> None:
    """Check all that must hold before a change lands: style, types, layers, tests, and what is generated.

    Example: python -m xltargets.dev check
    """
    from xltargets.dev.checks import run

    failed = run(root, keep_going=keep_going)
    if failed:
        click.echo(f"Failed: {', '.join(failed)}.", err=True)
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main(prog_name="python -m xltargets.dev")
