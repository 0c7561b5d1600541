"""XL541 grave-risk-unanswered: A high or critical risk has no response, no owner or no due day."""

from __future__ import annotations

import pytest
from tests.validation.built_register import Register

from xltargets.templates.risk_register.risks import Risks
from xltargets.templates.schema import Column


def test_the_example() -> None:
    """R5 has a residual score of 18, which is Critical, and no owner."""
    register = Register()
    assert register.slot(Risks.residual, "R5").value == 18
    place = register.put(Risks.owner, "R5", None)
    assert register.found() == [("XL541", place)]


@pytest.mark.parametrize(("column", "language"), [(Risks.response, "en"), (Risks.due, "en"), (Risks.owner, "zh-CN")])
def test_without_response_or_due_and_in_another_language(column: Column, language: str) -> None:
    register = Register(language)
    place = register.put(column, "R5", None)
    assert register.found() == [("XL541", place)]


def test_a_medium_risk_may_still_look_for_an_owner() -> None:
    """R4 scores 4 x 3 x 50 % = 6: medium."""
    register = Register()
    register.put(Risks.owner, "R4", None)
    assert register.found() == []
