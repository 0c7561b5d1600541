"""Rates between currencies: the year's plan rates, and each month's actual ones. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import CURRENCIES
from xltargets.templates.schema import Kind, When, _, column

_LEAST = 1e-6


class Rates(schema.Table):
    """What one unit of each other currency is worth, all year long: targets and actuals are added at these rates."""

    title = _("Plan rates")
    rows = 6
    spare = 4
    since = 2
    currency = column(
        Kind.TEXT,
        _("Currency"),
        pattern="[A-Z]{3}",
        offered=CURRENCIES,
        key=True,
        required=True,
        unique=True,
        since=2,
        help=_("Its three letters, e.g. EUR."),
    )
    plan = column(
        Kind.NUMBER,
        _("Plan rate"),
        minimum=_LEAST,
        required=True,
        since=2,
        width=14,
        help=_("What one of it is worth in the currency of Settings, e.g. 1.1 for EUR where that is USD."),
    )


class ActualRates(schema.Table):
    """What one unit of each currency was worth, month by month, to show what rates do to the actuals."""

    name = "actual_rates"
    title = _("Actual rates")
    rows = 12
    spare = 12
    since = 2
    anchor = "E4"
    month = column(Kind.MONTH, _("Month"), when=When.NEAR, key=True, required=True, since=2, help=_("Its first day."))
    currency = column(
        Kind.TEXT,
        _("Currency"),
        references="rates.currency",
        key=True,
        required=True,
        since=2,
        help=_("One of the plan rates."),
    )
    rate = column(
        Kind.NUMBER,
        _("Actual rate"),
        minimum=_LEAST,
        required=True,
        since=2,
        width=14,
        help=_("What one of it was worth on average in the month, in the currency of Settings."),
    )


RATES_SHEET = schema.Sheet(
    "rates",
    _("Exchange rates"),
    schema.Role.INPUT,
    _("For a company whose units plan in several currencies; all others leave it empty."),
    (Rates, ActualRates),
    landscape=False,
    since=2,
)
"""For workbooks that add units up."""
