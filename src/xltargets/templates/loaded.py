"""How the sheet Loaded names what a refresh filled, so that formats and programs find a figure's line there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.templates.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.templates.schema import Column, Sheet, Template

TABLE = "loaded"
LINES = 500
"""As many lines of the sheet are looked at by conditional formats."""


def figure_name(template: Template, column: Column, translate: Callable[[str], str] = lambda label: label) -> str:
    """A column or field by its sheet: `Review, Actual`. It is what a refresh knows the lines of Loaded by."""
    return f"{translate(sheet_of(template, column).title)}, {translate(column.label)}"


def sheet_of(template: Template, column: Column) -> Sheet:
    """The sheet that a column or field stands on."""
    return next(
        one for one in template.sheets if any(getattr(block, "name", "") == column.table for block in one.blocks)
    )


def as_loaded(column: Column, cell: str) -> str:
    """A formula for what a cell holds as the sheet Loaded words it."""
    pattern = {Kind.MONTH: "yyyy-mm", Kind.DATE: "yyyy-mm-dd"}.get(column.kind)
    return f'{cell}&""' if pattern is None else f'TEXT({cell},"{pattern}")'
