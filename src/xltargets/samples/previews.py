"""Pictures of the sample workbooks, as LibreOffice prints them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xltargets.errors import N_, Problem
from xltargets.samples.gallery import PREVIEWS, SHOWN
from xltargets.templates import TEMPLATES
from xltargets.workbooks.reader import read
from xltargets.workbooks.respelling import values_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.samples.gallery import Item

DOTS = 96
NEEDED = ("soffice", "pdftoppm", "pdfinfo", "pdftotext")


class CannotDraw(Problem):
    """A program for drawing is not there, or failed."""


def draw(folder: Path, wanted: Sequence[Item]) -> list[Path]:
    """A picture of the sheet that stands for each sample, below the folder's previews."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        raise CannotDraw(N_("Not found: {programs}. Pictures need LibreOffice and poppler's tools."), programs=missing)
    written = []
    with TemporaryDirectory(prefix="xltargets-") as name:
        work = Path(name)
        for item in wanted:
            # LibreOffice has none of our functions here, and would show its own errors where results spill.
            values_only(read(folder / item.path), work / f"{item.language}.{item.key}.xlsx")
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        books = sorted(work.glob("*.xlsx"))
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", work, *books)
        for item in wanted:
            pdf = work / f"{item.language}.{item.key}.pdf"
            target = folder / PREVIEWS / item.language / f"{item.key}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            number = str(_page_of(pdf, item))
            once = target.with_suffix("")
            _run("pdftoppm", "-r", str(DOTS), "-f", number, "-l", number, "-singlefile", "-png", pdf, once)
            written.append(target)
    return written


def _page_of(pdf: Path, item: Item) -> int:
    """The page whose footer has the name of the sheet."""
    from xltargets.locale import translator

    sheet = next(one for one in TEMPLATES[item.key].sheets if one.key == SHOWN[item.key])
    title = translator(item.language)(sheet.title)
    pages = _run("pdftotext", "-layout", pdf, "-").split("\f")
    found = (number for number, text in enumerate(pages, 1) if text.rstrip().endswith(title))
    return next(found, 1)


def _run(program: str, *arguments: object) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            [program, *map(str, arguments)], check=True, capture_output=True, encoding="utf-8", timeout=300
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise CannotDraw(N_("{program} failed: {reason}"), program=program, reason=str(problem)) from None
    return done.stdout
