"""A new workbook from a template, in the person's language, beside the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.registry import Outcome, Request
from xltargets.building.builder import build
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.templates import TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.workbooks.contents import Contents

USUAL = "target-plan"


def run(_contents: Contents | None, request: Request) -> Outcome:
    """The button: an empty workbook, written into the folder and opened. No file is ever overwritten."""
    key = str(request.options.get("template") or USUAL)
    if key not in TEMPLATES:
        raise ValueProblem("template", key, N_("expected one of {templates}"), templates=", ".join(TEMPLATES))
    if request.folder is None:
        raise ValueProblem("folder", None, N_("expected a folder to write the workbook to"))
    path = unused(request.folder, request.translate(TEMPLATES[key].title), ".xlsx")
    build(TEMPLATES[key], path, language=request.language, translate=request.translate)
    return Outcome(Phrase(N_("{file} is ready. Begin with the sheet Guide."), file=path.name), files=(path,))


def unused(folder: Path, name: str, suffix: str) -> Path:
    """A path in the folder that is not taken: with a number behind the name if need be."""
    path, number = folder / f"{name}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{name} {number}{suffix}"
    return path
