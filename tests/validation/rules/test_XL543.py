"""XL543 review-overdue: A risk was not reviewed for longer than the settings allow."""

from __future__ import annotations

import pytest
from tests.validation.built_register import Register, serial

from xltargets.templates.risk_register.risks import Risks


def test_the_example() -> None:
    """R8 was last reviewed on 20 January, and it is the end of May."""
    register = Register()
    place = register.put(Risks.reviewed, "R8", serial(2026, 1, 20))
    assert register.found() == [("XL543", place)]


@pytest.mark.parametrize(("reviewed", "late"), [((2026, 3, 1), True), ((2026, 3, 2), False)])
def test_a_review_is_overdue_after_ninety_days(reviewed: tuple[int, int, int], late: bool) -> None:
    """From 2 March to 31 May it is 29 + 30 + 31 = 90 days."""
    register = Register()
    place = register.put(Risks.reviewed, "R1", serial(*reviewed))
    assert register.found() == ([("XL543", place)] if late else [])


def test_a_risk_never_reviewed_is_overdue_and_a_closed_one_is_not() -> None:
    register = Register()
    register.put(Risks.reviewed, "R16", None)
    place = register.put(Risks.reviewed, "R1", None)
    assert register.found() == [("XL543", place)]
