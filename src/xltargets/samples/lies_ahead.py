"""What a refresh would bring into the sample plan and scorecard from the sample CRM log and risk register."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from xltargets.building.builder import build
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.rollup.loading.interface import Given
from xltargets.rollup.loading.pipeline import load_pipeline
from xltargets.rollup.loading.review import load_risks
from xltargets.samples import sample
from xltargets.samples.companies import YEAR_START
from xltargets.samples.sales import AS_OF
from xltargets.templates import TEMPLATES
from xltargets.templates.loaded import figure_name
from xltargets.units.days import serial_of
from xltargets.views.showing import written
from xltargets.views.view import View
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from xltargets.rollup.loading.interface import Item
    from xltargets.samples.companies import Company
    from xltargets.templates.schema import Column

KINDS = ("crm-log", "risk-register")


@cache
def _items(company: Company) -> tuple[Item, ...]:
    """The figures with their cells, from workbooks with English labels: places are the same in all languages."""
    others = {}
    with TemporaryDirectory(prefix="xltargets-sample-") as folder:
        for kind in KINDS:
            path = Path(folder) / f"{kind}-sample.xlsx"
            build(TEMPLATES[kind], path, sample(kind, company))
            others[kind] = extract_view(View.of(read(path)), path.name)
    own = Extract("", "target-plan", "en", {"settings.year_start": float(serial_of(YEAR_START))}, {}, {})
    given = Given(own, others, float(serial_of(AS_OF)))
    return tuple(load_pipeline(given).items + load_risks(given).items)


def form(template: str, name: str, company: Company) -> dict[str, Any]:
    """Those fields of a form that a refresh fills."""
    columns = _columns(template, name)
    return {key: value for item in _items(company) for key, value in item.values.items() if key in columns}


def lines(template: str, name: str, company: Company) -> list[dict[str, Any]]:
    """The lines of the sheet Loaded that say where they come from."""
    columns = _columns(template, name)
    found = []
    for item in _items(company):
        sheet, _mark, cells = item.source.cells.partition("!")
        for key, value in item.values.items():
            if key in columns:
                found.append(
                    {
                        "figure": figure_name(TEMPLATES[template], columns[key], company.translate),
                        "value": written(columns[key], value),
                        "file": item.source.file,
                        "cells": f"{company.translate(sheet)}!{cells}",
                        "day": AS_OF,
                    }
                )
    return found


def _columns(template: str, name: str) -> dict[str, Column]:
    return {column.identifier: column for column in TEMPLATES[template].tables[name].columns if column.loaded}
