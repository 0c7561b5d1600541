"""Which rows of a year's workbooks go on into the next: all but those that are of one year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.calc.named_year import MIDDLE, first_of_month
from xltargets.rollup.admission import LOG, PLAN, REGISTER, SCORECARD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xltargets.rollup.extraction import Row

OF_ONE_YEAR: Mapping[str, frozenset[str]] = {
    PLAN: frozenset({"history", "estimates", "objectives", "actions", "review", "changes", "measure_targets"}),
    SCORECARD: frozenset(
        {"actuals", "credits", "scores", "reviews", "refunds", "adjustments", "awards", "lines", "statement"}
    ),
    LOG: frozenset({"satisfaction"}),
    REGISTER: frozenset(),
}
"""Tables and forms whose rows are left behind; the history is made anew of the actuals."""
BLANK: Mapping[str, frozenset[str]] = {
    PLAN: frozenset({"settings.agreed", "settings.as_of", "settings.weeks", "measures.own_total"}),
    SCORECARD: frozenset({"settings.as_of", "settings.weeks"}),
    LOG: frozenset({"settings.as_of", "settings.weeks", "settings.target", "settings.won_before"}),
    REGISTER: frozenset(
        {"settings.as_of", "settings.weeks", "settings.target", *(f"kris.m{month}" for month in range(1, 13))}
    ),
}
"""Fields and columns that begin blank."""


def _ends_later(column: str, *, named: bool = False) -> Callable[[Row, float], bool]:
    """Whether something is not over when the next year begins; without a day it goes on.

    Months name periods: a year of weeks may begin later than the first of the month after which its first is named.
    """

    def stays(row: Row, start: float) -> bool:
        day = row.values.get(column)
        return not isinstance(day, float) or day >= (first_of_month(start + MIDDLE) if named else start)

    return stays


def _is_blank(column: str) -> Callable[[Row, float], bool]:
    """Whether something is open: nothing stands in the column that says that it is done."""
    return lambda row, _start: row.values.get(column) is None


STAYS: Mapping[tuple[str, str], Callable[[Row, float], bool]] = {
    **{(kind, "holidays"): _ends_later("day") for kind in (PLAN, SCORECARD)},
    **{(kind, "workdays"): _ends_later("day") for kind in (PLAN, SCORECARD)},
    (PLAN, "units"): _ends_later("member_until"),
    (PLAN, "leave"): _ends_later("last"),
    (PLAN, "organisation"): _ends_later("last"),
    (SCORECARD, "team"): _ends_later("member_until"),
    (SCORECARD, "plan_members"): _ends_later("ends", named=True),
    (SCORECARD, "training"): _is_blank("done"),
    (SCORECARD, "disputes"): _is_blank("outcome"),
    (LOG, "opportunities"): lambda row, _start: row.values.get("stage") not in ("Won", "Lost"),
    (LOG, "feedback"): _is_blank("closed"),
    (REGISTER, "risks"): lambda row, _start: row.values.get("done") is None and row.values.get("closed") is None,
}
"""By template and table: which rows go on; of other tables all do."""
