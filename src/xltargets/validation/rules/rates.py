"""XL58: rates between currencies that are missing, or that contradict the plan's own currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.templates.company_scorecard import COMPANY_SCORECARD
from xltargets.templates.rates import Rates
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.target_plan.organisation import Organisation
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.rows import number_in, rows_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission


@rule("XL583", "rate-missing", Severity.ERROR, templates=(TARGET_PLAN.key,), since="0.4.0")
def rate_missing(submission: Submission) -> Iterator[Fault]:
    """A unit plans in a currency that has no rate.

    What it does
        Compares Currency of each unit on the sheet Company with the currency in Settings and with the plan rates.

    Why it matters
        Its target cannot be handed out, and its actuals cannot be added to the company's.

    Example
        The unit Tokyo plans in JPY, the company in USD, and the sheet Exchange rates has no JPY.

    How to repair
        Enter the rate of the year on the sheet Exchange rates, or correct the currency.

    Safe repair
        None: only the company knows its rate.
    """
    own = _own(submission)
    known = {_code(table.slot(Rates.currency, row).value) for table, row in rows_with(submission.view, Rates.currency)}
    for table, row in rows_with(submission.view, Organisation.unit, Organisation.currency):
        slot, unit = table.slot(Organisation.currency, row), table.slot(Organisation.unit, row).value
        code = _code(slot.value)
        if code and own and code != own and code not in known:
            yield fault(
                slot,
                N_("{unit} plans in {found}, and there is no rate from it to {own}."),
                N_("Enter the plan rate on the sheet Exchange rates, or correct the currency."),
                unit=unit,
                own=own,
            )


@rule("XL584", "rate-of-own", Severity.ERROR, templates=(TARGET_PLAN.key, COMPANY_SCORECARD.key), since="0.4.0")
def rate_of_own(submission: Submission) -> Iterator[Fault]:
    """The currency of the plan itself has a rate other than 1.

    What it does
        Looks at the plan rate of the currency in Settings, where there is one.

    Why it matters
        Rates say what another currency is worth in that of Settings. A rate for it shows that they were entered the
        other way round, or that the wrong currency stands in Settings; then all sums are wrong.

    Example
        Settings say USD, and the sheet Exchange rates gives USD a rate of 0.9.

    How to repair
        Correct the currency in Settings, or delete the row and enter what one of each other currency is worth.

    Safe repair
        None.
    """
    own = _own(submission)
    for table, row in rows_with(submission.view, Rates.currency, Rates.plan):
        slot = table.slot(Rates.plan, row)
        rate = number_in(slot)
        if rate is not None and rate != 1 and own and _code(table.slot(Rates.currency, row).value) == own:
            yield fault(
                slot,
                N_("{label} of {own} is {found}, and {own} is the currency of Settings."),
                N_("Correct the currency in Settings, or say what one of each other currency is worth in it."),
                1.0,
                own=own,
            )


def _own(submission: Submission) -> str:
    slot = submission.view.fields.get("settings.currency")
    return "" if slot is None else _code(slot.value)


def _code(value: object) -> str:
    return value.strip().upper() if isinstance(value, str) else ""
