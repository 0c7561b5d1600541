"""Target letters of a plan: a page for each person to sign, with nothing of anybody else on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.locale import LANGUAGES
from xltargets.reporting.files import replacing
from xltargets.reporting.letter import render_letter
from xltargets.rollup.admission import PLAN
from xltargets.rollup.collecting import collect, content_of
from xltargets.rollup.letter import letters_of
from xltargets.units.names import for_file

if TYPE_CHECKING:
    from pathlib import Path


def write_letters(path: Path, folder: Path, now: float, *, language: str | None = None) -> list[Path]:
    """Write the letters, in the plan's language if none is named; the files, in the plan's order."""
    [read] = collect([path], now, jobs=1)
    extract = content_of(read, PLAN)
    own = extract.language if extract.language in LANGUAGES else "en"
    made = letters_of(extract)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for one in made:
        target = folder / f"{for_file(one.person_id) or for_file(one.person)}-{one.first.year}.html"
        with replacing(target) as stream:
            stream.write(render_letter(one, language or own))
        files.append(target)
    return files
