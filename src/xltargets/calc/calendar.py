"""Working days between dates, counted as a spreadsheet's NETWORKDAYS does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.units.days import EPOCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

ORIGIN = np.datetime64(EPOCH)


def as_date(serial: float) -> np.datetime64:
    """The day of a serial number of the 1900 system."""
    return ORIGIN + np.timedelta64(int(serial), "D")


def working_days(first: float, last: float, holidays: NDArray[Any] | None = None) -> int:
    """Monday to Friday from `first` to `last`, both included, less the holidays; 0 when `last` is before `first`.

    >>> working_days(46023, 46053)  # January 2026
    22
    """
    if last < first:
        return 0
    days: Any = []
    if holidays is not None:
        known = holidays[~np.isnan(holidays)].astype(np.int64)
        days = ORIGIN + known.astype("timedelta64[D]")
    return int(np.busday_count(as_date(first), as_date(last) + np.timedelta64(1, "D"), holidays=days))
