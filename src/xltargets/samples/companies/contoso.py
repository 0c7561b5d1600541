"""The company in English, in whose names and amounts the story is told."""

from __future__ import annotations

from xltargets.errors import N_
from xltargets.samples.companies import Company

COMPANY = Company(
    language="en",
    currency="USD",
    holidays=((1, 1, N_("New Year")), (5, 1, N_("Labour Day")), (12, 25, N_("Christmas"))),
)
