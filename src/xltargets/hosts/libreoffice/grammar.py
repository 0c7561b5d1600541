"""A formula as a person types it into Excel, written as LibreOffice's own interface reads it."""

from __future__ import annotations

from xltargets.workbooks.tokens import Kind, Token, tokens

_FUNCTION, _UNION, _ARRAY = "f", "(", "{"
_SEPARATORS = {
    (_ARRAY, ","): ";",
    (_ARRAY, ";"): "|",
    (_UNION, ","): "~",
    (_FUNCTION, ","): ";",
}
"""By what the separator stands in."""
_WORDS = {"TRUE": "TRUE()", "FALSE": "FALSE()"}


def for_calc(formula: str) -> str:
    """The formula (without its `=`) in the grammar of LibreOffice's `setFormula`, which is the same in every language.

    >>> for_calc("SUM(Plan!B2:B9,'My plan'!C3)*{1,2;3,4}")
    "SUM($'Plan'.B2:B9;$'My plan'.C3)*{1;2|3;4}"
    >>> for_calc('IF(periods[[#This Row],[Weight]]>0,TRUE,"a,b")')
    'IF(periods[[#This Row];[Weight]]>0;TRUE();"a,b")'
    """
    inside: list[str] = []
    written = []
    for piece in tokens(formula):
        text = piece.text
        if piece.kind is Kind.FUNCTION:
            inside.append(_FUNCTION)
        elif piece.kind is Kind.STRUCTURED:
            text = text.replace("],[", "];[")
        elif piece.kind is Kind.NAME:
            text = _WORDS.get(text.upper(), text)
        elif piece.kind is Kind.MARK:
            text = _SEPARATORS.get((inside[-1] if inside else "", text), text)
            if text in "({":
                inside.append(text)
            elif text in ")}" and inside:
                inside.pop()
        written.append(_sheet(piece) + text)
    return "".join(written)


def _sheet(piece: Token) -> str:
    """The prefix of a sheet, `Plan!` or `'My plan'!`."""
    name = piece.sheet.removesuffix("!")
    if not name:
        return ""
    return f"${name}." if name.startswith("'") else f"$'{name}'."
