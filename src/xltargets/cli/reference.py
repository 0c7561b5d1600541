"""`xltargets reference`: the pages about the worksheet functions."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.options import unwritten
from xltargets.cli.wording import said
from xltargets.errors import N_


@click.command
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("docs/functions"),
    show_default=True,
    help="The folder for the pages.",
)
@click.option("--check", is_flag=True, help="Write nothing; say which pages are not up to date, and exit with 1.")
def command(output: Path, check: bool) -> None:
    """Write a page of Markdown for each worksheet function.

    Example: xltargets reference -o functions/
    """
    from xltargets.functions.reference import reference_pages
    from xltargets.workbooks.temporary import whole_text

    pages = reference_pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in output.glob("*.md")} if output.is_dir() else {}
    stale = sorted(name for name in {*pages, *found} if pages.get(name) != found.get(name))
    if check:
        for name in stale:
            click.echo(said(N_("{file} is not up to date."), file=str(output / name)))
        raise SystemExit(1 if stale else 0)
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            with whole_text(output / name) as file:
                file.write(text)
    except OSError as problem:
        raise unwritten(problem, output) from None
    click.echo(said(N_("{count} {count:page|pages} in {folder}"), count=len(pages), folder=str(output)))
