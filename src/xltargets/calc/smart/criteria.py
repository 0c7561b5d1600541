"""The five SMART criteria on a row of fields: a verdict for each, and what is missing where it did not pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from xltargets.calc.contract import need_day
from xltargets.calc.setting import target_challenge
from xltargets.calc.smart.verdict import GREATEST_GROWTH, Verdict, improvement, is_achievable
from xltargets.errors import NotAvailable

LONGEST_DAYS = 366
"""From start to due: a year, also a leap year."""

_PLACEHOLDER = re.compile(
    r"[-.?/_*x]+|n/?a|n\.a\.|nil|none|null|tbd|tbc|to-?do|unknown|pending|[暂待]?无|没有|待定|待补|待填|未定|尚未|空白|不详|未知|略"
)


class Reason(StrEnum):
    """Why a criterion did not pass."""

    OBJECTIVE_MISSING = "objective missing"
    OBJECTIVE_WITHOUT_ACTION = "objective without action"
    OBJECTIVE_VAGUE = "objective vague"
    OWNER_MISSING = "owner missing"
    MEASURE_MISSING = "measure missing"
    MEASURE_SAME = "baseline is target"
    TOO_LOW = "too low"
    UNREALISTIC = "unrealistic"
    GROWTH_BEYOND = "growth beyond"
    NO_GROWTH = "no growth"
    NO_FALL = "no fall"
    FIGURES_MISSING = "figures missing"
    BASELINE_NOT_POSITIVE = "baseline not positive"
    GOAL_MISSING = "goal missing"
    DATES_MISSING = "dates missing"
    DATES_REVERSED = "dates reversed"
    DUE_PASSED = "due passed"
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion's verdict; where it did not pass, why, and the figures to say so."""

    verdict: Verdict
    reason: Reason | None = None
    values: dict[str, Any] = field(default_factory=dict)
    owner_missing: bool = False
    """The objective itself has to be mended, and there is no owner either."""


@dataclass(frozen=True, slots=True)
class Row:
    """An objective as its row says it: NaN for a missing number or day, an empty text for a missing text."""

    objective: str
    metric: str
    baseline: float
    target: float
    start: float
    due: float
    owner: str
    supports: str
    history: Any
    as_of: float | None


PASSED = Finding(Verdict.PASS)


def judge_row(row: Row) -> list[Finding]:
    """Specific, Measurable, Achievable, Relevant and Time-bound."""
    return [_specific(row), _measurable(row), _achievable(row), _relevant(row), _time_bound(row)]


def is_given(text: str) -> bool:
    """Whether a field says something: not blank, and no placeholder.

    >>> is_given("Ana"), is_given("  "), is_given("TBD"), is_given("待定")
    (True, False, False, False)
    """
    from xltargets.calc.smart.sentence import plain  # the words of the languages take long to make ready

    shown = plain(text)
    return bool(shown) and not _PLACEHOLDER.fullmatch(shown)


def _failed(reason: Reason, **values: Any) -> Finding:
    return Finding(Verdict.FAIL, reason, values)


def _unknown(reason: Reason, **values: Any) -> Finding:
    return Finding(Verdict.UNKNOWN, reason, values)


def _missing(row: Row, *names: str) -> list[str]:
    def is_missing(value: Any) -> bool:
        return not is_given(value) if isinstance(value, str) else bool(np.isnan(value))

    return [name for name in names if is_missing(getattr(row, name))]


def _specific(row: Row) -> Finding:
    from xltargets.calc.smart.sentence import read_sentence

    owned = is_given(row.owner)
    if not is_given(row.objective):
        reason = Reason.OBJECTIVE_MISSING
    else:
        reading = read_sentence(row.objective)
        # The row's own figures say how much, so that "grow revenue" is no wish in a row that has them.
        amount = reading.amount or _measurable(row).verdict is Verdict.PASS
        if not (reading.narrow or (reading.measure and amount)):
            reason = Reason.OBJECTIVE_VAGUE
        elif not (reading.action or reading.amount):
            reason = Reason.OBJECTIVE_WITHOUT_ACTION
        else:
            return PASSED if owned else _failed(Reason.OWNER_MISSING)
    return Finding(Verdict.FAIL, reason, {"objective": row.objective.strip()}, owner_missing=not owned)


def _measurable(row: Row) -> Finding:
    missing = _missing(row, "metric", "baseline", "target")
    if missing:
        return _failed(Reason.MEASURE_MISSING, fields=missing)
    if row.baseline == row.target:
        return _failed(Reason.MEASURE_SAME, target=row.target)
    return PASSED


def _lowers(row: Row) -> bool:
    """Whether the metric is one to lower; where its name does not tell, the objective and the figures together do."""
    from xltargets.calc.smart.sentence import lowers_is_better

    if lowers_is_better(row.metric):
        return True
    return row.target < row.baseline and lowers_is_better(row.objective)


def _achievable(row: Row) -> Finding:
    missing = _missing(row, "target")
    if not missing and (level := _challenge(row)) is not None:
        if level == "Too low":
            return _failed(Reason.TOO_LOW, target=row.target)
        return _failed(Reason.UNREALISTIC, target=row.target) if level == "Unrealistic" else PASSED
    missing = _missing(row, "baseline", "target")
    if missing:
        return _unknown(Reason.FIGURES_MISSING, fields=missing)
    if row.baseline <= 0:
        return _unknown(Reason.BASELINE_NOT_POSITIVE, baseline=row.baseline)
    lowers = _lowers(row)
    growth = improvement(row.baseline, row.target, lowers=lowers)
    figures = {"baseline": row.baseline, "target": row.target}
    if growth <= 0:
        return _failed(Reason.NO_FALL if lowers else Reason.NO_GROWTH, **figures)
    if is_achievable(growth):
        return PASSED
    limit = row.baseline * (1 - GREATEST_GROWTH if lowers else 1 + GREATEST_GROWTH)
    return _failed(Reason.GROWTH_BEYOND, change=growth, limit=limit, **figures)


def _challenge(row: Row) -> str | None:
    """TARGET_CHALLENGE's word over the history, None without enough of one; mirrored where less is better."""
    if row.history is None or np.isnan(row.history).all():
        return None
    sign = -1.0 if _lowers(row) else 1.0
    try:
        return target_challenge(sign * row.target, sign * row.history)
    except NotAvailable:
        return None


def _relevant(row: Row) -> Finding:
    return PASSED if is_given(row.supports) else _failed(Reason.GOAL_MISSING)


def _time_bound(row: Row) -> Finding:
    missing = _missing(row, "start", "due")
    if missing:
        return _failed(Reason.DATES_MISSING, fields=missing)
    days = {"start": row.start, "due": row.due}
    if row.start >= row.due:
        return _failed(Reason.DATES_REVERSED, **days)
    if row.due < (as_of := need_day(row.as_of)):
        return _failed(Reason.DUE_PASSED, as_of=as_of, **days)
    if row.due - row.start > LONGEST_DAYS:
        return _failed(Reason.TOO_LONG, length=row.due - row.start, latest=row.start + LONGEST_DAYS, **days)
    return PASSED
