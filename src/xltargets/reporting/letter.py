"""A person's target letter as a page to sign: one self-contained HTML file without any script, on a page of A4."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from xltargets.locale import RECORDS, translator
from xltargets.reporting.pages import in_the_page, template
from xltargets.reporting.shown_in import ShownIn
from xltargets.reporting.statement import percent
from xltargets.units.amounts import rounded

if TYPE_CHECKING:
    from datetime import date


def figure(value: float | None, decimals: int = 2) -> str:
    """An amount or a number, without a tail of zeros; a dash for none.

    >>> figure(912859.0), figure(0.5), figure(9.25, 0), figure(None)
    ('912,859', '0.5', '9', '–')
    """
    if value is None:
        return "–"
    shown = f"{rounded(value, decimals):,}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def render_letter(letter: Any, language: str) -> str:
    """Fill the page. Whatever comes from a workbook is escaped."""
    own = in_the_page(style="statement.css letter.css")
    record = RECORDS[language]

    def day(value: date | None) -> str:
        return "–" if value is None else record.day.format(value)

    def month(value: date) -> str:
        return record.months[value.month - 1]

    translate = translator(language)
    unit = ShownIn(letter.shown_in, translate)
    # What people sign is exact: a larger unit has more decimals, of which none is left out.
    decimals = letter.decimals + round(math.log10(unit.scale))

    def amount(value: float) -> str:
        return figure(value / unit.scale, decimals)

    shows = {"figure": figure, "amount": amount, "percent": percent, "with_unit": unit.label}
    return template("letter.html.j2").render(
        _=translate, s=letter, language=language, day=day, month=month, **shows, **own
    )
