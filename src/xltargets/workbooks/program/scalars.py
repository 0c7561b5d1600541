"""Operators and functions of single cells: None is a blank, errors are values and go on from left to right."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from xltargets.errors import CellError
from xltargets.units.names import fold_case
from xltargets.workbooks.program.signals import DIV0, NUM, VALUE, Unsure

Value = Any
"""What a cell holds: None, a float, a bool, a str or a CellError."""

fold = lru_cache(maxsize=65536)(fold_case)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@lru_cache(maxsize=65536)
def may_be_number(text: str) -> bool:
    """Whether some program may read a text as a number, a date or a truth value.

    >>> [may_be_number(one) for one in ("5", " 1e3", "2026-01", "5 kg", "Jan 2026", "true", "Q1", "Ann", "")]
    [True, True, True, True, True, True, False, False, False]
    """
    plain = text.strip().lower()
    if plain in ("true", "false", "inf", "infinity", "nan"):
        return True
    if not any(one.isdigit() for one in plain):
        return False
    return not plain[0].isalpha() or plain.startswith(_MONTHS)


def number(value: Value) -> Value:
    """A value as arithmetic takes it: a float, or an error."""
    kind = value.__class__
    if kind is float or kind is CellError:
        return value
    if value is None:
        return 0.0
    if kind is bool:
        return 1.0 if value else 0.0
    if may_be_number(value):
        raise Unsure
    return VALUE


def _pair(one: Value, other: Value) -> Any:
    """Both as numbers, or the error of the first that is none."""
    first = number(one)
    if first.__class__ is CellError:
        return first
    second = number(other)
    if second.__class__ is CellError:
        return second
    return first, second


def _finite(value: float) -> Value:
    return value if value - value == 0.0 else NUM


def add(one: Value, other: Value) -> Value:
    """`one+other`."""
    if one.__class__ is float and other.__class__ is float:
        found = one + other
        return found if found - found == 0.0 else NUM
    if one.__class__ is bool and other.__class__ is bool:
        return float(one + other)
    both = _pair(one, other)
    return both if both.__class__ is CellError else _finite(both[0] + both[1])


def sub(one: Value, other: Value) -> Value:
    """`one-other`."""
    if one.__class__ is float and other.__class__ is float:
        found = one - other
        return found if found - found == 0.0 else NUM
    if one.__class__ is bool and other.__class__ is bool:
        return float(one - other)
    both = _pair(one, other)
    return both if both.__class__ is CellError else _finite(both[0] - both[1])


_FACTORS = frozenset([float, bool])


def mul(one: Value, other: Value) -> Value:
    """`one*other`."""
    if one.__class__ in _FACTORS and other.__class__ in _FACTORS:
        found = float(one * other)
        return found if found - found == 0.0 else NUM
    both = _pair(one, other)
    return both if both.__class__ is CellError else _finite(both[0] * both[1])


def div(one: Value, other: Value) -> Value:
    """`one/other`."""
    if one.__class__ is float and other.__class__ is float and other != 0.0:
        found = one / other
        return found if found - found == 0.0 else NUM
    both = _pair(one, other)
    if both.__class__ is CellError:
        return both
    first, second = both
    return DIV0 if second == 0.0 else _finite(first / second)


def neg(value: Value) -> Value:
    """`-value`."""
    found = number(value)
    return found if found.__class__ is CellError else 0.0 - found


def eq(one: Value, other: Value) -> Value:
    """`one=other`: texts without case, a blank equal to nothing of any kind."""
    kind, another = one.__class__, other.__class__
    if kind is float and another is float:
        return one == other
    if kind is CellError:
        return one
    if another is CellError:
        return other
    if one is None:
        one = _nothing_like(other)
    elif other is None:
        other = _nothing_like(one)
    if one.__class__ is not other.__class__:
        return False
    return fold(one) == fold(other) if one.__class__ is str else one == other


def _nothing_like(value: Value) -> Value:
    """What a blank is beside a value."""
    if value is None:
        return None
    return "" if value.__class__ is str else False if value.__class__ is bool else 0.0


def ne(one: Value, other: Value) -> Value:
    """`one<>other`."""
    found = eq(one, other)
    return found if found.__class__ is CellError else not found


_RANKS = {float: 0, str: 1, bool: 2}


def _order(one: Value, other: Value) -> Value:
    """A negative number, 0 or a positive one, as one comes before, with or after the other; or an error."""
    if one.__class__ is CellError:
        return one
    if other.__class__ is CellError:
        return other
    if one is None:
        one = _nothing_like(other)
    elif other is None:
        other = _nothing_like(one)
    if one is None:
        return 0
    first, second = _RANKS[one.__class__], _RANKS[other.__class__]
    if first != second:
        return first - second
    if first == 1:
        if fold(one) == fold(other):
            return 0
        if one == "" or other == "":
            return -1 if one == "" else 1
        raise Unsure  # each program sorts texts in its own way
    return (one > other) - (one < other)


def lt(one: Value, other: Value) -> Value:
    """`one<other`."""
    if one.__class__ is float and other.__class__ is float:
        return one < other
    found = _order(one, other)
    return found if found.__class__ is CellError else found < 0


def le(one: Value, other: Value) -> Value:
    """`one<=other`."""
    if one.__class__ is float and other.__class__ is float:
        return one <= other
    found = _order(one, other)
    return found if found.__class__ is CellError else found <= 0


def gt(one: Value, other: Value) -> Value:
    """`one>other`."""
    if one.__class__ is float and other.__class__ is float:
        return one > other
    found = _order(one, other)
    return found if found.__class__ is CellError else found > 0


def ge(one: Value, other: Value) -> Value:
    """`one>=other`."""
    if one.__class__ is float and other.__class__ is float:
        return one >= other
    found = _order(one, other)
    return found if found.__class__ is CellError else found >= 0


def text_of(value: Value) -> Value:
    """A value as `&` takes it."""
    kind = value.__class__
    if kind is str or kind is CellError:
        return value
    if value is None:
        return ""
    if kind is bool:
        return "TRUE" if value else "FALSE"
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    written = repr(value)
    if "e" in written or len(written.replace(".", "").lstrip("-0")) > 15:
        raise Unsure  # programs show so many digits differently
    return written


def concat(one: Value, other: Value) -> Value:
    """`one&other`."""
    first, second = text_of(one), text_of(other)
    if first.__class__ is CellError:
        return first
    return second if second.__class__ is CellError else first + second


def truth(value: Value) -> Value:
    """A value as a condition: True, False or an error."""
    kind = value.__class__
    if kind is bool or kind is CellError:
        return value
    if value is None:
        return False
    return value != 0.0 if kind is float else VALUE


def and_(*values: Value) -> Value:
    """AND of single cells; all of them are looked at."""
    return _both_or_either(values, True)


def or_(*values: Value) -> Value:
    """OR of single cells; all of them are looked at."""
    return _both_or_either(values, False)


def _both_or_either(values: tuple[Value, ...], found: bool) -> Value:
    whole = found
    for value in values:
        kind = value.__class__
        if kind is CellError:
            return value
        if kind is not bool and kind is not float:
            raise Unsure  # a text in a cell is passed over, one from a formula is an error
        if bool(value) is not whole:
            found = not whole
    return found


def not_(value: Value) -> Value:
    """NOT."""
    found = truth(value)
    return found if found.__class__ is CellError else not found


def is_number(value: Value) -> bool:
    """ISNUMBER."""
    return value.__class__ is float


def not_there() -> CellError:
    """NA."""
    return CellError("#N/A")


def round_(value: Value, digits: Value) -> Value:
    """ROUND: half away from zero, of the fifteen digits that a spreadsheet knows."""
    both = _pair(value, digits)
    if both.__class__ is CellError:
        return both
    amount, count = both
    places = int(count)
    if not -15 <= places <= 15 or abs(amount) >= 1e15:
        raise Unsure
    scaled = abs(amount) * 10.0**places
    rest = scaled - math.floor(scaled)
    if abs(rest - 0.5) > 1e-6 + scaled * 1e-14:
        return round(amount, places) + 0.0
    known = Decimal(f"{amount:.15g}")
    return float(known.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) + 0.0


def int_(value: Value) -> Value:
    """INT."""
    if value.__class__ is float:
        return float(math.floor(value))
    found = number(value)
    return found if found.__class__ is CellError else float(math.floor(found))


def abs_(value: Value) -> Value:
    """ABS."""
    found = number(value)
    return found if found.__class__ is CellError else abs(found)


def mod(value: Value, divisor: Value) -> Value:
    """MOD of whole numbers: it has the sign of the divisor. Of others, hosts drop the rest in their own ways."""
    if value.__class__ is float and divisor.__class__ is float:
        first, second = value, divisor
    else:
        both = _pair(value, divisor)
        if both.__class__ is CellError:
            return both
        first, second = both
    if not (first.is_integer() and second.is_integer()):
        raise Unsure
    return DIV0 if second == 0.0 else first - second * math.floor(first / second)


def choice(value: Value, count: int) -> Value:
    """Which of so many is chosen by CHOOSE, counted from 1; an error where none is."""
    kind = value.__class__
    if kind is CellError:
        return value
    if kind is not float:
        raise Unsure
    return int(value) if 1.0 <= value < count + 1 else VALUE
