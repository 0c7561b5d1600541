"""Cells to what the arithmetic takes, and back: blanks, error values, orientation."""

from __future__ import annotations

import datetime
import math
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xltargets.calc.contract import Layout, Result
from xltargets.errors import CellError

Cells = Any
"""A scalar (None, float, bool, str, CellError) or a list of rows of scalars."""


class Omitted(Enum):
    """An argument that was left out, which is not the same as one that points to a blank cell."""

    OMITTED = "omitted"


OMITTED = Omitted.OMITTED
NUM_ERROR = CellError("#NUM!")


def from_host(value: Cells) -> Any:
    """A host's argument as a scalar or a two-dimensional array: 1×1 is a scalar, a flat list is a row.

    >>> from_host([[1.0, 2.0]])
    array([[1., 2.]])
    >>> from_host([[5.0]])
    5.0
    """
    if not isinstance(value, (list, tuple, np.ndarray)):
        return _scalar(value)
    if (plain := _plain_rows(value)) is not None:
        return plain
    array = _two_dimensional(value)
    if array.size == 1:
        return _scalar(array.item())
    if array.dtype == object:
        flat = array.reshape(-1)
        cells = flat.tolist()
        if cells and all(type(one) is float for one in cells):
            numeric = np.array(cells, dtype=np.float64)
            if np.isfinite(numeric).all():
                return numeric.reshape(array.shape)
        for index, one in enumerate(cells):
            if type(one) is not float or not math.isfinite(one):
                flat[index] = _scalar(one)
    elif array.dtype.kind in "iu":
        array = array.astype(np.float64)
    elif array.dtype.kind == "f" and not np.isfinite(array).all():
        array = array.astype(object)
        array[~np.isfinite(array.astype(np.float64))] = NUM_ERROR
    return array


def _plain_rows(value: Any) -> NDArray[np.float64] | None:
    """Rows of plain numbers, as most ranges are, without a closer look; None for anything else."""
    if value.__class__ is not list or len(value) < 2 or any(row.__class__ is not list for row in value):
        return None
    width = len(value[0])
    flat = [one for row in value if len(row) == width for one in row if one.__class__ is float]
    if not width or len(flat) != len(value) * width:
        return None
    array = np.array(flat, dtype=np.float64)
    return array.reshape(len(value), width) if np.isfinite(array).all() else None


def _two_dimensional(value: Any) -> NDArray[Any]:
    if isinstance(value, np.ndarray):
        array = value if value.dtype.kind in "iuf" else value.astype(object)
        return array if array.ndim == 2 else array.reshape(1, -1)
    rows = value if value and isinstance(value[0], (list, tuple)) else [value]
    width = max((len(row) for row in rows), default=0)
    array = np.empty((len(rows), width), dtype=object)
    for index, row in enumerate(rows):
        array[index, : len(row)] = row
    return array


def _scalar(value: Any) -> Any:
    if type(value) is float:
        return value if value - value == 0.0 else NUM_ERROR
    if value is None or isinstance(value, (str, bool, CellError, Omitted)):
        return value
    if isinstance(value, (int, np.integer)):
        try:
            return float(value)
        except OverflowError:
            return NUM_ERROR
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else NUM_ERROR
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, (datetime.date, np.datetime64)):
        return value
    return str(value)


def to_host(value: Any, result: Result, followed: Any = None) -> Cells:
    """A result as cells: a scalar, or a list of rows laid out as the contract says.

    `followed` is the argument whose orientation a spilled result keeps.
    """
    if not isinstance(value, np.ndarray):
        return _cell(value)
    array = value
    lies = isinstance(followed, np.ndarray) and followed.shape[0] == 1 and followed.shape[1] > 1
    if result.layout is Layout.ALONG:
        array = array.reshape(1, -1) if lies else array.reshape(-1, 1)
    elif result.layout is Layout.ROWS:
        array = np.atleast_2d(array)
        array = array.T if lies else array
    elif result.layout is Layout.LIKE:
        array = array.reshape(followed.shape) if isinstance(followed, np.ndarray) else array.reshape(1, -1)
    elif array.ndim < 2:
        array = array.reshape(1, -1)
    if array.size == 1:
        return _cell(array.reshape(-1)[0])
    if array.dtype.kind == "f" and np.isfinite(array).all():
        rows: list[list[Any]] = array.tolist()
        return rows
    return [[_cell(one) for one in row] for row in array.tolist()]


def _cell(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else NUM_ERROR
    return value
