"""Every formula of every template, typed over, changed, wrapped or deleted, is found at its cell, and refused."""

from __future__ import annotations

import random
from statistics import median

import pytest

from tests.mutations.books import KEYS, MOST_ERRORS, Verdict, copied, judged, recalculated
from tests.mutations.formulas import WAYS, Planted, planted
from tests.mutations.wording import unreadable

AT_A_TIME = 5
"""Of each template, in the small run."""


def verdict(mistake: Planted) -> Verdict:
    contents = copied(mistake.key)
    mistake.apply(contents)
    return judged(recalculated(contents), mistake.key)


def hold(mistakes: list[Planted]) -> None:
    """All found at their places, none accepted, and no flood of errors."""
    counts, lost = [], []
    for mistake in mistakes:
        found = verdict(mistake)
        counts.append(len(found.errors))
        lost += unreadable(found.fresh)
        if not found.errors or not found.is_at(*mistake.place) or len(found.errors) > MOST_ERRORS:
            lost.append(f"{mistake}: {found.told}")
    assert not lost, f"{len(lost)} of {len(mistakes)}:\n" + "\n".join(lost[:20])
    assert median(counts) == 1


@pytest.mark.parametrize("key", KEYS)
def test_some_formulas(key: str) -> None:
    """Other ones on each day would make failures that nobody can repeat, so the choice is by the template's name."""
    hold(random.Random(key).sample(planted(key), AT_A_TIME))


def test_what_shows_through_an_empty_chart() -> None:
    """It stands further down where the tables beside it are longer."""
    behind = [one for one in planted("risk-register") if one.place[0] == "Report" and one.place[1] in range(15, 20)]
    behind = [one for one in behind if one.place[2] == 3]
    assert {one.way for one in behind} == set(WAYS) - {"deleted"}
    hold(behind)


def test_what_a_chart_of_points_lies_on() -> None:
    """Its cells give a number in any case, and so differ from those that leave a gap."""
    across = [one for one in planted("team-scorecard") if one.place[:2] == ("Analysis", 5) and one.place[2] > 13]
    assert len({one.place for one in across}) == 5
    hold([one for one in across if one.way == "typed over"])


@pytest.mark.nightly
@pytest.mark.parametrize("key", KEYS)
def test_every_formula(key: str) -> None:
    hold(planted(key))
