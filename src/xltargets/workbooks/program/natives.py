"""The spreadsheet functions that columns work out by themselves, and what each is written as."""

from __future__ import annotations

from typing import Final

SIMPLE: Final[dict[str, tuple[str, int, int]]] = {
    "AND": ("and_", 1, 30),
    "OR": ("or_", 1, 30),
    "NOT": ("not_", 1, 1),
    "ISNUMBER": ("is_number", 1, 1),
    "ROUND": ("round_", 2, 2),
    "INT": ("int_", 1, 1),
    "ABS": ("abs_", 1, 1),
    "MOD": ("mod", 2, 2),
    "EDATE": ("edate", 2, 2),
    "EOMONTH": ("eomonth", 2, 2),
    "YEAR": ("year", 1, 1),
    "MONTH": ("month", 1, 1),
    "DAY": ("day", 1, 1),
    "DATE": ("date", 3, 3),
    "NA": ("not_there", 0, 0),
}
"""Of single values: the function here, and how many arguments it takes."""

COUNTED: Final = {"SUM": "sum_", "MAX": "max_", "MIN": "min_", "AVERAGE": "average", "COUNT": "count"}
"""Of any ranges and values."""
