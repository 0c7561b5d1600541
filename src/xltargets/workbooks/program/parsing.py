"""A formula as a tree. What it refers to, and its numbers and texts, stand beside it, so that columns share a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from xltargets.workbooks.program.ranges import Range
from xltargets.workbooks.program.signals import Unsupported
from xltargets.workbooks.rewriting import OMITTED_MARK, parts_of
from xltargets.workbooks.structured import parse_structured
from xltargets.workbooks.tokens import Kind, Token

Node = tuple[Any, ...]
"""What it is, and its parts: `("op", "+", one, other)`, `("call", name, arguments…)`, `("ref", kind, slot)`,
`("number", slot)`, `("text", slot)`, `("constant", value)`, `("truth", value)`, `("array", slot)`,
`("span", first, last)`, `("omitted",)`."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A reference: `own` to a cell of its row, `line` to several, `cell` or `name` to one, `range` to many."""

    kind: str
    text: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula taken apart."""

    root: Node
    slots: tuple[Slot, ...]
    values: tuple[Any, ...]
    """Its numbers, texts and arrays."""


@lru_cache(maxsize=16384)
def formula_of(text: str) -> Formula | None:
    """Take a formula (without its `=`) apart; None for one that columns do not work out."""
    try:
        reader = _Reader(list(parts_of(text).pieces))
        root = reader.comparison()
        reader.expect_end()
    except Unsupported:
        return None
    return Formula(root, tuple(reader.slots), tuple(reader.values))


_LONGEST, _DEEPEST = 40, 40
"""So many operators may follow each other, and so many brackets stand in each other: no template comes near."""
_COMPARISONS = frozenset(["=", "<>", "<", "<=", ">", ">="])
_JOINS, _SIGNS, _PRODUCTS = frozenset("&"), frozenset("+-"), frozenset("*/")
_STAYS = frozenset(["", ">", "<", ">=", "<="])
"""Texts that decide what is done, and so are part of the tree."""


@dataclass
class _Reader:
    pieces: list[Token]
    at: int = 0
    slots: dict[Slot, int] = field(default_factory=dict)
    values: list[Any] = field(default_factory=list)
    depth: int = 0

    def __post_init__(self) -> None:
        """Note the marks: they are asked for at every level of the grammar."""
        self._marks = [piece.text if piece.kind is Kind.MARK else "" for piece in self.pieces] + [""]

    def _mark(self) -> str:
        """The mark that comes next, "" for anything else."""
        return self._marks[self.at]

    def _take(self, mark: str) -> None:
        if self._mark() != mark:
            raise Unsupported
        self.at += 1

    def expect_end(self) -> None:
        if self.at < len(self.pieces):
            raise Unsupported

    def _left_to_right(self, marks: frozenset[str], inner: Any) -> Node:
        found: Node = inner()
        for _ in range(_LONGEST):
            if (mark := self._marks[self.at]) not in marks:
                return found
            self.at += 1
            found = ("op", mark, found, inner())
        raise Unsupported

    def comparison(self) -> Node:
        return self._left_to_right(_COMPARISONS, self._joined)

    def _joined(self) -> Node:
        return self._left_to_right(_JOINS, self._sum)

    def _sum(self) -> Node:
        return self._left_to_right(_SIGNS, self._product)

    def _product(self) -> Node:
        return self._left_to_right(_PRODUCTS, self._signed)

    def _signed(self) -> Node:
        if self._mark() in ("-", "+"):
            is_negative = self._mark() == "-"
            self.at += 1
            if self._mark() in ("-", "+"):
                raise Unsupported
            inner = self._signed()
            return ("op", "neg", inner) if is_negative else inner
        found = self._operand()
        if self._mark() == "%":
            self.at += 1
            found = ("op", "/", found, ("constant", 100.0))
        if self._mark() == ":":
            self.at += 1
            found = ("span", found, self._operand())
        return found

    def _operand(self) -> Node:
        if self.at >= len(self.pieces):
            raise Unsupported
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unsupported
        found = self._piece(self.pieces[self.at])
        self.depth -= 1
        return found

    def _piece(self, piece: Token) -> Node:
        self.at += 1
        if piece.kind is Kind.FUNCTION and not piece.sheet:
            return self._call(piece.text[:-1])
        if piece.kind is Kind.NUMBER:
            number = float(piece.text)
            return ("constant", number) if number in (0.0, 1.0) else ("number", self._value(number))
        if piece.kind is Kind.TEXT:
            return self._text(piece)
        if piece.kind in (Kind.STRUCTURED, Kind.REFERENCE, Kind.NAME):
            return self._reference(piece)
        if piece.kind is Kind.MARK and piece.text == "(":
            inner = self.comparison()
            self._take(")")
            return inner
        if piece.kind is Kind.MARK and piece.text == "{":
            return ("array", self._value(self._array()))
        raise Unsupported

    def _text(self, piece: Token) -> Node:
        text = piece.text[1:-1].replace('""', '"')
        if text == OMITTED_MARK:
            return ("omitted",)
        return ("constant", text) if text in _STAYS or text[0] in "<>=" else ("text", self._value(text))

    def _value(self, value: Any) -> int:
        self.values.append(value)
        return len(self.values) - 1

    def _call(self, name: str) -> Node:
        arguments: list[Node] = []
        if self._mark() == ")":
            self.at += 1
            return ("truth", name == "TRUE") if name in ("TRUE", "FALSE") else ("call", name)
        while True:
            arguments.append(self.comparison())
            if self._mark() == ")":
                self.at += 1
                return ("call", name, *arguments)
            self._take(",")

    def _array(self) -> Range:
        rows: list[list[Any]] = [[]]
        while True:
            sign = -1.0 if self._mark() == "-" else 1.0
            self.at += sign < 0
            piece = self.pieces[self.at] if self.at < len(self.pieces) else Token(Kind.MARK, "")
            self.at += 1
            if piece.kind is Kind.NUMBER:
                rows[-1].append(sign * float(piece.text))
            elif piece.kind is Kind.TEXT and piece.text[1:-1] != OMITTED_MARK:
                rows[-1].append(piece.text[1:-1].replace('""', '"'))
            else:
                raise Unsupported
            mark = self._mark()
            self.at += 1
            if mark == "}":
                break
            if mark == ";":
                rows.append([])
            elif mark != ",":
                raise Unsupported
        if any(len(row) != len(rows[0]) for row in rows):
            raise Unsupported
        return Range([one for row in rows for one in row], len(rows), len(rows[0]))

    def _reference(self, piece: Token) -> Node:
        if "[" in piece.sheet or piece.text.endswith("#"):
            raise Unsupported
        if piece.kind is Kind.STRUCTURED:
            reference = parse_structured(piece.text)
            one = reference.first is not None and reference.first == reference.last
            kind = "range" if reference.part != "#this row" else "own" if one else "line"
        elif piece.kind is Kind.NAME:
            if piece.text.upper() in ("TRUE", "FALSE"):
                return ("truth", piece.text.upper() == "TRUE")
            kind = "name"
        else:
            first, _colon, last = piece.text.replace("$", "").partition(":")
            if first.isdigit() or first.isalpha():
                raise Unsupported  # whole rows and columns
            kind = "range" if last else "cell"
        return ("ref", kind, self.slots.setdefault(Slot(kind, piece.text, piece.sheet), len(self.slots)))
