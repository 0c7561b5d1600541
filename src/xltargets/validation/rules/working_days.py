"""XL3: make-up days that make up for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.calc.calendar import calendar_of
from xltargets.errors import N_
from xltargets.templates.working_days import WEEK_CODES, WEEKEND
from xltargets.units.days import day_of, is_serial
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission


@rule("XL323", "make-up-day", Severity.ERROR, since="0.4.0", root=True)
def make_up_day(submission: Submission) -> Iterator[Fault]:
    """A make-up working day is worked anyway, or is a day off at the same time.

    What it does
        Looks at each day of Make-up working days: it has to be of the weekend in Settings, and not in Holidays.

    Why it matters
        A day that is worked anyway would count twice in pace and in people's shares of a month. One that is both is
        refused by every function that counts days.

    Example
        Make-up working days hold 2026-02-16, a Monday.

    How to repair
        Enter the day of the weekend on which people work, or delete the row.

    Safe repair
        None.
    """
    view = submission.view
    table, weekend = view.tables.get("workdays"), view.fields.get("settings.weekend")
    if table is None or weekend is None:
        return
    codes = {view.translate(word): WEEK_CODES[code] for code, word in WEEKEND.labels}
    code = codes.get(str(weekend.value)) if weekend.value else WEEK_CODES[WEEKEND.codes[0]]
    holidays = view.tables.get("holidays")
    off = set(holidays.column("day").numbers()) if holidays is not None else set()
    repair = N_("Enter the day of the weekend on which people work, or delete the row.")
    for row in table.rows_in_use:
        slot = table.slot(table.declared["day"], row)
        day = slot.value
        if not isinstance(day, float) or not is_serial(day) or code is None:
            continue
        named = {"day": day_of(day).isoformat()}
        if day in off:
            yield Fault(slot.at, N_("{day} is in Holidays too."), repair, day, None, named)
        elif calendar_of(None, None, code).days(day, day):
            yield Fault(slot.at, N_("{day} is no day of the weekend, and is worked anyway."), repair, day, None, named)
