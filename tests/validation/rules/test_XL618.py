"""XL618 won-deal-without-credit: a won deal of the CRM log is nobody's in the scorecard's Credits."""

from __future__ import annotations

from tests.validation.across_units import found
from tests.validation.credited_unit import JANUARY, MARCH, credit, credited


def _told(*rows: dict[str, object]) -> list[tuple[str, str]]:
    return [(file, place) for code, file, place in found(credited(*rows)) if code == "XL618"]


def test_the_example() -> None:
    """O-4, won by Ann with 30, is in no row of Credits."""
    assert [code for code, *_rest in found(credited(credit("O-3", JANUARY, 70.0))) if code == "XL618"] == ["XL618"]
    assert _told(credit("O-3", JANUARY, 70.0)) == [("north-scorecard.xlsx", "Credits")]


def test_with_all_or_none_there_is_nothing_to_say() -> None:
    assert _told(credit("O-3", JANUARY, 70.0), credit("o-4", MARCH, 30.0)) == []
    assert _told() == []
