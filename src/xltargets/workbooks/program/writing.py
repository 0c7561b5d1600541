"""A formula's tree as a Python function over a column.

What does not depend on the row is worked out once, when a row first needs it; what a condition leaves out is never
worked out. SUMPRODUCT becomes a function of the elements of its ranges, with the conditions by which they are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xltargets.calc.contract import Layout
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS, OMITTED
from xltargets.workbooks.program import arrays, conditions, dates, lookups, products, scalars, totals
from xltargets.workbooks.program.calls import each_of
from xltargets.workbooks.program.elementwise import written_product
from xltargets.workbooks.program.natives import COUNTED, SIMPLE
from xltargets.workbooks.program.signals import VALUE, Pending, Unsure, Unsupported

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


def unsure() -> Any:
    """Leave a value to the engine."""
    raise Unsure


_SCOPE: dict[str, Any] = {
    **{name: getattr(scalars, name) for name in ("add", "sub", "mul", "div", "neg", "eq", "ne", "lt", "le", "gt", "ge")},
    **{name: getattr(scalars, name) for name in ("concat", "truth", "and_", "or_", "not_", "choice", "is_number")},
    **{name: getattr(scalars, name) for name in ("round_", "int_", "abs_", "mod")},
    **{name: getattr(dates, name) for name in ("edate", "eomonth", "year", "month", "date")},
    **{name: getattr(conditions, name) for name in ("countifs", "sumifs", "averageif", "is_", "by", "written")},
    **{name: getattr(lookups, name) for name in ("index", "index_of_two", "index_in", "row_of", "span", "match")},
    **{name: getattr(lookups, name) for name in ("match_sorted", "first_equal", "rank", "small")},
    **{name: getattr(totals, name) for name in ("sum_", "max_", "min_", "average", "count", "subtotal", "correl")},
    **{name: getattr(totals, name) for name in ("cell", "given", "sumproduct", "maxproduct")},
    **{name: getattr(products, name) for name in ("plain", "sum_where", "max_where")},
    **{name: getattr(arrays, name) for name in ("spread", "transposed")},
    "E": CellError,
    "OMITTED": OMITTED,
    "Pending": Pending,
    "VALUE": VALUE,
    "WAITS": WAITS,
    "single": single,
    "unsure": unsure,
}
_OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "div", "neg": "neg", "&": "concat"}
_COMPARED = {"=": "eq", "<>": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_TRUTHS = frozenset(["AND", "OR", "NOT", "ISNUMBER"])


@dataclass(frozen=True, slots=True)
class Code:
    """A formula ready to run: `run(rows, own, slots, values, calls)` gives the results of the rows."""

    run: Callable[..., list[Any]]
    own: tuple[int, ...]
    """The slots that differ by row, in the order that it takes them."""
    differs: bool
    """Whether it may give another result in another row."""


@lru_cache(maxsize=8192)
def code_of(root: Node, spills: bool = False) -> Code | None:
    """Write a formula out; None for one that columns do not work out. `spills` allows a result of many cells."""
    writer = _Writer(root, spills)
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
            *lines,
            f"    for {', '.join(pairs)} in zip({', '.join(lists)}):" if own else "    for r in rows:",
            "        try:",
            f"            keep({body})",
            "        except Pending:",
            "            keep(WAITS)",
            "    return found",
        ]
    )
    scope = dict(_SCOPE)
    try:
        exec(compile(source, "<formula>", "exec"), scope)  # noqa: S102  (written here, of names and numbers only)
    except (SyntaxError, RecursionError, MemoryError):
        return None  # nested deeper than Python reads
    return Code(scope["run"], own, writer.differs(root))


class _Writer:
    """Writes one formula."""

    def __init__(self, root: Node, spills: bool) -> None:
        self.spills = spills
        self.own: set[int] = set()
        self.fixed: set[int] = set()
        self.used_values: set[int] = set()
        self.once: list[str] = []
        """Lines that make what is worked out once."""
        self._differs: dict[Node, bool] = {}
        self._known_once: dict[tuple[str, Node], str] = {}
        self._names = 0
        self._in_once = not self.differs(root)

    def name(self, letter: str) -> str:
        """A fresh name."""
        self._names += 1
        return f"{letter}{self._names}"

    def differs(self, node: Node) -> bool:
        """Whether it may be another thing in another row."""
        found = self._differs.get(node)
        if found is None:
            if node[0] == "ref":
                found = node[1] in ("own", "line")
            elif node[0] in ("op", "call", "span"):
                parts = [one for one in node[1:] if one.__class__ is tuple]
                found = node == ("call", "ROW") or any(self.differs(one) for one in parts)
            else:
                found = False
            self._differs[node] = found
        return found

    def whole(self, node: Node) -> str:
        """The formula of a cell that does not spill: of many results, it shows the first."""
        if node[0] == "call" and node[1] in FUNCTIONS and FUNCTIONS[node[1]].contract.result.layout is not Layout.ONE:
            return f"index_in({self.call(node)}, 1.0, 1.0)"
        return self.scalar(node)

    # What a node is written as: a single value, a range, or whatever a function takes.

    def scalar(self, node: Node) -> str:
        """A node that is a single value."""
        return self._once("scalar", node, self._scalar)

    def range(self, node: Node) -> str:
        """A node that is a range of cells, or an error in its place."""
        if node[0] == "ref":
            if node[1] not in ("range", "line"):
                raise Unsupported
            return self.slot(node)
        if node[0] == "array":
            return self.value(node)
        return self._once("range", node, self._range)

    def any(self, node: Node) -> str:
        """A node as an argument of our functions, or as the result of a formula that spills."""
        if node[0] == "omitted":
            return "OMITTED"
        if self.is_range(node):
            return self.range(node)
        if node[0] == "call" and node[1] in FUNCTIONS:
            return self._once("any", node, self.call)
        if node[0] == "call" and node[1] == "IF" and len(node) == 5:
            return self._if(node, self.any)
        try:
            return self.scalar(node)
        except Unsupported:
            if self.spills and node[:2] == ("call", "TRANSPOSE") and len(node) == 3:
                return f"transposed({self.any(node[2])})"
            if self.spills and node[0] == "op" and node[1] in ("+", "-", "*", "/"):
                return f"spread({_OPERATORS[node[1]]}, {self.any(node[2])}, {self.any(node[3])})"
            if node[0] == "op":
                return "unsure()"
            raise

    def _once(self, how: str, node: Node, write: Callable[[Node], str]) -> str:
        """What is the same in every row is worked out when the first row asks for it."""
        if self._in_once or node[0] not in ("op", "call", "span") or self.differs(node):
            return write(node)
        if (how, node) not in self._known_once:
            self._in_once = True
            try:
                body = write(node)
            finally:
                self._in_once = False
            held, make = self.name("k"), self.name("f")
            self.once += [f"    {held} = []", f"    def {make}():", f"        {held}.append({body})"]
            self.once.append(f"        return {held}[0]")
            self._known_once[how, node] = f"({held}[0] if {held} else {make}())"
        return self._known_once[how, node]

    def slot(self, node: Node) -> str:
        """A reference."""
        if node[1] in ("own", "line"):
            self.own.add(node[2])
            return f"o{node[2]}"
        self.fixed.add(node[2])
        return f"s{node[2]}"

    def value(self, node: Node) -> str:
        """A number, text or array of the formula."""
        self.used_values.add(node[1])
        return f"p{node[1]}"

    def is_range(self, node: Node) -> bool:
        """Whether a node is a range of cells, whatever they hold."""
        if node[0] == "ref":
            return node[1] in ("range", "line")
        if node[0] == "call" and node[1] == "INDEX":
            return len(node) == 5 and node[4] == ("constant", 0.0) and self.is_range(node[2])
        return node[0] in ("array", "span")

    def _range(self, node: Node) -> str:
        if node[0] == "span":
            return self._span(node[1], node[2])
        if self.is_range(node):
            return f"row_of({self.range(node[2])}, {self.scalar(node[3])})"
        raise Unsupported

    def _span(self, one: Node, other: Node) -> str:
        """From a cell of a column to one of the same or of another column of the table, which a slot joins."""
        for node in (one, other):
            if node[:2] != ("call", "INDEX") or len(node) != 4 or node[2][:2] != ("ref", "range"):
                raise Unsupported
        first, last = one[2][2], other[2][2]
        if first == last:
            joined = self.slot(one[2])
        else:
            self.fixed |= {first, last}
            joined = f"slots.joined({first}, {last})"
        return f"span({joined}, {self.scalar(one[3])}, {self.scalar(other[3])})"

    def _scalar(self, node: Node) -> str:
        what = node[0]
        if what in ("constant", "truth"):
            return repr(node[1])
        if what in ("number", "text"):
            return self.value(node)
        if what == "ref":
            if node[1] in ("range", "line"):
                raise Unsupported
            return self.slot(node)
        if what == "op":
            return self.operation(node[1], [self.scalar(one) for one in node[2:]], node)
        if what == "call":
            if node[1] in FUNCTIONS:
                return self._single(node)
            return self._native(node)
        raise Unsupported

    def operation(self, sign: str, parts: list[str], node: Node) -> str:
        """An operator between parts that are written already."""
        if sign in _OPERATORS:
            return f"{_OPERATORS[sign]}({', '.join(parts)})"
        if sign in ("=", "<>") and ("constant", "") in node[2:]:
            other = parts[node[2:].index(("constant", "")) - 1]
            held = self.name("t")
            empty = f'{held} is None or {held} == ""'
            if sign == "<>":
                empty = f"not ({empty})"
            return f"({held} if ({held} := {other}).__class__ is E else {empty})"
        return f"{_COMPARED[sign]}({', '.join(parts)})"

    def is_truth(self, node: Node) -> bool:
        """Whether it gives a truth value or an error, and nothing else."""
        if node[0] == "op":
            return node[1] in _COMPARED
        return node[0] == "truth" or (node[0] == "call" and node[1] in _TRUTHS)

    def call(self, node: Node) -> str:
        """A call of one of our functions, whatever the shape of its result."""
        made = "at_once" if self._in_once else "result"
        return f'{made}("{node[1]}"{"".join(", " + self.any(one) for one in node[2:])})'

    def _single(self, node: Node) -> str:
        """A call that gives a single value."""
        layout = FUNCTIONS[node[1]].contract.result.layout
        if layout is Layout.ONE:
            return self.call(node)
        if layout is not Layout.EACH or any(self.is_range(node[place + 2]) for place in each_of(node[1]) if place + 2 < len(node)):
            raise Unsupported
        return f"single({self.call(node)})"

    def _if(self, node: Node, branch: Callable[[Node], str]) -> str:
        condition = self.scalar(node[2])
        if not self.is_truth(node[2]):
            condition = f"truth({condition})"
        otherwise = branch(node[4]) if len(node) == 5 else "False"
        held = self.name("t")
        return f"({branch(node[3])} if ({held} := {condition}) is True else {otherwise} if {held} is False else {held})"

    def _native(self, node: Node) -> str:
        """A call of a spreadsheet's own function."""
        name, arguments = node[1], node[2:]
        if ("omitted",) in arguments:
            raise Unsupported
        if name in SIMPLE:
            written, least, most = SIMPLE[name]
            if not least <= len(arguments) <= most:
                raise Unsupported
            return f"{written}({', '.join(map(self.scalar, arguments))})"
        if name in COUNTED:
            return f"{COUNTED[name]}({', '.join(map(self.summed, arguments))})"
        special = _SPECIAL.get(name)
        if special is None:
            raise Unsupported
        return special(self, node)

    def summed(self, node: Node) -> str:
        """An argument of SUM and its kind: a range, a cell, or a value."""
        if self.is_range(node):
            return self.range(node)
        is_cell = node[0] == "ref" or (node[:2] == ("call", "INDEX") and self.is_range(node[2]))
        return f"{'cell' if is_cell else 'given'}({self.scalar(node)})"

    def pairs(self, arguments: tuple[Node, ...]) -> str:
        """The ranges and criteria of COUNTIFS and its kind."""
        if len(arguments) % 2 or not arguments:
            raise Unsupported
        return ", ".join(
            self.range(one) if place % 2 == 0 else self._criterion(one) for place, one in enumerate(arguments)
        )

    def _criterion(self, node: Node) -> str:
        if node[:2] == ("op", "&") and node[2][0] == "constant" and node[2][1] in (">", "<", ">=", "<="):
            return f"by({node[2][1]!r}, {self.scalar(node[3])})"
        if node[0] == "text" or (node[0] == "constant" and node[1].__class__ is str):
            return f"written({self.scalar(node)})"
        return f"is_({self.scalar(node)})"


def _special_if(writer: _Writer, node: Node) -> str:
    if len(node) not in (4, 5):
        raise Unsupported
    return writer._if(node, writer.scalar)


def _special_iferror(writer: _Writer, node: Node) -> str:
    if len(node) != 4:
        raise Unsupported
    held = writer.name("t")
    return f"({writer.scalar(node[3])} if ({held} := {writer.scalar(node[2])}).__class__ is E else {held})"


def _special_choose(writer: _Writer, node: Node) -> str:
    held, count = writer.name("t"), len(node) - 3
    if count < 1:
        raise Unsupported
    chosen = held
    for place in range(count, 0, -1):
        chosen = f"{writer.scalar(node[place + 2])} if {held} == {place} else {chosen}"
    first = f"{held} if ({held} := choice({writer.scalar(node[2])}, {count})).__class__ is E else "
    return f"({first}{chosen})"


def _special_row(writer: _Writer, node: Node) -> str:
    if len(node) == 2:
        return "float(r)"
    if len(node) != 3 or node[2][:2] != ("ref", "range"):
        raise Unsupported
    return f"slots.top({node[2][2]})"


def _special_rows(writer: _Writer, node: Node) -> str:
    if len(node) != 3 or node[2][:2] != ("ref", "range"):
        raise Unsupported
    return f"float({writer.slot(node[2])}.height)"


def _special_index(writer: _Writer, node: Node) -> str:
    if len(node) not in (4, 5):
        raise Unsupported
    places = ", ".join(writer.scalar(one) for one in node[3:])
    looked_into = node[2]
    if looked_into[0] == "array" or (looked_into[0] == "call" and looked_into[1] in FUNCTIONS):
        return f"index_in({writer.any(looked_into)}, {places})"
    return f"{'index' if len(node) == 4 else 'index_of_two'}({writer.range(looked_into)}, {places})"


def _special_match(writer: _Writer, node: Node) -> str:
    if len(node) != 5:
        raise Unsupported
    value, looked_into, how = node[2:]
    if how == ("constant", 1.0):
        return f"match_sorted({writer.scalar(value)}, {writer.range(looked_into)})"
    if how != ("constant", 0.0):
        raise Unsupported
    if looked_into[:2] == ("call", "INDEX") and len(looked_into) == 4 and looked_into[3] == how:
        condition = looked_into[2]
        if value != ("truth", True) or condition[:2] != ("op", "="):
            raise Unsupported
        ranges, others = condition[2:] if writer.is_range(condition[2]) else condition[:1:-1]
        return f"first_equal({writer.range(ranges)}, {writer.scalar(others)})"
    return f"match({writer.scalar(value)}, {writer.range(looked_into)})"


def _special_with_range(name: str, first: bool, least: int, most: int) -> Callable[[_Writer, Node], str]:
    """A function that takes a range as its first or second argument, and single values besides."""

    def special(writer: _Writer, node: Node) -> str:
        arguments = node[2:]
        if not least <= len(arguments) <= most:
            raise Unsupported
        written = [
            writer.range(one) if place == (0 if first else 1) else writer.scalar(one)
            for place, one in enumerate(arguments)
        ]
        return f"{name}({', '.join(written)})"

    return special


def _special_conditional(name: str, summed: bool) -> Callable[[_Writer, Node], str]:
    def special(writer: _Writer, node: Node) -> str:
        before = f"{writer.range(node[2])}, " if summed else ""
        return f"{name}({before}{writer.pairs(node[2 + summed :])})"

    return special


def _special_of_one(name: str) -> Callable[[_Writer, Node], str]:
    def special(writer: _Writer, node: Node) -> str:
        if len(node) != 4:
            raise Unsupported
        return f"{name}({writer.pairs(node[2:])})"

    return special


def _special_correl(writer: _Writer, node: Node) -> str:
    if len(node) != 4:
        raise Unsupported
    return f"correl({writer.range(node[2])}, {writer.range(node[3])})"


def _special_subtotal(writer: _Writer, node: Node) -> str:
    if len(node) != 4:
        raise Unsupported
    return f"subtotal({writer.scalar(node[2])}, {writer.range(node[3])})"


def _special_sumproduct(writer: _Writer, node: Node) -> str:
    return written_product(writer, node[2:])


_SPECIAL: dict[str, Callable[[_Writer, Node], str]] = {
    "IF": _special_if,
    "IFERROR": _special_iferror,
    "CHOOSE": _special_choose,
    "ROW": _special_row,
    "ROWS": _special_rows,
    "INDEX": _special_index,
    "MATCH": _special_match,
    "RANK": _special_with_range("rank", False, 2, 3),
    "SMALL": _special_with_range("small", True, 2, 2),
    "COUNTIFS": _special_conditional("countifs", False),
    "SUMIFS": _special_conditional("sumifs", True),
    "COUNTIF": _special_of_one("countifs"),
    "AVERAGEIF": _special_of_one("averageif"),
    "CORREL": _special_correl,
    "SUBTOTAL": _special_subtotal,
    "SUMPRODUCT": _special_sumproduct,
}

KNOWN = SIMPLE.keys() | COUNTED.keys() | _SPECIAL.keys() | {"TRANSPOSE", "TRUE", "FALSE"}
"""The spreadsheet functions that columns work out."""
