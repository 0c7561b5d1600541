"""What an input cell accepts: drop-downs, limits, the message when it is entered and the alert when it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.templates.schema import Kind, _
from xltargets.units.days import EARLIEST, LATEST
from xltargets.workbooks.formulas import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.building.placing import Plan
    from xltargets.templates.schema import Column

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255


def validation_of(column: Column, plan: Plan, translate: Callable[[str], str]) -> dict[str, Any]:
    """The data validation of an input column, for XlsxWriter."""
    rule = _limits(column, plan, translate)
    rule["input_title"] = translate(column.label)[:LONGEST_TITLE]
    if column.help:
        rule["input_message"] = translate(column.help)[:LONGEST_MESSAGE]
    if rule["validate"] != "any":
        rule["error_title"] = translate(column.label)[:LONGEST_TITLE]
        rule["error_message"] = _alert(column, translate)[:LONGEST_MESSAGE]
    return rule


def _limits(column: Column, plan: Plan, translate: Callable[[str], str]) -> dict[str, Any]:
    if column.choices is not None:
        return {"validate": "list", "source": [translate(label) for _code, label in column.choices.labels]}
    source = column.references or column.offered
    if isinstance(source, tuple):
        return {"validate": "list", "source": list(source), "error_type": "warning"}
    if source is not None:
        sheet, area = plan.column_area(source)
        corners = [f"${letters}${digits}" for letters, digits in map(_split, str(area).split(":"))]
        return {"validate": "list", "source": f"={quoted(sheet)}{':'.join(corners)}", "error_type": "warning"}
    bounds = bounds_of(column)
    if bounds is None:
        return {"validate": "any"}
    kind = {Kind.DATE: "date", Kind.MONTH: "date", Kind.COUNT: "integer"}.get(column.kind, "decimal")
    return {"validate": kind, "criteria": "between", "minimum": bounds[0], "maximum": bounds[1]}


def bounds_of(column: Column) -> tuple[Any, Any] | None:
    """The least and the greatest value of a column of dates or numbers."""
    if column.kind in (Kind.DATE, Kind.MONTH):
        return EARLIEST, LATEST
    if column.kind in (Kind.NUMBER, Kind.AMOUNT, Kind.RATIO, Kind.COUNT):
        least = -1e15 if column.minimum is None else column.minimum
        most = 1e15 if column.maximum is None else column.maximum
        return least, most
    return None


def _split(cell: str) -> tuple[str, str]:
    letters = cell.rstrip("0123456789")
    return letters, cell[len(letters) :]


def _alert(column: Column, translate: Callable[[str], str]) -> str:
    if column.offered is not None:
        return translate(_("It is not in the list yet. Keep it if you mean it; then add it to the list, too."))
    if column.choices is not None or column.references is not None:
        return translate(_("Choose one from the list."))
    if column.kind in (Kind.DATE, Kind.MONTH):
        return translate(_("Enter a date, for example 2026-09-30."))
    if column.minimum is not None and column.maximum is not None:
        text = translate(_("Enter a number from {least} to {most}."))
        return text.format(least=f"{column.minimum:g}", most=f"{column.maximum:g}")
    if column.minimum is not None:
        return translate(_("Enter a number of {least} or more.")).format(least=f"{column.minimum:g}")
    return translate(_("Enter a number."))
