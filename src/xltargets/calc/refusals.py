"""Refusing an argument: which elements are wrong, and what is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.errors import N_, InputProblem, Phrase, ValueProblem

if TYPE_CHECKING:
    pass


def refuse(
    bad: Any,
    problem: type[InputProblem],
    argument: str,
    found: Any,
    expected: str,
    **values: Any,
) -> None:
    """Raise `problem` for the elements of an argument that `bad` marks; do nothing when it marks none.

    >>> from xltargets.errors import NumProblem
    >>> refuse(np.array([False, True]), NumProblem, "quota", np.array([1.0, -2.0]), "expected 0 or more")
    Traceback (most recent call last):
    xltargets.errors.NumProblem: quota, element 2: found -2; expected 0 or more.
    """
    if not isinstance(bad, np.ndarray) or bad.ndim == 0:
        if bad:
            raise problem(argument, _without_numpy(found), expected, **values)
        return
    if bad.any():
        first = int(np.flatnonzero(bad)[0])
        culprit = np.broadcast_to(np.asarray(found, dtype=object), bad.shape).flat[first]
        raise problem(argument, _without_numpy(culprit), expected, element=first + 1, where=bad, **values)


def need_as_many(argument: str, found: Any, other: str, wanted: int, *, or_one: bool = False) -> None:
    """Raise a `ValueProblem` unless `found` has as many values as the other argument, or just one where that will do.

    >>> need_as_many("weights", np.ones(2), "scores", 3)
    Traceback (most recent call last):
    xltargets.errors.ValueProblem: weights: found 2 values; expected 3, as many as scores.
    """
    if found.size == wanted or (or_one and found.size == 1):
        return
    count = Phrase(N_("{count} {count:value|values}"), count=found.size)
    if or_one:
        raise ValueProblem(
            argument, count, N_("expected one, or {wanted}, as many as {other}"), wanted=wanted, other=other
        )
    raise ValueProblem(argument, count, N_("expected {wanted}, as many as {other}"), wanted=wanted, other=other)


def complete_pairs(first: Any, second: Any, names: tuple[str, str]) -> tuple[Any, Any]:
    """Two ranges of as many values, without the places that are blank in both; blank in one is a `ValueProblem`.

    >>> complete_pairs(np.array([5.0, np.nan]), np.array([0.1, np.nan]), ("losses", "probabilities"))
    (array([5.]), array([0.1]))
    """
    need_as_many(names[1], second, names[0], first.size)
    left, right = first.reshape(-1), second.reshape(-1)
    halves = np.isnan(left) != np.isnan(right)
    if halves.any():
        place = int(np.flatnonzero(halves)[0])
        blank, other = names if np.isnan(left[place]) else names[::-1]
        raise ValueProblem(blank, None, N_("expected a value beside that of {other}"), element=place + 1, other=other)
    return left[~np.isnan(left)], right[~np.isnan(right)]


def _without_numpy(found: Any) -> Any:
    return found.item() if isinstance(found, (np.generic, np.ndarray)) and np.size(found) == 1 else found
