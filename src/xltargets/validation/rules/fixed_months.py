"""XL58: months whose target is fixed, and leave no right rest to the others."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.target_plan.periods import Periods
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.rows import number_in, rows_with
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission


@rule("XL585", "fixed-not-fitting", Severity.ERROR, templates=(TARGET_PLAN.key,), since="0.4.0", root=True)
def fixed_not_fitting(submission: Submission) -> Iterator[Fault]:
    """The months that are fixed come to more than the year, or all are fixed and come to less.

    What it does
        Adds up Fixed amount in Periods and compares it with the first plan of the year in Settings.

    Why it matters
        The months that are not fixed share what is left. Where that is less than nothing they get 0, and the months
        do not sum to the year.

    Example
        The year is 19,800, and January alone is fixed at 30,000.

    How to repair
        Lower a fixed amount, clear one so that its month shares, or agree on another target of the year.

    Safe repair
        None: only the owner of the plan knows which figure is right.
    """
    total = submission.view.fields.get("settings.first_total")
    amount = None if total is None else number_in(total)
    decimals = number_in(submission.view.fields.get("settings.decimals")) or 0
    places = list(rows_with(submission.view, Periods.fixed))
    fixed = [(table.slot(Periods.fixed, row), row) for table, row in places]
    known = [(slot, number) for slot, _row in fixed if (number := number_in(slot)) is not None]
    if not known or amount is None:
        return
    together = fsum(number for _slot, number in known)
    step = 10.0**-decimals / 2
    message = None
    if together - amount >= step:
        message = N_("The fixed months come to {together}, more than the {total} of the year.")
    elif len(known) == len(fixed) and amount - together >= step:
        message = N_("All months are fixed and come to {together}, less than the {total} of the year.")
    if message is not None:
        slot = max(known, key=lambda one: one[1])[0]
        repair = N_("Lower a fixed amount, clear one so that its month shares, or agree on another target of the year.")
        yield fault(slot, message, repair, together=amount_shown(together), total=amount_shown(amount))
