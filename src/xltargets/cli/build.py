"""`xltargets build`: every template in every language, empty and with a sample."""

from __future__ import annotations

import os
from pathlib import Path

import click

from xltargets.cli.options import STALE, refuse, unwritten
from xltargets.cli.wording import LanguageName, said, spoken
from xltargets.errors import N_
from xltargets.locale import LANGUAGES


@click.command
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("workbook_templates"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--only", multiple=True, metavar="TEMPLATE", help="Only this template; may be repeated.")
@click.option("--language", "languages", type=LanguageName(), multiple=True, help="Only this language.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Workbooks built at a time; one per processor.")
@click.option("--previews", is_flag=True, help="Draw the pictures too, which needs LibreOffice and poppler.")
@click.option("--check", is_flag=True, help="Write nothing; say which files are not up to date, and exit with 1.")
def command(
    output: Path, only: tuple[str, ...], languages: tuple[str, ...], jobs: int | None, previews: bool, check: bool
) -> None:
    """Build the workbooks that managers download, byte for byte the same from the same declarations.

    Example: xltargets build -o workbook_templates
    """
    from xltargets.samples import gallery

    for key in only:
        if key not in gallery.SHOWN:
            raise refuse(
                N_("There is no template {name} to begin with; there is {known}."),
                name=repr(key),
                known=tuple(gallery.SHOWN),
            )
    wanted = gallery.items(only, languages or LANGUAGES)
    workers = min(jobs or os.cpu_count() or 1, len(wanted))
    try:
        if check:
            stale = gallery.stale(output, wanted, workers)
            for name in stale:
                click.echo(said(STALE, file=str(output / name), command=f"xltargets build -o {output}"))
            raise SystemExit(1 if stale else 0)
        written = gallery.write(output, wanted, workers)
        click.echo(said(N_("{count} {count:file|files} in {folder}"), count=len(written), folder=str(output)))
        if previews:
            from xltargets.samples.previews import CannotDraw, draw

            try:
                pictures = draw(output, [item for item in wanted if item.filled])
            except CannotDraw as problem:
                raise refuse(problem.sentence(spoken())) from None
            click.echo(
                said(
                    N_("{count} {count:picture|pictures} in {folder}"),
                    count=len(pictures),
                    folder=str(output / gallery.PREVIEWS),
                )
            )
    except OSError as problem:
        raise unwritten(problem, output) from None
