"""Every input of every template, filled in against its declaration, is told at its cell."""

from __future__ import annotations

import random
from statistics import median

import pytest

from tests.mutations.books import KEYS, MOST_ERRORS, copied, judged, recalculated
from tests.mutations.inputs import Slip, slips
from tests.mutations.wording import unreadable

AT_A_TIME = 5
"""Of each template, in the small run."""


def hold(mistakes: list[Slip]) -> None:
    """All told at their places, and no flood of errors."""
    counts, lost = [], []
    for mistake in mistakes:
        contents = copied(mistake.key)
        mistake.apply(contents)
        found = judged(recalculated(contents), mistake.key)
        counts.append(len(found.fresh))
        lost += unreadable(found.fresh)
        if not found.is_at(*mistake.place) or len(found.errors) > MOST_ERRORS:
            lost.append(f"{mistake}: {found.told}")
    assert not lost, f"{len(lost)} of {len(mistakes)}:\n" + "\n".join(lost[:20])
    assert median(counts) == 1


@pytest.mark.parametrize("key", KEYS)
def test_some_inputs(key: str) -> None:
    hold(random.Random(key).sample(slips(key), AT_A_TIME))


@pytest.mark.nightly
@pytest.mark.parametrize("key", KEYS)
def test_every_input(key: str) -> None:
    hold(slips(key))
