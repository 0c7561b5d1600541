"""The page for a manager's meeting: figures to one self-contained HTML file, which needs no network.

Without its script all of it is there, open and in order; the script sorts, searches and folds. Its own script and style
are named by their digests in the policy, so that nothing from a workbook can run or restyle the page.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from xltargets.reporting.charts import library
from xltargets.reporting.pages import in_the_page, template
from xltargets.reporting.shown_in import MINUS, ShownIn
from xltargets.units.amounts import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PAGE = "meeting.html.j2"


def ratio(value: float | None) -> str:
    """A ratio as a percentage; a dash for none."""
    return "–" if value is None else f"{rounded(value, 3):.1%}"


def attained(line: Any) -> str:
    """An attainment as a percentage; n/a where less than nothing was due."""
    return "n/a" if line.due is not None and line.due < 0 else ratio(line.attainment)


def number(value: float | None) -> str:
    """A figure without a tail of zeros; a dash for none."""
    return "–" if value is None else f"{value:.4g}"


def points(now: float, then: float) -> str:
    """By how many hundredths a ratio changed, with its sign.

    >>> points(0.86, 0.835), points(0.835, 0.86), points(0.86, 0.86)
    ('+2.5', '−2.5', '0.0')
    """
    shown = str(rounded(abs(now - then) * 100, 1))
    return shown if shown == "0.0" else ("+" if now > then else MINUS) + shown


def unbroken(amount: str) -> str:
    """An amount in a sentence, which no line breaks before its unit, such as 万.

    >>> unbroken("7,498万") == "7,498\N{WORD JOINER}万", unbroken("8.87M"), unbroken("950")
    (True, '8.87M', '950')
    """
    is_letter = not amount[-1:].isascii()
    return f"{amount[:-1]}\N{WORD JOINER}{amount[-1]}" if is_letter else amount


def tone_of(change: float, least: float) -> str:
    """Whether a change is good, bad or none to speak of."""
    return "" if abs(change) < least else "good" if change > 0 else "bad"


def bullet(line: Any) -> str:
    """How long the bar of an attainment is, in a place as wide as half as much again as was due."""
    attainment = line.attainment
    return "0" if attainment is None else f"{min(100.0, max(0.0, attainment / WIDEST * 100)):.0f}%"


WIDEST = 1.5


def embedded(data: Any) -> str:
    r"""Values as JSON that stays within its script element, whatever the texts in them.

    >>> embedded({"a": "</script>"})
    '{"a":"\\u003c/script>"}'
    """
    return json.dumps(data, separators=(",", ":")).replace("<", r"\u003c")


def prepare() -> None:
    """Load what draws the charts and fills the page; that takes longer than to do it."""
    library()
    template(_PAGE)


def render(facts: Mapping[str, Any], data: Any, translate: Callable[[str], str]) -> str:
    """Fill the page. Whatever comes from a workbook is escaped; `data` is what a later page compares itself with.

    Amounts are in the unit of `facts["unit"]`; proposals, which people enter as they stand, are in full.
    """
    from markupsafe import Markup

    own = in_the_page(style="meeting.css", script="meeting.js")
    own["data"] = Markup(embedded(data))  # noqa: S704
    unit, in_full = facts["unit"], ShownIn("", translate)
    shows = {one.__name__: one for one in (ratio, attained, number, points, bullet)}
    shows |= {"amount": unit.amount, "signed": unit.signed, "in_full": in_full.amount, "change_in_full": in_full.signed}
    return template(_PAGE).render(_=translate, **shows, **own, **facts)
