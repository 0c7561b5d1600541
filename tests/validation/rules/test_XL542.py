"""XL542 accepted-above-appetite: A risk is accepted though its score is above the risk appetite."""

from __future__ import annotations

from tests.validation.built_register import Register

from xltargets.templates.risk_register.risks import Risks


def test_the_example() -> None:
    """R3 has a residual score of 12 and the response Accept; the appetite is 9."""
    register = Register()
    place = register.put(Risks.response, "R3", "Accept")
    register.put(Risks.due, "R3", None)  # accepted, it needs no due day
    report = register.judged()
    assert [(finding.code, finding.at.place) for finding in report.findings] == [("XL542", place)]
    assert "a score of 12; the risk appetite is 9" in report.findings[0].sentence()


def test_a_risk_accepted_at_the_appetite() -> None:
    """R13 scores 3 x 3 = 9."""
    register = Register()
    register.put(Risks.response, "R13", "Accept")
    assert register.found() == []
