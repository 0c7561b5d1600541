"""Made-up companies, what their teams hand in, and filled workbooks of every kind to show."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from xltargets.samples.companies import FIRST, Company

if TYPE_CHECKING:
    from xltargets.templates.content import Filling


def sample(template: str, company: Company = FIRST) -> Filling:
    """The sample filling of a template, of a company.

    >>> sample("team-scorecard").forms["settings"]["unit"]
    'North Harbour'
    >>> from xltargets.samples.companies import of_language
    >>> sample("team-scorecard", of_language("zh-CN")).forms["settings"]["currency"]
    'CNY'
    """
    module = importlib.import_module(f"{__name__}.{template.replace('-', '_')}_sample")
    found: Filling = module.filling(company)
    return found
