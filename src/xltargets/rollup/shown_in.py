"""In what unit of amounts workbooks show their large figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.rollup.admission import OWNERS
from xltargets.templates.common import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.rollup.company import Company
    from xltargets.rollup.extraction import Extract


def shown_in(extracts: Iterable[Extract]) -> str:
    """The unit that all of them name, as its code; "" for amounts in full, and where they do not agree."""
    named = {one.text("settings.shown_in") for one in extracts}
    found = named.pop() if len(named) == 1 else ""
    return found if found in SCALES else ""


def shown_in_company(company: Company) -> str:
    """What the company's own plan or scorecard says; without one, what all teams say."""
    own = company.parent or company.scorecard
    return shown_in([own] if own else [one for kind in OWNERS for one in company.of(kind).values()])
