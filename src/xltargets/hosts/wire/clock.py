"""The clock of a host that runs beside a person: this computer's day."""

from __future__ import annotations

from xltargets.units.days import serial_of, today

__all__ = ["serial_of", "today"]
