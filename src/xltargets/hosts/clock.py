"""The clock of a host that runs beside a person: this computer's day."""

from __future__ import annotations

import datetime


def today() -> float:
    """This computer's day as a serial number."""
    return float((datetime.datetime.now().date() - datetime.date(1899, 12, 30)).days)
