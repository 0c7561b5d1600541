"""The team scorecard, sheet Carried over. Declarations only."""

from __future__ import annotations

from functools import partial

from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column

_loaded = partial(column, loaded=True, since=2)


class Carried(schema.Table):
    """What members who moved bring along from their unit before: credit, quota and commission that a plan adds up.

    A refresh with the ledger brings it; nobody types here.
    """

    title = _("Carried over")
    rows = 4
    since = 2
    repeats = True
    member = _loaded(Kind.TEXT, _("Member"), key=True, width=22)
    plan = _loaded(Kind.TEXT, _("Commission plan"), key=True, help=_("The same in both units."), width=16)
    effective = _loaded(Kind.DATE, _("Rates from"), help=_("The day from which the rates of then hold."))
    counts = _loaded(Kind.MONTH, _("Counts from"), help=_("The month in which the member came."))
    since_month = _loaded(Kind.MONTH, _("Cap from"), help=_("The first month for which the cap holds."))
    begins = _loaded(Kind.MONTH, _("Adds up from"), key=True, help=_("The first month of those that add up."))
    sales = _loaded(Kind.TEXT, _("Of sales of"), key=True, help=_("A product or category; blank is all."), width=16)
    quota = _loaded(Kind.AMOUNT, _("Quota"))
    credit = _loaded(Kind.AMOUNT, _("Credit"))
    uncapped = _loaded(Kind.AMOUNT, _("Commission before the cap"), paid=True)
    commission = _loaded(Kind.AMOUNT, _("Commission"), paid=True, help=_("As it was earned there."))
