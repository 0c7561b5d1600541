"""The clock of a host that runs beside a person: this computer's day."""

from __future__ import annotations

import datetime


def today() -> float:
    """This computer's day as a serial number."""
    return serial_of(datetime.datetime.now().date())


def serial_of(day: datetime.date) -> float:
    """A day as a serial number."""
    return float((day - datetime.date(1899, 12, 30)).days)
