"""XL549 last-above-inherent: the last score of a risk is above its inherent score."""

from __future__ import annotations

from tests.validation.built_register import Register

from xltargets.templates.risk_register.risks import Risks


def test_the_example() -> None:
    """R3 has likelihood 3 and impact 4, which is 12, and a last score of 20."""
    book = Register()
    book.put(Risks.likelihood, "R3", 3.0)
    book.put(Risks.impact, "R3", 4.0)
    place = book.put(Risks.last, "R3", 20.0)
    assert ("XL549", place) in book.found()


def test_as_much_as_the_whole_is_possible() -> None:
    book = Register()
    book.put(Risks.likelihood, "R3", 3.0)
    book.put(Risks.impact, "R3", 4.0)
    book.put(Risks.last, "R3", 12.0)
    assert "XL549" not in {code for code, _place in book.found()}
