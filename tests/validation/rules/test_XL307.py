"""XL307 unknown-reference: A cell names a row that is not there."""

from __future__ import annotations

from tests.mutations.books import copied, judged, recalculated
from tests.validation.built_register import Register
from tests.validation.small_plan import typed

from xltargets.templates.risk_register.kris import Kris


def test_the_example() -> None:
    """An indicator belongs to risk R99, and the register has no such risk."""
    register = Register()
    place = register.put(Kris.risk, "Discount given, %", "R99")
    assert register.found() == [("XL307", place)]


def test_a_name_that_is_near_is_proposed() -> None:
    code, place, sentence = typed("Parts", "B7", "Ann Leh")
    assert (code, place) == ("XL307", "Parts!B7")
    told = 'Person is "Ann Leh"; expected a name that stands in Units, Person. Correct it; Ann Lee is near it.'
    assert sentence.startswith(told)


def test_a_form_that_names_nobody() -> None:
    """The statement of somebody who is not in the team is blank, and nobody sees why."""
    contents = copied("team-scorecard")
    contents.sheets["Statement"].cells[5, 2].value = "Ben Okafr"
    found = judged(recalculated(contents), "team-scorecard")
    assert [(one.code, one.at.place) for one in found.fresh] == [("XL307", "Statement!B5")]
    assert "Ben Okafor is near it" in found.fresh[0].sentence()
