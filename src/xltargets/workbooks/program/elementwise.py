"""Arrays inside SUMPRODUCT: conditions and factors where it is made of these, or else any expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.workbooks.program.signals import Unsupported

if TYPE_CHECKING:
    from xltargets.workbooks.program.parsing import Node

_TURNED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def written_product(writer: Any, arguments: tuple[Node, ...]) -> str:
    """The call that works SUMPRODUCT out; `writer` writes what is no array."""
    is_greatest = len(arguments) == 1 and arguments[0][:2] == ("call", "MAX") and len(arguments[0]) == 3
    if is_greatest:
        arguments = arguments[0][2:]
    if len(arguments) == 1 and not is_greatest and not has_range(writer, arguments[0]):
        return f"plain({writer.scalar(arguments[0])})"  # of one value, as where MATCH shall take an array
    factors = [_factors(writer, one) for one in arguments]
    if any(one is None for one in factors) or (is_greatest and factors[0] == [(arguments[0], "", None)]):
        return _Elements(writer).call(arguments, is_greatest)
    written = ["".join(f"({_written(writer, *factor)}), " for factor in one or ()) for one in factors]
    if is_greatest:
        return f"max_where(({written[0]}))"
    return f"sum_where({', '.join(f'({one})' for one in written)})"


def _written(writer: Any, looked_at: Node, sign: str, value: Node | None) -> str:
    if sign == "any":
        return _Elements(writer).condition(looked_at)
    if sign == "either":
        assert value is not None
        return f"{writer.range(looked_at)}, 'either', ({''.join(f'{writer.scalar(one)}, ' for one in value[1:])})"
    return f"{writer.range(looked_at)}, {sign!r}, {None if value is None else writer.scalar(value)}"


def _factors(writer: Any, node: Node) -> list[tuple[Node, str, Node | None]] | None:
    """What a product is made of: conditions on ranges, and ranges; None if of anything else."""
    if writer.is_range(node):
        return [(node, "", None)]
    parts = _multiplied(node)
    found: list[tuple[Node, str, Node | None]] = []
    for part in parts:
        if part == ("constant", 1.0):
            continue
        if writer.is_range(part):
            found.append((part, "", None))
        elif (compared := _compared(writer, part)) is not None:
            found.append(compared)
        elif (either := _either(writer, part)) is not None:
            found.append((either[0], "either", ("values", *either[1])))
        elif _is_filter(writer, part) or (_is_condition(writer, part) and _candidates(writer, part) is not None):
            found.append((part, "any", None))
        else:
            return None
    # A bare condition has no numbers, and a range times 1 is reckoned with.
    if not found or len(parts) < 2 or (len(found) == 1 and not found[0][1]):
        return None
    return found


def _compared(writer: Any, node: Node) -> tuple[Node, str, Node] | None:
    """A range that is compared with a value, the range first; None for anything else."""
    if node[0] != "op" or node[1] not in _TURNED:
        return None
    one, other = node[2:]
    if writer.is_range(one) and not has_range(writer, other):
        return one, node[1], other
    if writer.is_range(other) and not has_range(writer, one):
        return other, _TURNED[node[1]], one
    return None


def _either(writer: Any, node: Node) -> tuple[Node, list[Node]] | None:
    """The range and the values of `((range=value)+(range=other))>0`; None for anything else."""
    if node[:2] != ("op", ">") or node[3] != ("constant", 0.0):
        return None
    compared = [_compared(writer, one) for one in _added(node[2])]
    several = [one for one in compared if one is not None and one[1] == "="]
    if len(several) < max(len(compared), 2) or len({one[0] for one in several}) > 1:
        return None
    return several[0][0], [value for _range, _sign, value in several]


def _added(node: Node) -> list[Node]:
    return _added(node[2]) + _added(node[3]) if node[:2] == ("op", "+") else [node]


def _is_condition(writer: Any, node: Node) -> bool:
    """Whether ranges stand in it only where they are compared, so that no text in them can spoil it."""
    if not has_range(writer, node):
        return True
    if node[0] != "op" or node[1] == "&":
        return False
    return all((node[1] in _TURNED and writer.is_range(one)) or _is_condition(writer, one) for one in node[2:])


def _is_filter(writer: Any, node: Node) -> bool:
    """Whether it is reckoned from comparisons and numbers alone: it may leave elements out, and never fails at one."""
    if not has_range(writer, node):
        return bool(writer.is_truth(node)) or (node[0] == "constant" and node[1].__class__ is float)
    if node[0] != "op" or node[1] in ("&", "/", "neg"):
        return False
    if node[1] in _TURNED:
        return all(_is_filter(writer, one) for one in node[2:] if has_range(writer, one) and not writer.is_range(one))
    return all(not writer.is_range(one) and _is_filter(writer, one) for one in node[2:])


def _candidates(writer: Any, node: Node) -> list[tuple[Node, Node, list[Node]]] | None:
    """Ranges and values of which one pair must be equal, or else it is 0; None if that cannot be told.

    A pair counts only where all further values, which are the same for all elements, are other than 0.
    """
    if node[0] != "op":
        return None
    parts = node[2:]
    if node[1] == ">" and parts[1] == ("constant", 0.0):
        return _candidates(writer, parts[0])
    if node[1] == "=":
        for one, other in (parts, parts[::-1]):
            if writer.is_range(one) and not has_range(writer, other):
                return [(one, other, [])]
    if node[1] == "*":
        factors = _multiplied(node)
        guards = [one for one in factors if not has_range(writer, one) and one[0] != "constant"]
        several = [_candidates(writer, one) for one in factors if has_range(writer, one)]
        chosen = next((one for one in several if one is not None), None)
        return None if chosen is None else [(one, value, [*before, *guards]) for one, value, before in chosen]
    several = [_candidates(writer, one) for one in parts]
    if node[1] == "+" and all(one is not None for one in several):
        return [pair for one in several for pair in one or ()]
    return None


def _multiplied(node: Node) -> list[Node]:
    return _multiplied(node[2]) + _multiplied(node[3]) if node[:2] == ("op", "*") else [node]


def is_array(writer: Any, node: Node) -> bool:
    """Whether it is `MMULT(expression,{1})`, by which each program takes an expression of columns for an array."""
    return node[:2] == ("call", "MMULT") and len(node) == 4 and node[3][0] == "array" and has_range(writer, node[2])


def written_array(writer: Any, node: Node) -> str:
    """It, as an argument of our functions."""
    return _Elements(writer).array(node[2], writer.value(node[3]))


def has_range(writer: Any, node: Node) -> bool:
    """Whether it has as many elements as a range."""
    return bool(writer.is_range(node)) or (node[0] == "op" and any(has_range(writer, one) for one in node[2:]))


class _Elements:
    """Any other expression: a function of one element of each range, and the values that go with them."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._ranges: dict[Node, int] = {}
        self._bound: dict[Node, str] = {}
        self._codes: dict[str, str] = {}

    def call(self, arguments: tuple[Node, ...], is_greatest: bool) -> str:
        """The call with its ranges and the function of their elements."""
        terms = [self._term(one) for one in arguments]
        if not self._ranges:
            raise Unsupported
        if not is_greatest:
            terms = [f"plain({one})" for one in terms]
        body = terms[0]
        for one in terms[1:]:
            body = f"mul({body}, {one})"
        ranges = "".join(f"{self._writer.range(one)}, " for one in self._ranges)
        elements = ", ".join(f"e{place}" for place in self._ranges.values())
        inner = f"{'maxproduct' if is_greatest else 'sumproduct'}(({ranges}), lambda {elements}: {body})"
        if not self._codes:
            return inner
        # What is the same for all elements is worked out once before them.
        return f"(lambda {', '.join(self._codes)}: {inner})({', '.join(self._codes.values())})"

    def array(self, node: Node, one: str) -> str:
        """All elements times `one`, as an argument of our functions."""
        term = self._term(node)
        ranges = "".join(f"{self._writer.range(one)}, " for one in self._ranges)
        elements = ", ".join(f"e{place}" for place in self._ranges.values())
        names, values = ", ".join(self._codes), ", ".join(self._codes.values())
        return f"(lambda {names}: made_array(({ranges}), lambda {elements}: {term}, {one}))({values})"

    def condition(self, node: Node) -> str:
        """A factor that is 1 or 0: its ranges, its function of their elements, and what must be equal for a 1."""
        term = self._term(node)
        ranges = "".join(f"{self._writer.range(one)}, " for one in self._ranges)
        elements = ", ".join(f"e{place}" for place in self._ranges.values())
        pairs = "".join(
            f"({self._writer.range(one)}, {self._writer.scalar(value)}, "
            f"({''.join(f'{self._writer.scalar(guard)}, ' for guard in guards)})), "
            for one, value, guards in _candidates(self._writer, node) or ()
        )
        names, values = ", ".join(self._codes), "".join(f"{code}, " for code in self._codes.values())
        function = f"(lambda {names}: lambda {elements}: {term})({values})"
        return f"({ranges}), 'any', ({function}, ({pairs}), ({values}))"

    def _term(self, node: Node) -> str:
        """A node for one element of each range."""
        if self._writer.is_range(node):
            return f"e{self._ranges.setdefault(node, len(self._ranges))}"
        if node[0] in ("constant", "truth"):
            return repr(node[1])
        if not has_range(self._writer, node):
            if node not in self._bound:
                name = self._writer.name("b")
                self._bound[node], self._codes[name] = name, self._writer.scalar(node)
            return self._bound[node]
        if node[1] == "&":
            raise Unsupported
        return str(self._writer.operation(node[1], [self._term(one) for one in node[2:]], node))
