"""Amounts in the unit that a workbook's settings ask for, and labels that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.errors import N_, fill
from xltargets.templates.common import AMOUNT_UNIT, SCALES
from xltargets.units.amounts import rounded

if TYPE_CHECKING:
    from collections.abc import Callable

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class ShownIn:
    """A unit of amounts by its code, "" for amounts in full."""

    code: str
    translate: Callable[[str], str]

    @property
    def scale(self) -> float:
        """What amounts are divided by.

        >>> ShownIn("Ten thousands", str).scale, ShownIn("", str).scale
        (10000.0, 1.0)
        """
        return SCALES.get(self.code, 1.0)

    def label(self, name: str) -> str:
        """What amounts are called, with the unit that they are shown in.

        >>> ShownIn("Ten thousands", str).label("Target"), ShownIn("", str).label("Target")
        ('Target (Ten thousands)', 'Target')
        """
        if self.scale == 1:
            return name
        unit = self.translate(dict(AMOUNT_UNIT.labels)[self.code])
        return fill(N_("{name} ({unit})"), {"name": name, "unit": unit}, self.translate)

    def amount(self, value: float | None) -> str:
        """An amount in whole units, or with one decimal in larger ones; a dash for none.

        >>> ShownIn("", str).amount(1234567.8), ShownIn("Ten thousands", str).amount(1234567.8)
        ('1,234,568', '123.5')
        """
        return "–" if value is None else self._digits(value)

    def signed(self, value: float | None) -> str:
        """A change of an amount, with its sign.

        >>> ShownIn("", str).signed(1234.4), ShownIn("Ten thousands", str).signed(-1234.4)
        ('+1,234', '−0.1')
        """
        if value is None:
            return "–"
        shown = self._digits(abs(value))
        return shown if not shown.strip("0.") else ("+" if value > 0 else MINUS) + shown

    def _digits(self, value: float) -> str:
        return f"{rounded(value / self.scale, 0 if self.scale == 1 else 1):,}"
