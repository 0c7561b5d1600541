"""Writing the tree of a formula as a Python expression.

What does not depend on the row is worked out once, when a row first needs it; what a condition leaves out is never
worked out.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from xltargets.calc.contract import Layout
from xltargets.functions import FUNCTIONS
from xltargets.functions.help import EXPLAIN
from xltargets.workbooks.program.calls import each_of
from xltargets.workbooks.program.elementwise import is_array, written_array
from xltargets.workbooks.program.natives import COUNTED, SIMPLE
from xltargets.workbooks.program.signals import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xltargets.workbooks.program.parsing import Node

    Special = Callable[["Writer", Node], str]
    """Writes a call of one function."""

_OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "div", "neg": "neg", "&": "concat"}
_COMPARED = {"=": "eq", "<>": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_IN_PYTHON = {sign: {"=": "==", "<>": "!="}.get(sign, sign) for sign in _COMPARED}
_SPREAD = {sign: name for sign, name in (_OPERATORS | _COMPARED).items() if sign not in ("neg", "&")}
_TRUTHS = frozenset(["AND", "OR", "NOT", "ISNUMBER"])


class Writer:
    """Writes one formula."""

    def __init__(self, root: Node, spills: bool, specials: Mapping[str, Special]) -> None:
        """`spills` allows a result of many cells; `specials` write the functions that go their own ways."""
        self._specials = specials
        self.spills = spills
        self.own: set[int] = set()
        self.fixed: set[int] = set()
        self.used_values: set[int] = set()
        self.once: list[str] = []
        """Lines that make what is worked out once."""
        self._differs: dict[Node, bool] = {}
        self._known_once: dict[tuple[str, Node], str] = {}
        self._known_by_row: dict[Node, str] = {}
        self._names = 0
        self._arrays: dict[Node, int] = {}
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
        if node[0] in ("op", "call") and len(node) > 2 and self._is_of_row(node):
            return self._by_row(node)
        return self._once("scalar", node, self._scalar)

    def _is_of_row(self, node: Node) -> bool:
        """Whether it is reckoned from the number of the row and from nothing else that differs, as often in a table."""
        return self.differs(node) and self._is_of_places(node)

    def _is_of_places(self, node: Node) -> bool:
        if node[0] == "op":
            return node[1] in ("+", "-", "*", "/") and all(map(self._is_of_places, node[2:]))
        if node[0] == "call":
            if node[1] == "ROW":
                return len(node) == 2 or node[2][:2] == ("ref", "range")
            return node[1] in ("INT", "MOD") and all(map(self._is_of_places, node[2:]))
        return node[0] == "constant" and node[1].__class__ is float

    def _by_row(self, node: Node) -> str:
        """Such a node is worked out once for each row, when it first stands in a part that the row needs."""
        if node not in self._known_by_row:
            body, held = self._scalar(node), self.name("m")
            self.once.append(f"    {held} = ByRow(lambda r: {body})")
            self._known_by_row[node] = f"{held}[r]"
        return self._known_by_row[node]

    def range(self, node: Node) -> str:
        """A node that is a range of cells, or an error in its place."""
        if node[0] == "ref":
            if node[1] == "name":  # which may be one of many cells
                return f"slots.range({node[2]})"
            if node[1] not in ("range", "line"):
                raise Unsupported
            return self.slot(node)
        if node[0] == "array":
            return self.value(node)
        return self._once("range", node, self._range)

    def any(self, node: Node, *, or_matrix: bool = False) -> str:
        """A node as an argument of our functions, or as the result of a formula that spills; `or_matrix`: as a part."""
        if node[0] == "omitted":
            return "OMITTED"
        if self.is_range(node):
            return self.range(node)
        if is_array(self, node):
            return written_array(self, node)
        if node[0] == "call" and node[1] in FUNCTIONS:
            return self._once("any", node, self.call)
        if node[0] == "call" and node[1] == "IF" and len(node) == 5:
            return self.if_(node, self.any)
        try:
            return self.scalar(node)
        except Unsupported:
            if self.spills:
                return self._array(node) if or_matrix else f"rows_of({self._array(node)})"
            if node[0] == "op":
                return "unsure()"
            raise

    def _array(self, node: Node) -> str:
        """Arithmetic of whole arrays, in a formula that spills; what stands there twice is worked out once."""
        part = partial(self.any, or_matrix=True)
        if node[0] == "op" and node[1] in _SPREAD:
            code = f"spread({_SPREAD[node[1]]}, {part(node[2])}, {part(node[3])})"
        elif node[:2] == ("call", "ROUND") and len(node) == 4:
            code = f"spread(round_, {part(node[2])}, {part(node[3])})"
        elif node[:2] == ("call", "MMULT") and len(node) == 4:
            code = f"mmult({part(node[2])}, {part(node[3])})"
        elif node[:2] == ("call", "TRANSPOSE") and len(node) == 3:
            code = f"transposed({part(node[2])})"
        else:
            raise Unsupported
        number = self._arrays.setdefault(node, len(self._arrays))
        return f"shared(held, {number}, lambda: {code})"

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
        if node[3][0] == "constant" and node[3][1].__class__ is float:
            held, bound = self.name("t"), parts[1]
            quick, safe = f"{held} {_IN_PYTHON[sign]} {bound}", f"{_COMPARED[sign]}({held}, {bound})"
            return f"({quick} if ({held} := {parts[0]}).__class__ is float else {safe})"
        return f"{_COMPARED[sign]}({', '.join(parts)})"

    def is_truth(self, node: Node) -> bool:
        """Whether it gives a truth value or an error, and nothing else."""
        if node[0] == "op":
            return node[1] in _COMPARED
        return node[0] == "truth" or (node[0] == "call" and node[1] in _TRUTHS)

    def call(self, node: Node) -> str:
        """A call of one of our functions, whatever the shape of its result."""
        if node[1] == EXPLAIN:
            raise Unsupported  # it works out another formula among the same cells
        made = "at_once" if self._in_once else "result"
        return f'{made}("{node[1]}"{"".join(", " + self.any(one) for one in node[2:])})'

    def _single(self, node: Node) -> str:
        """A call that gives a single value."""
        layout = FUNCTIONS[node[1]].contract.result.layout
        if layout is Layout.ONE:
            return self.call(node)
        if layout is not Layout.EACH or any(
            self.is_range(node[place + 2]) for place in each_of(node[1]) if place + 2 < len(node)
        ):
            raise Unsupported
        return f"single({self.call(node)})"

    def if_(self, node: Node, branch: Callable[[Node], str]) -> str:
        """IF, its branches written by `branch`."""
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
        special = self._specials.get(name)
        if special is None:
            raise Unsupported
        return special(self, node)

    def summed(self, node: Node) -> str:
        """An argument of SUM and its kind: a range, a cell, or a value."""
        if self.is_range(node):
            return self.range(node)
        if node[0] == "constant" and node[1].__class__ is float:
            return repr(node[1])
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
