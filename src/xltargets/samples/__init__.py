"""A made-up company, what its teams hand in, and filled workbooks of every kind to show."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.templates.content import Filling


def sample(template: str, translate: Callable[[str], str] = lambda text: text) -> Filling:
    """The sample filling of a template, its words in a language.

    >>> sample("team-scorecard").forms["settings"]["unit"]
    'North Harbour'
    """
    module = importlib.import_module(f"{__name__}.{template.replace('-', '_')}_sample")
    found: Filling = module.filling(translate)
    return found
