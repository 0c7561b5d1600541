"""A member's statement as a page: one self-contained HTML file without any script, for a screen and for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.reporting.pages import in_the_page, template
from xltargets.reporting.shown_in import MINUS
from xltargets.units.amounts import rounded

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal


def cents(value: Decimal | None) -> str:
    """An amount with all its decimals; a dash for none.

    >>> from decimal import Decimal
    >>> cents(Decimal("11434.20")), cents(Decimal("-5.00")), cents(None)
    ('11,434.20', '−5.00', '–')
    """
    if value is None:
        return "–"
    return (MINUS if value < 0 else "") + f"{abs(value):,f}"


def percent(value: float | None) -> str:
    """A rate or an attainment; a dash for none.

    >>> percent(0.05), percent(0.985), percent(1.0130237), percent(None)
    ('5%', '98.5%', '101.3%', '–')
    """
    return "–" if value is None else str(rounded(value * 100, 1)).removesuffix(".0") + "%"


def rate(value: float) -> str:
    """A rate as it was agreed, with all its decimals.

    >>> rate(0.05), rate(0.0125)
    ('5%', '1.25%')
    """
    return f"{value * 100:.10g}%"


def render_statement(statement: Any, translate: Callable[[str], str]) -> str:
    """Fill the page. Whatever comes from a workbook is escaped."""
    own = in_the_page(style="statement.css")
    shows = {one.__name__: one for one in (cents, percent, rate)}
    return template("statement.html.j2").render(_=translate, s=statement, **shows, **own)
