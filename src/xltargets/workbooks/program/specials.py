"""Functions of a spreadsheet that are written each in its own way: conditions, look-ups, sums over conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.functions import FUNCTIONS
from xltargets.workbooks.program.elementwise import written_product
from xltargets.workbooks.program.signals import Unsupported

if TYPE_CHECKING:
    from xltargets.workbooks.program.parsing import Node
    from xltargets.workbooks.program.writing import Special, Writer


def _special_if(writer: Writer, node: Node) -> str:
    if len(node) not in (4, 5):
        raise Unsupported
    return writer.if_(node, writer.scalar)


def _special_iferror(writer: Writer, node: Node) -> str:
    if len(node) != 4:
        raise Unsupported
    held = writer.name("t")
    return f"({writer.scalar(node[3])} if ({held} := {writer.scalar(node[2])}).__class__ is E else {held})"


def _special_choose(writer: Writer, node: Node) -> str:
    held, count = writer.name("t"), len(node) - 3
    if count < 1:
        raise Unsupported
    chosen = held
    for place in range(count, 0, -1):
        chosen = f"{writer.scalar(node[place + 2])} if {held} == {place} else {chosen}"
    first = f"{held} if ({held} := choice({writer.scalar(node[2])}, {count})).__class__ is E else "
    return f"({first}{chosen})"


def _special_row(_writer: Writer, node: Node) -> str:
    if len(node) == 2:
        return "float(r)"
    if len(node) != 3 or node[2][:2] != ("ref", "range"):
        raise Unsupported
    return f"slots.top({node[2][2]})"


def _special_rows(writer: Writer, node: Node) -> str:
    if len(node) != 3 or node[2][:2] != ("ref", "range"):
        raise Unsupported
    return f"float({writer.slot(node[2])}.height)"


def _special_index(writer: Writer, node: Node) -> str:
    if len(node) not in (4, 5):
        raise Unsupported
    places = ", ".join(writer.scalar(one) for one in node[3:])
    looked_into = node[2]
    if looked_into[0] == "array" or (looked_into[0] == "call" and looked_into[1] in FUNCTIONS):
        return f"index_in({writer.any(looked_into)}, {places})"
    return f"{'index' if len(node) == 4 else 'index_of_two'}({writer.range(looked_into)}, {places})"


def _special_match(writer: Writer, node: Node) -> str:
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


def _special_with_range(name: str, first: bool, least: int, most: int) -> Special:
    """A function that takes a range as its first or second argument, and single values besides."""

    def special(writer: Writer, node: Node) -> str:
        arguments = node[2:]
        if not least <= len(arguments) <= most:
            raise Unsupported
        written = [
            writer.range(one) if place == (0 if first else 1) else writer.scalar(one)
            for place, one in enumerate(arguments)
        ]
        return f"{name}({', '.join(written)})"

    return special


def _special_conditional(name: str, summed: bool) -> Special:
    def special(writer: Writer, node: Node) -> str:
        before = f"{writer.range(node[2])}, " if summed else ""
        return f"{name}({before}{writer.pairs(node[2 + summed :])})"

    return special


def _special_of_one(name: str) -> Special:
    def special(writer: Writer, node: Node) -> str:
        if len(node) != 4:
            raise Unsupported
        return f"{name}({writer.pairs(node[2:])})"

    return special


def _special_correl(writer: Writer, node: Node) -> str:
    if len(node) != 4:
        raise Unsupported
    return f"correl({writer.range(node[2])}, {writer.range(node[3])})"


def _special_subtotal(writer: Writer, node: Node) -> str:
    if len(node) != 4:
        raise Unsupported
    return f"subtotal({writer.scalar(node[2])}, {writer.range(node[3])})"


def _special_sumproduct(writer: Writer, node: Node) -> str:
    return written_product(writer, node[2:])


def _special_networkdays(writer: Writer, node: Node) -> str:
    if len(node) not in (4, 5):
        raise Unsupported
    holidays = f", {writer.range(node[4])}" if len(node) == 5 else ""
    return f"networkdays({writer.scalar(node[2])}, {writer.scalar(node[3])}{holidays})"


def _special_networkdays_intl(writer: Writer, node: Node) -> str:
    if len(node) not in (5, 6):
        raise Unsupported
    holidays = f", {writer.range(node[5])}" if len(node) == 6 else ""
    return f"networkdays_intl({', '.join(writer.scalar(one) for one in node[2:5])}{holidays})"


SPECIAL: dict[str, Special] = {
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
    "NETWORKDAYS": _special_networkdays,
    "NETWORKDAYS.INTL": _special_networkdays_intl,
    "SUBTOTAL": _special_subtotal,
    "SUMPRODUCT": _special_sumproduct,
}
