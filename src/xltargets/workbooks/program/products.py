"""SUMPRODUCT over conditions: the places where all of them hold, and what stands there.

`SUMPRODUCT(1*(range=value)*(other>bound),amounts)` looks at every row for every row. Here the rows that hold a value
are looked up, and the other conditions are asked of these only. Where an error or a text would spoil the sum from
anywhere in the ranges, each element is reckoned as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.workbooks.program.ranges import Range, added, finite, need_range
from xltargets.workbooks.program.scalars import Value, eq, ge, gt, le, lt, may_be_number, mul, ne, number
from xltargets.workbooks.program.signals import Unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Factor = tuple[Any, str, Value]
"""A range; a sign with which each of its elements is compared with a value, or "" to reckon with it as it is.

With `either` it is compared with several values, of which one must be equal.

With `any` it is several ranges, a function of one element of each that gives 1 or 0, pairs of a range and a value of
which one must be equal for a 1 (and what else must not be 0 then; none of them if any element may give 1), and the
values that the function takes besides.
"""

_COMPARED: dict[str, Callable[[Value, Value], Value]] = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def plain(value: Value) -> Value:
    """An element of an argument of SUMPRODUCT: what is no number counts as 0."""
    if value.__class__ is float or value.__class__ is CellError:
        return value
    if value.__class__ is str and may_be_number(value):
        raise Unsure
    return 0.0


def sum_where(*arguments: tuple[Factor, ...]) -> Value:
    """SUMPRODUCT of products of such factors."""
    cells = _ranges(arguments)
    if not _is_sound(cells, arguments):
        return _total([[plain(one) for one in line] for line in _reckoned(arguments)])
    places = _places(arguments, cells[0].size)
    columns = [(need_range(one[0]), len(factors) == 1) for factors in arguments for one in factors if not one[1]]
    if not columns:
        # An argument that is a bare condition has no numbers; times 1 it has.
        return float(len(places))
    if len(columns) == 1:
        flat = columns[0][0].flat
        total = 0.0
        for place in places:
            one = flat[place]
            if one.__class__ is float:
                total += one
            elif one is not None and (one.__class__ is not str or may_be_number(one)):
                raise Unsure
        return finite(total)
    products = []
    for place in places:
        product: Value = 1.0
        for column, is_alone in columns:
            one = column.flat[place]
            product = mul(product, plain(one) if is_alone else one)
        products.append(product)
    return _sum_of(products)


def max_where(factors: tuple[Factor, ...]) -> Value:
    """SUMPRODUCT(MAX(…)) of a product of such factors."""
    cells = _ranges((factors,))
    if not _is_sound(cells, (factors,)):
        values = [line[0] for line in _reckoned((factors,))]
        errors = {one.code for one in values if one.__class__ is CellError}
        if len(errors) > 1:
            raise Unsure
        return CellError(errors.pop()) if errors else max(values)
    places = _places((factors,), cells[0].size)
    columns = [one[0].flat for one in factors if not one[1]]
    greatest = [] if len(places) == cells[0].size else [0.0]
    for place in places:
        product: Value = 1.0
        for column in columns:
            product = mul(product, column[place])
        if product.__class__ is CellError:
            return product
        greatest.append(product)
    return max(greatest)


def _ranges(arguments: Sequence[tuple[Factor, ...]]) -> list[Range]:
    cells: list[Range] = []
    for factors in arguments:
        for looked_at, sign, _value in factors:
            if sign == "any":
                cells += looked_at
            else:
                cells.append(looked_at)
    first = need_range(cells[0])
    for one in cells:
        if one is not first and (need_range(one).height != first.height or one.width != first.width):
            raise Unsure
    return cells


def _is_sound(cells: list[Range], arguments: Sequence[tuple[Factor, ...]]) -> bool:
    """Whether only the places where all conditions hold make a difference."""
    for one in cells:
        if one.error is not None:
            return False
    for factors in arguments:
        for looked_at, sign, value in factors:
            kind = value.__class__
            if kind is tuple:
                values = value if sign == "either" else (*value[2], *(pair[1] for pair in value[1]))
                for one in values:
                    if one.__class__ is CellError:
                        return False
            elif kind is CellError or (not sign and len(factors) > 1 and looked_at.has_text):
                return False
    return True


def _places(arguments: Sequence[tuple[Factor, ...]], size: int) -> Sequence[int]:
    """Where all conditions hold, in order."""
    conditions = [one for factors in arguments for one in factors if one[1]]
    _see_guards(conditions)
    places: Sequence[int] | None = None
    used: Factor | None = None
    for one in conditions:
        found = _quickly_found(*one)
        if found is not None and (places is None or len(found) < len(places)):
            places, used = found, one if one[1] != "any" else None
            if not found:
                return found
    if places is None:
        places = range(size)
    # Those that are quick to ask come first, and leave few places for the others.
    for one in conditions:
        if one is not used and one[1] != "any":
            places = _that_compare(places, *one)
            if not places:
                return places
    for one in conditions:
        if one[1] == "any" and places:
            places = _that_meet(places, *one)
    return places


def _see_guards(conditions: Sequence[Factor]) -> None:
    """A text where a number must stand is told in each program's own way."""
    for _looked_at, sign, value in conditions:
        if sign == "any":
            for _range, _wanted, guards in value[1]:
                if guards and any(guard.__class__ is str for guard in guards):
                    raise Unsure


def _quickly_found(looked_at: Any, sign: str, value: Any) -> Sequence[int] | None:
    """The places outside of which a condition does not hold, if they need not be searched for."""
    if sign == "=":
        return looked_at.equal_to(value)  # type: ignore[no-any-return]
    if sign == "either":
        return looked_at.equal_to_one_of(value)[0]  # type: ignore[no-any-return]
    if sign != "any" or not value[1]:
        return None
    several = [held.equal_to(wanted) for held, wanted, guards in value[1] if all(guards)]
    return several[0] if len(several) == 1 else sorted(set().union(*several))


def _that_meet(places: Sequence[int], ranges: Any, _sign: str, value: Any) -> list[int]:
    flats, function = [one.flat for one in ranges], value[0]
    found = []
    for place in places:
        result = function(*[flat[place] for flat in flats])
        if result == 1.0:
            found.append(place)
        elif result != 0.0:
            raise Unsure
    return found


def _that_compare(places: Sequence[int], looked_at: Range, sign: str, value: Any) -> Sequence[int]:
    if sign == "either":
        members = looked_at.equal_to_one_of(value)[1]
        return places if len(members) == looked_at.size else [place for place in places if place in members]
    flat, compare = looked_at.flat, _COMPARED[sign]
    if value.__class__ is not float:
        return [place for place in places if compare(flat[place], value)]
    if sign == "=":
        return [one for one in places if (flat[one] == value if flat[one].__class__ is float else eq(flat[one], value))]
    if sign == "<":
        return [one for one in places if (flat[one] < value if flat[one].__class__ is float else lt(flat[one], value))]
    if sign == "<=":
        return [one for one in places if (flat[one] <= value if flat[one].__class__ is float else le(flat[one], value))]
    if sign == ">":
        return [one for one in places if (flat[one] > value if flat[one].__class__ is float else gt(flat[one], value))]
    if sign == ">=":
        return [one for one in places if (flat[one] >= value if flat[one].__class__ is float else ge(flat[one], value))]
    return [place for place in places if compare(flat[place], value)]


def _reckoned(arguments: Sequence[tuple[Factor, ...]]) -> list[list[Value]]:
    """For each element, what each argument gives for it."""
    return [[_product(factors, place) for factors in arguments] for place in range(_ranges(arguments)[0].size)]


def _product(factors: tuple[Factor, ...], place: int) -> Value:
    found: Value = None
    for looked_at, sign, value in factors:
        one = value[0](*[each.flat[place] for each in looked_at]) if sign == "any" else looked_at.flat[place]
        if sign == "either":
            one = _is_one_of(one, value)
        elif sign and sign != "any":
            one = _COMPARED[sign](one, value)
        if len(factors) == 1 and not sign:
            return one
        found = number(one) if found is None else mul(found, one)
    return found


def _is_one_of(one: Value, values: Sequence[Value]) -> Value:
    found = [eq(one, value) for value in values]
    return next((each for each in found if each.__class__ is CellError), any(found))


def _total(lines: list[list[Value]]) -> Value:
    products = []
    for line in lines:
        product = line[0]
        for one in line[1:]:
            product = mul(product, one)
        products.append(product)
    return _sum_of(products)


def _sum_of(products: list[Value]) -> Value:
    errors = {one.code for one in products if one.__class__ is CellError}
    if len(errors) > 1:
        raise Unsure  # which of them is told differs by program
    return CellError(errors.pop()) if errors else added(products)
