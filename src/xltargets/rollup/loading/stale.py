"""Whether what was loaded into a workbook is still what its owners say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.loading.interface import Given
from xltargets.rollup.loading.registry import loaders_of
from xltargets.spine.loaded import fingerprint
from xltargets.templates import TEMPLATES
from xltargets.templates.loaded import TABLE, figure_name
from xltargets.views.showing import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xltargets.rollup.extraction import Extract
    from xltargets.rollup.loading.interface import Item, Loader
    from xltargets.templates.schema import Column

STALE = N_(
    "{count} loaded {count:figure differs|figures differ} from where {count:it comes|they come} from; {figure}: "
    "{loaded} here, {now} there; refresh it"
)
CHANGED = N_("{figure} is not what it is where it comes from any more; refresh it")


def stale_in(own: Extract, others: Mapping[str, Extract], now: float) -> list[Phrase]:
    """What to say of a workbook whose loaded figures are old; nothing of figures that were never loaded."""
    lines = {
        (str(row.values.get("figure") or ""), str(row.values.get("row") or "")): _text(row.values.get("value"))
        for row in own.rows.get(TABLE, ())
    }
    if not lines:
        return []
    found = []
    single: list[tuple[str, str, str]] = []
    for loader in loaders_of(own.template):
        loaded = loader.load(Given(own, others, now))
        if loaded.missing or loaded.own or loaded.stays:
            continue
        for key, value, is_whole in _figures(own, loader, loaded.items):
            if key not in lines or lines[key] == value:
                continue
            if is_whole:
                found.append(Phrase(CHANGED, figure=key[0]))
            else:
                single.append((" ".join(key).strip(), lines[key], value))
    if single:
        figure, was, new = single[0]
        found.append(Phrase(STALE, count=len(single), figure=figure, loaded=was, now=new))
    return found


def _figures(own: Extract, loader: Loader, items: list[Item]) -> Iterator[tuple[tuple[str, str], str, bool]]:
    """Each figure as the sheet Loaded would have it now: key, value, and whether it is a whole table."""
    template = TEMPLATES[own.template]
    declared = template.tables[loader.table]
    translate = own.translate
    columns: dict[str, Column] = {column.identifier: column for column in declared.columns}
    if loader.table in own.rows and all(column.loaded for column in declared.columns):
        rows = [dict(item.values) for item in items]
        yield (translate(declared.title), ""), fingerprint(list(columns.values()), rows), True
        return
    names = {
        row.number: " / ".join(written(columns[key], value) for key, value in row.values.items() if columns[key].key)
        for row in own.rows.get(loader.table, ())
    }
    for item in items:
        for identifier, value in item.values.items():
            column = columns[identifier]
            row = "" if item.row is None else names.get(item.row, "")
            yield (figure_name(template, column, translate), row), written(column, value), False


def _text(value: object) -> str:
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
