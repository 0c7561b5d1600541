"""The team scorecard, sheet Closed months. Declarations only."""

from __future__ import annotations

from functools import partial

from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column

_loaded = partial(column, loaded=True, since=2)


class Closed(schema.Table):
    """The months that are closed, as the ledger has them. A refresh with the ledger brings it; nobody types here."""

    title = _("Closed months")
    rows = 12
    since = 2
    repeats = True
    period = _loaded(Kind.MONTH, _("Closed in"), key=True, help=_("The period that it is booked and paid in."))
    of = _loaded(Kind.MONTH, _("Belongs to"), key=True, help=_("Another month than that is what came late."))
    person_id = _loaded(Kind.TEXT, _("Person ID"), key=True, width=13)
    member = _loaded(Kind.TEXT, _("Member"), key=True, width=22)
    plan = _loaded(Kind.TEXT, _("Plan from"), help=_("The commission plan in force."), width=12)
    quota = _loaded(Kind.AMOUNT, _("Quota"))
    credit = _loaded(Kind.AMOUNT, _("Credit"))
    commission = _loaded(Kind.AMOUNT, _("Commission"), paid=True)
    paid = _loaded(
        Kind.AMOUNT, _("Commission paid"), paid=True, help=_("With what came late, in the line of the period itself.")
    )
    clawback = _loaded(Kind.AMOUNT, _("Clawback"), paid=True)
    draw = _loaded(Kind.AMOUNT, _("Draw"), paid=True)
    recovered = _loaded(Kind.AMOUNT, _("Draw recovered"), paid=True)
    payout = _loaded(Kind.AMOUNT, _("Payout"), paid=True)
    owed = _loaded(Kind.AMOUNT, _("Draw still owed"), paid=True)
    terms = _loaded(Kind.TEXT, _("Terms"), help=_("Tiers and cap, as the ledger writes them."), width=34)
    entry = _loaded(Kind.COUNT, _("Entry"), help=_("Its number in the ledger."), width=9)
    by = _loaded(Kind.TEXT, _("Closed by"), width=18)
    day = _loaded(Kind.DATE, _("Closed on"))
