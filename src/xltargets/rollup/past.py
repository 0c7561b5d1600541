"""Deals and risks as they were on an earlier day, as far as the workbooks tell; what they don't tell is left blank.

A log and a register say how things are now. Looked at from an earlier day, what came later had not come up, and what
was decided later was still open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.calc.risk import risk_expected_loss, risk_level, risk_score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xltargets.workbooks.contents import CellValue

Values = dict[str, "CellValue"]
DECIDED = ("Won", "Lost")


def deal_on(values: Mapping[str, CellValue], day: float) -> Values | None:
    """An opportunity as it stood at the end of a day; None if it had not come up.

    One that was decided later was open. How far it was nobody wrote down, so its stage and, unless somebody typed one,
    its probability are blank.

    >>> deal = {"stage": "Won", "state": "Won", "created": 10.0, "expected": 40.0, "closed": 30.0, "own": None}
    >>> then = deal_on(deal, 20.0)
    >>> then["state"], then["stage"], then["probability"]
    ('Open', None, None)
    >>> deal_on(deal, 30.0)["state"], deal_on(deal, 9.0)
    ('Won', None)
    """
    if _after(values.get("created"), day):
        return None
    found = dict(values)
    if values.get("state") in DECIDED:
        if not _after(values.get("closed"), day):
            return found
        found |= {"stage": None, "probability": values.get("own"), "closed": None}
    expected = values.get("expected")
    return found | {"state": "Slipping" if isinstance(expected, float) and expected < day else "Open"}


def risk_on(values: Mapping[str, CellValue], bands: Sequence[tuple[float, str]], day: float) -> Values:
    """A risk as it stood at the end of a day: what was closed or done later was not yet.

    `bands` are the register's levels, each with the score from which it holds.

    >>> risk = {"likelihood": 4.0, "impact": 5.0, "control": 0.5, "probability": 0.2, "loss": 1000.0, "due": 15.0,
    ...     "closed": 30.0, "done": 30.0, "status": "Dropped", "residual": None, "level": None, "expected": None}
    >>> then = risk_on(risk, [(1.0, "Low"), (5.0, "Medium"), (10.0, "High")], 20.0)
    >>> then["residual"], then["level"], then["expected"], then["status"]
    (10.0, 'High', 200.0, 'Overdue')
    >>> risk_on(risk, [], 30.0)["status"]
    'Dropped'
    """
    found = dict(values)
    if values.get("closed") is not None and _after(values.get("closed"), day):
        found |= {"closed": None, **_scores(values, bands)}
    if _after(values.get("done"), day):
        found["done"] = None
    return found | {"status": _status(found, day)}


def _after(when: CellValue, day: float) -> bool:
    return isinstance(when, float) and when >= day + 1


def _status(values: Mapping[str, CellValue], day: float) -> CellValue:
    if values.get("closed") is not None:
        return "Dropped"
    if values.get("done") is not None:
        return "Done"
    due = values.get("due")
    return "Overdue" if isinstance(due, float) and due < day else "Open"


def _scores(values: Mapping[str, CellValue], bands: Sequence[tuple[float, str]]) -> Values:
    """What the register no longer shows of a risk that is closed by now."""
    found: Values = {"residual": None, "level": None, "expected": None}
    likelihood, impact, control = (values.get(key) for key in ("likelihood", "impact", "control"))
    if isinstance(likelihood, float) and isinstance(impact, float):
        residual = float(risk_score(likelihood, impact, control if isinstance(control, float) else 0.0))
        found |= {"residual": residual, "level": _level(residual, bands)}
    probability, loss = values.get("probability"), values.get("loss")
    if isinstance(probability, float) and isinstance(loss, float):
        found["expected"] = float(risk_expected_loss(probability, loss))
    return found


def _level(score: float, bands: Sequence[tuple[float, str]]) -> str:
    if not bands:
        return str(risk_level(score))
    return bands[0][1] if score < bands[0][0] else str(risk_level(score, [list(band) for band in bands]))
