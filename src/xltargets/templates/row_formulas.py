"""Formulas of a row in an Excel table, in which no result can spill."""

from __future__ import annotations


def own_row(result: str, table: str, key: str = "month") -> str:
    """The element of a spilled result that belongs to this row: a spill cannot live inside an Excel table."""
    return f"INDEX({result},{row_number(table, key)})"


def row_number(table: str, key: str = "month") -> str:
    """The number of this row in its table. One header cell, because LibreOffice takes no row of several."""
    return f"ROW()-ROW({table}[[#Headers],[{key}]])"
