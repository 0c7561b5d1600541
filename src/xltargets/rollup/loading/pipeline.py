"""The open pipeline of a CRM log that is to close within the year."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from xltargets.rollup.admission import LOG
from xltargets.rollup.loading.interface import Given, Item, Loaded, Source
from xltargets.rollup.year_kinds import year_of

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract, Row

OPEN = ("Open", "Slipping")


def year_end(extract: Extract) -> float | None:
    """The last day of a workbook's year."""
    year = year_of(extract)
    return None if year is None else year.end


def open_deals(log: Extract, until: float | None) -> list[Row]:
    """Deals that are neither won nor lost and should close by a day; one without such a day is in no year."""
    return [
        row
        for row in log.rows["opportunities"]
        if row.values.get("state") in OPEN and _is_until(row.values.get("expected"), until)
    ]


def _is_until(day: object, until: float | None) -> bool:
    return isinstance(day, float) and until is not None and day <= until


def load_pipeline(given: Given) -> Loaded:
    """The pipeline in full, and each deal by its probability."""
    log = given.others.get(LOG)
    if log is None:
        return Loaded(missing=(LOG,))
    deals = open_deals(log, year_end(given.own))
    items = []
    for key, column in (("pipeline", "open"), ("weighted", "weighted")):
        amounts = [row.values.get(column) for row in deals]
        total = fsum(one for one in amounts if isinstance(one, float))
        items.append(Item({key: total}, source_of(log, "opportunities", column, deals)))
    return Loaded(items)


def source_of(extract: Extract, table: str, column: str, rows: list[Row]) -> Source:
    """The cells of some rows, or the table's sheet where there is none to add up."""
    if rows:
        return Source.rows(extract, table, column, rows)
    every = extract.rows[table]
    return Source(extract.file, every[0].sheet if every else table)
