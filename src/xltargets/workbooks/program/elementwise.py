"""Arrays inside SUMPRODUCT: a function of one element of each range, and what is the same for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.workbooks.program.signals import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.workbooks.program.parsing import Node

_RECKONED = ("+", "-", "*", "/", "neg")


class Elements:
    """The ranges in an array expression, and the values that go with them."""

    def __init__(self, writer: Any) -> None:
        """`writer` writes what is no array."""
        self._writer = writer
        self.ranges: dict[Node, int] = {}
        self._operands: dict[int, None] = {}
        self._bound: dict[Node, str] = {}
        self._codes: dict[str, str] = {}

    def has_range(self, node: Node) -> bool:
        """Whether it has as many elements as a range."""
        return bool(self._writer.is_range(node)) or (node[0] == "op" and any(map(self.has_range, node[2:])))

    def place(self, node: Node) -> int:
        """The number of a range."""
        return self.ranges.setdefault(node, len(self.ranges))

    def bound_name(self, node: Node) -> str:
        """What is the same for all elements, worked out once before them."""
        if node not in self._bound:
            name = self._writer.name("b")
            self._bound[node], self._codes[name] = name, self._writer.scalar(node)
        return self._bound[node]

    def term(self, node: Node, reckoned: bool = False) -> str:
        """A node for one element of each range; `reckoned` if arithmetic takes it as it is."""
        if self._writer.is_range(node):
            place = self.place(node)
            if reckoned:
                self._operands[place] = None
            return f"e{place}"
        if node[0] in ("constant", "truth"):
            return repr(node[1])
        if not self.has_range(node):
            return self.bound_name(node)
        if node[0] != "op" or node[1] == "&":
            raise Unsupported
        parts = [self.term(one, node[1] in _RECKONED) for one in node[2:]]
        return str(self._writer.operation(node[1], parts, node))

    def written(self, function: str, filters: str, body: str) -> str:
        """The call of a function with the ranges, those reckoned with, the filters, and the term."""
        ranges = "".join(f"{self._writer.range(one)}, " for one in self.ranges)
        operands = "".join(f"{place}, " for place in self._operands)
        elements = ", ".join(f"e{place}" for place in self.ranges.values())
        if not self._bound:
            return f"{function}(({ranges}), ({operands}), ({filters}), lambda {elements}: {body})"
        names = ", ".join(self._codes)
        values = ", ".join(self._codes.values())
        inner = f"{function}(({ranges}), ({operands}), ({filters}), lambda {elements}: {body})"
        return f"(lambda {names}: {inner})({values})"


def factors(node: Node, elements: Elements) -> Iterator[Node]:
    """The conditions `range=value` by which a product is multiplied, each with its range first."""
    if node[:2] == ("op", "*"):
        for one in node[2:]:
            yield from factors(one, elements)
    elif node[:2] == ("op", "="):
        one, other = node[2:]
        if elements.has_range(one) and not elements.has_range(other):
            if one in elements.ranges:
                yield node
        elif one not in elements.ranges and other in elements.ranges:
            yield "op", "=", other, one
