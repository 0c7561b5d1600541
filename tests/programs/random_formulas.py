"""Random formulas of the functions that columns know, over random cells."""

from __future__ import annotations

from random import Random
from typing import Any

from xltargets.errors import CellError

ROWS = 12
PLAIN: list[Any] = [None, None, "", 0.0, 1.0, 2.0, 3.0, 5.0, -1.0, 2.5, 46000.0, 46031.0, 46053.0, "abc", "ABC", "Ann"]
ODD: list[Any] = [*PLAIN, 0.1, 0.1 + 0.2, 45000.9, "ß", "SS", "5", "Q1", "é", "É", True, False]
ODD += [CellError("#N/A"), CellError("#DIV/0!")]
POOLS: list[list[Any]] = [ODD, PLAIN, [1.0, 2.0, 3.0, 5.0, 46000.0, 46031.0], ["abc", "Ann", "", None, "é", "É"]]
_COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
_LITERALS = ("1", "0", "2", "2.5", '""', '"abc"', "TRUE", "-1")
_WHO = (
    'SUMPRODUCT(1*((A1:A12<>"")*({{cell}}<>"")*(A1:A12={{cell}})'
    '+(1-(A1:A12<>"")*({{cell}}<>""))*(B1:B12={{cell}}))*({}),C1:C12)'
)
"""Who is meant, by an identity where there is one, or else by name."""
SHAPES = (
    *("IF({v}{c}{v},{v},{v})", "{v}+{v}", "{v}*{v}", "{v}-{v}", "{v}/{v}", "-{v}", "{v}&{v}", "IF({v}{c}{v},{v},NA())"),
    *('AND({v}={v},{v}<>"")', 'OR({v}="",{v}>{v})', "NOT(ISNUMBER({v}))", "IFERROR({v},{v})"),
    *("ROUND({v},0)", "ROUND({v},{v})", "INT({v})", "MOD({v},{v})", "ABS({v})"),
    *("EDATE({v},{v})", "EOMONTH({v},{v})", "YEAR({v})", "MONTH({v})", "CHOOSE({v},{v},{v})"),
    *("SUM({r},{v})", "MAX({v},{v})", "MIN({r})", "COUNT({r},{cell})", "AVERAGE({r})", "SUBTOTAL(109,{r})"),
    *("SMALL({r},{v})", "RANK({cell},{r},0)", "RANK({cell},{r},1)", "ROWS(A1:A12)", "CORREL(A1:A12,B1:B12)"),
    *("COUNTIFS(A1:A12,{k},B1:B12,{k})", "SUMIFS(C1:C12,A1:A12,{k})", "SUMIFS(A1:A12,B1:B12,{k},C1:C12,{k})"),
    *("COUNTIF({r},{k})", "AVERAGEIF({r},{k})", "INDEX({r},{v})", "MATCH({v},{r},0)", "MATCH({v},{r},1)"),
    *("SUMPRODUCT(1*({w}{c}{v})*({w}{c}{v}),{w})", "SUMPRODUCT(1*({w}{c}{v}))", "SUMPRODUCT(MAX(({w}{c}{v})*{w}))"),
    *("SUMPRODUCT(({w}{c}{v})*{w}*{w})", "SUMPRODUCT(MAX(({w}{c}{v})*({w}+1)))", "MATCH(TRUE,INDEX({w}={v},0),0)"),
    *("SUMPRODUCT(1*({w}{c}{v})*({w}-{v}))", "DAY({v})", "NETWORKDAYS({v},{v},{w})", "NETWORKDAYS(46000,46031,{w})"),
    *(
        "NETWORKDAYS.INTL({v},{v},{v},{w})",
        "NETWORKDAYS.INTL(46000,46031,11,{w})",
        'NETWORKDAYS.INTL(46000,{v},"0000000")',
    ),
    *("SUMPRODUCT(MATCH(TRUE,INDEX({w}={v},0),0))", _WHO.format("C1:C12={v}"), _WHO.format("{w}{c}{v}")),
)
_FITS = 'SUMPRODUCT({1}(({0})*(({{w}}={{v}})+({{w}}={{v}})>0)*((A1:A12="")+(A1:A12={{v}})>0)*{{w}}))'
"""A row that fits, for all or for just this one."""
_WITHIN = 'SUMPRODUCT({0}(({{w}}={{v}})*({{w}}<={{v}})*(({{w}}="")+({{w}}>={{v}})>0)*{{w}}))'
"""A row that holds on a day, its end perhaps open."""
FILTERS = (
    *(_FITS.format("{w}={v}", "MAX"), _FITS.format("{w}{c}{v}", "MAX"), _FITS.format("{w}={v}", "1*")),
    *(_WITHIN.format("1*"), _WITHIN.format("MAX"), "SUMPRODUCT(1*({w}={v})*((({w}={v})*(1-({v}>{v})))=0),{w})"),
    *(
        "SUMPRODUCT(1*({w}={v})*(({w}{c}{v})*({w}{c}{v})<>({w}{c}{v})*1),C1:C12)",
        "SUMPRODUCT(1*({w}={v})*(({w}+1)>{v}))",
    ),
)
"""Conditions that are reckoned from others."""
_CRITERIA = ('">0"', '">=2"', '"<>"', '"?*"', '"abc"', '">="&{cell}', '"<"&{cell}', "2", '""', '"<="&EDATE(46000,1)')


def formula(chance: Random, depth: int = 0, shapes: tuple[str, ...] = SHAPES) -> str:
    """A formula over A1:C12; of these shapes, and of any in its parts."""

    def fill(shape: str) -> str:
        while "{" in shape:
            before, _brace, rest = shape.partition("{")
            what, _brace, after = rest.partition("}")
            shape = before + part(what) + after
        return shape

    def part(what: str) -> str:
        if what == "c":
            return chance.choice(_COMPARISONS)
        if what == "w":
            return chance.choice(("A1:A12", "B1:B12", "C1:C12"))
        if what == "r":
            return chance.choice(("A1:A12", "B1:B12", "C1:C12", "INDEX(A1:A12,2):INDEX(A1:A12,9)"))
        if what == "k":
            return fill(chance.choice((*_CRITERIA, "{cell}", "{cell}")))
        cell = f"{chance.choice('ABC')}{chance.randrange(1, ROWS + 1)}"
        if what == "cell" or (depth > 2 or chance.random() < 0.5):
            return cell
        return chance.choice(_LITERALS) if chance.random() < 0.5 else formula(chance, depth + 1)

    return fill(chance.choice(shapes))


def cells(chance: Random, pools: list[list[Any]]) -> dict[tuple[int, int], Any]:
    """Values of A1:C12."""
    found = {}
    for column in (1, 2, 3):
        pool = chance.choice(pools)
        found |= {(row, column): chance.choice(pool) for row in range(1, ROWS + 1)}
    return found
