"""How far a collection is, as a text or as a page: self-contained HTML without any script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, fill
from xltargets.reporting.pages import in_the_page, template
from xltargets.templates import TEMPLATES
from xltargets.validation.finding import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.errors import Translate

_COUNTED = N_("{files} {files:workbook|workbooks}: {accepted} accepted, {refused} refused, {waiting} waiting.")
_NOT_THERE = N_("Not handed in: {count}.")
SHOWN = 20
"""Lines of each kind in the text; the rest is counted. The page has all."""


def told(status: Any, run: str, translate: Translate) -> Iterator[str]:
    """The lines of the text."""
    yield _counted(status, translate)
    yield translate(run)
    for title, kind in ((N_("refused"), "refused"), (N_("waiting"), "waiting")):
        lines = [one_line(f"{one.path}  {one.first}".rstrip()) for one in status.of(kind)]
        yield from _some(translate(title).capitalize(), lines, translate)
    if status.missing is not None:
        yield fill(_NOT_THERE, {"count": len(status.missing)}, translate)
        lines = [one_line(f"{unit}: {translate(TEMPLATES[kind].title)}") for unit, kind in status.missing]
        yield from _some("", lines, translate)


def _counted(status: Any, translate: Translate) -> str:
    counts = {key: status.counts[key] for key in ("accepted", "refused", "waiting")}
    return fill(_COUNTED, {"files": len(status.files), **counts}, translate)


def _some(title: str, lines: list[str], translate: Translate) -> Iterator[str]:
    if lines and title:
        yield fill(N_("{title}:"), {"title": title}, translate)
    yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        more = fill(N_("and {count} more"), {"count": len(lines) - SHOWN}, translate)
        yield f"  {more}"


def render_standing(status: Any, run: str, language: str, translate: Translate) -> str:
    """Fill the page. Whatever comes from a workbook is escaped."""
    own: dict[str, Any] = {**in_the_page(style="statement.css")}
    titles = {key: translate(one.title) for key, one in TEMPLATES.items()}
    page = template("standing.html.j2")
    own |= {"counted": _counted(status, translate), "run": translate(run), "kinds": titles, "line": one_line}
    return page.render(_=translate, s=status, language=language, **own)
