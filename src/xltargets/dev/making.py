"""What is made with the catalogues in place: `python -m xltargets.dev.making COPY TREE PARTS JOBS`.

Not for people to call; `python -m xltargets.dev build` does.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def _pages(folder: Path) -> None:
    from xltargets.dev.rule_pages import rule_pages
    from xltargets.dev.template_pages import template_pages
    from xltargets.functions.reference import reference_pages

    for name, pages in {
        "functions": reference_pages(),
        "rules": rule_pages(),
        "templates": template_pages(),
    }.items():
        place = folder / "docs" / name
        place.mkdir(parents=True, exist_ok=True)
        for file, text in pages.items():
            (place / file).write_text(text, encoding="utf-8", newline="\n")


def _drawings(folder: Path) -> None:
    from xltargets.dev.lite_drawings import make as draw_lite

    draw_lite(folder / "docs" / "images")


def _frozen(folder: Path) -> None:
    """What the newest version of each template declares; earlier ones never change."""
    name = "xltargets.templates.frozen"
    if importlib.util.find_spec(name) is None:
        return
    package = importlib.import_module(name)
    from xltargets.templates import TEMPLATES

    place = folder / "src" / "xltargets" / "templates" / "frozen"
    for key, template in TEMPLATES.items():
        path = place / package.file_name(key, template.version)
        path.write_text(package.as_text(template), encoding="utf-8", newline="\n")


def _hooks(folder: Path) -> None:
    from xltargets.dev.hooks import HOOKS, hooks

    (folder / HOOKS).write_text(hooks(), encoding="utf-8", newline="\n")


def _add_ins(folder: Path) -> None:
    from xltargets.addin import products

    products.write(folder / "udfs")


def _workbooks(folder: Path, jobs: int) -> None:
    from xltargets.samples import gallery

    gallery.write(folder / "workbook_templates", gallery.items(), jobs)


def _pictures(folder: Path, tree: Path, *, draw: bool) -> None:
    from xltargets.dev import pictures

    if not (folder / pictures.WORKBOOKS).is_dir():
        shutil.copytree(tree / pictures.WORKBOOKS, folder / pictures.WORKBOOKS, ignore=shutil.ignore_patterns("*.png"))
    pictures.make(folder, tree, draw=draw)


def make(folder: Path, tree: Path, parts: Sequence[str], jobs: int, *, draw: bool) -> None:
    """Make the parts in the folder; a picture that is up to date is copied from the tree."""
    steps: dict[str, Callable[[], None]] = {
        "frozen": lambda: _frozen(folder),
        "docs": lambda: _pages(folder),
        "drawings": lambda: _drawings(folder),
        "hooks": lambda: _hooks(folder),
        "udfs": lambda: _add_ins(folder),
        "workbooks": lambda: _workbooks(folder, jobs),
        "pictures": lambda: _pictures(folder, tree, draw=draw),
    }
    for part, step in steps.items():
        if part in parts:
            step()


def main(folder: str, tree: str, parts: str, jobs: str, draw: str = "") -> int:
    """One sentence where a program is missing, and exit status 2."""
    from xltargets.addin.excel.xlam import CannotBuild
    from xltargets.addin.libreoffice.oxt import NoTypes
    from xltargets.samples.previews import CannotDraw

    try:
        make(Path(folder), Path(tree), parts.split(","), int(jobs), draw=bool(draw))
    except (CannotBuild, CannotDraw, NoTypes) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
