"""A formula's tree as a Python function over a column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.functions import OMITTED
from xltargets.workbooks.program import arrays, conditions, dates, lookups, products, scalars, totals
from xltargets.workbooks.program.natives import COUNTED, SIMPLE
from xltargets.workbooks.program.signals import Pending, Unsupported, Unsure
from xltargets.workbooks.program.specials import SPECIAL
from xltargets.workbooks.program.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.workbooks.program.parsing import Node

WAITS = object()
"""Stands for the result of a row that waits for a call."""


def single(found: Any) -> Any:
    """What a call gives where only a single value can stand."""
    if found.__class__ is list:
        raise Unsure
    return found


def shared(held: dict[int, Any], number: int, make: Callable[[], Any]) -> Any:
    """A part that stands in a formula several times, worked out once."""
    if number not in held:
        held[number] = make()
    return held[number]


class ByRow(dict[int, Any]):
    """What depends on nothing but the row, worked out when a row first asks for it."""

    def __init__(self, make: Callable[[int], Any]) -> None:
        """`make` works it out."""
        super().__init__()
        self._make = make

    def __missing__(self, row: int) -> Any:
        found = self[row] = self._make(row)
        return found


def unsure() -> Any:
    """Leave a value to the engine."""
    raise Unsure


_SCOPE: dict[str, Any] = {
    **{
        name: getattr(scalars, name) for name in ("add", "sub", "mul", "div", "neg", "eq", "ne", "lt", "le", "gt", "ge")
    },
    **{name: getattr(scalars, name) for name in ("concat", "truth", "and_", "or_", "not_", "choice", "is_number")},
    "not_there": scalars.not_there,
    **{name: getattr(scalars, name) for name in ("round_", "int_", "abs_", "mod")},
    **{
        name: getattr(dates, name)
        for name in ("edate", "eomonth", "year", "month", "day", "date", "networkdays", "networkdays_intl")
    },
    **{name: getattr(conditions, name) for name in ("countifs", "sumifs", "averageif", "is_", "by", "written")},
    **{name: getattr(lookups, name) for name in ("index", "index_of_two", "index_in", "row_of", "span", "match")},
    **{name: getattr(lookups, name) for name in ("match_sorted", "first_equal", "rank", "small")},
    **{name: getattr(totals, name) for name in ("sum_", "max_", "min_", "average", "count", "subtotal", "correl")},
    **{name: getattr(totals, name) for name in ("cell", "given", "sumproduct", "maxproduct")},
    **{name: getattr(products, name) for name in ("plain", "sum_where", "max_where")},
    **{name: getattr(arrays, name) for name in ("rows_of", "spread", "transposed", "mmult", "made_array")},
    "ByRow": ByRow,
    "E": CellError,
    "OMITTED": OMITTED,
    "Pending": Pending,
    "WAITS": WAITS,
    "shared": shared,
    "single": single,
    "unsure": unsure,
}


@dataclass(frozen=True, slots=True)
class Code:
    """A formula ready to run: `run(rows, own, slots, values, calls)` gives the results of the rows."""

    run: Callable[..., list[Any]]
    own: tuple[int, ...]
    """The slots that differ by row, in the order that it takes them."""
    differs: bool
    """Whether it may give another result in another row."""


@lru_cache(maxsize=4096)
def code_of(root: Node, spills: bool = False) -> Code | None:
    """Write a formula out; None for one that columns do not work out. `spills` allows a result of many cells."""
    writer = Writer(root, spills, SPECIAL)
    try:
        body = writer.any(root) if spills else writer.whole(root)
    except (Unsupported, RecursionError):
        return None
    own = tuple(sorted(writer.own))
    pairs = ["r", *(f"o{slot}" for slot in own)]
    lists = ["rows", *(f"own[{place}]" for place in range(len(own)))]
    lines = [f"    s{slot} = slots[{slot}]" for slot in sorted(writer.fixed)]
    lines += [f"    p{slot} = values[{slot}]" for slot in sorted(writer.used_values)]
    lines += writer.once
    source = "\n".join(
        [
            "def run(rows, own, slots, values, calls):",
            "    found = []",
            "    keep = found.append",
            "    result, at_once = calls.result, calls.at_once",
            *(["    held = {}"] if spills else []),
            *lines,
            f"    for {', '.join(pairs)} in zip({', '.join(lists)}):" if own else "    for r in rows:",
            "        try:",
            f"            keep({body})",
            "        except Pending:",
            "            keep(WAITS)",
            "    return found",
        ]
    )
    scope: dict[str, Callable[..., list[Any]]] = {}
    try:
        exec(compile(source, "<formula>", "exec"), _SCOPE, scope)  # noqa: S102  (written here, of names and numbers only)
    except (SyntaxError, RecursionError, MemoryError):
        return None  # nested deeper than Python reads
    return Code(scope["run"], own, writer.differs(root))


KNOWN = SIMPLE.keys() | COUNTED.keys() | SPECIAL.keys() | {"TRANSPOSE", "MMULT", "TRUE", "FALSE"}
"""The spreadsheet functions that columns work out."""
