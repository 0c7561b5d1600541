"""The sales of one month of the sample company's first team: the CRM log's won deals, shared, and small orders."""

from __future__ import annotations

from typing import Any

from xltargets.calc import commission_split
from xltargets.errors import N_
from xltargets.samples import crm_log_sample
from xltargets.samples.companies import FIRST, Company
from xltargets.samples.sales import AS_OF, sales
from xltargets.units.money import decimals_of

Rows = list[dict[str, Any]]
SHARED = {
    "O-27": (("Chen Wei", 0.7), ("Ben Okafor", 0.3)),
    "O-29": (("Ben Okafor", 0.55), ("Erik Lund", 0.3), ("Dana Novak", 0.15)),
    "O-36": (("Fatima Haddad", 0.6), ("Chen Wei", 0.2), ("Ben Okafor", 0.2)),
    "O-40": (("Dana Novak", 0.75), ("Alice Moreau", 0.25)),
}
"""Large deals, and who sold them together; the others are their owner's alone."""
SMALL = N_("Small orders")


def rows(company: Company = FIRST) -> Rows:
    """What sums, member by member, to the actuals of that month."""
    _ = company.say
    month = AS_OF.replace(day=1)
    left = {
        company.name(sale.person.name): float(sale.amount)
        for sale in sales(crm_log_sample.TEAM, company)
        if sale.month == month
    }
    found: Rows = []
    for deal in crm_log_sample.filling(company).tables["opportunities"]:
        if deal["stage"] != "Won":
            continue
        shared = SHARED.get(str(deal["id"]), ())
        holders = [(company.name(name), share) for name, share in shared] or [(str(deal["owner"]), 1.0)]
        shares = [share for _name, share in holders]
        for (name, _share), part in zip(
            holders, commission_split(deal["amount"], shares, decimals_of(company.currency)), strict=True
        ):
            left[name] -= float(part)
        row = {"deal": deal["id"], "sold": deal["closed"], "booked": month, "amount": deal["amount"]}
        row |= {"customer": deal["customer"], "product": deal["product"], "category": _("New business")}
        for number, (name, share) in enumerate(holders, 1):
            row[f"member_{number}"] = name
            if len(holders) > 1:
                row[f"share_{number}"] = share
        found.append(row)
    found.sort(key=lambda one: (one["sold"], one["deal"]))
    for number, (name, amount) in enumerate(left.items(), 1):
        row = {"deal": f"S-{month:%m}-{number}", "sold": AS_OF, "booked": month, "amount": amount}
        found.append(row | {"customer": _(SMALL), "category": _("Follow-on business"), "member_1": name})
    return found
